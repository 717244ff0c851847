import { describe, expect, it } from 'vitest';
import type { Command } from '../../app/contract.ts';
import { consoleItems } from '../../renderer/roles/console-items.ts';
import { roleRow, sessionRow } from '../support/snapshots.ts';

describe('what a menu offers of the console', () => {
  it('opens it or copies its URL', () => {
    const sent: Command[] = [];
    const items = consoleItems(roleRow('dev'), (command) => sent.push(command));
    expect(items.map(({ name }) => name)).toEqual(['Open console', 'Copy sign-in URL']);
    for (const item of items) if ('onPress' in item) item.onPress();
    const plain = { destination: null, region: null, durationSeconds: null };
    const target = { kind: 'role', profile: 'dev' };
    expect(sent).toEqual([
      { kind: 'open-console', target, how: 'open', ...plain },
      { kind: 'open-console', target, how: 'copy', ...plain },
    ]);
  });

  it('says why a session has none', () => {
    const items = consoleItems(sessionRow('ada'), () => undefined);
    expect(items).toEqual([
      {
        name: 'Open console',
        unavailable:
          'A session such as ada does not sign in to the console; use a role or a federated user.',
      },
    ]);
  });
});
