import { expect, it } from 'vitest';
import type { Command } from '../../app/contract.ts';
import { allItems } from '../../renderer/roles/all-items.ts';

it('a menu starts and stops all that is in the list', () => {
  const sent: Command[] = [];
  const items = allItems((command) => sent.push(command));
  for (const item of items) if ('onPress' in item) item.onPress();
  expect(items.map(({ name }) => name)).toEqual(['Start all', 'Stop all']);
  expect(sent).toEqual([{ kind: 'start-all' }, { kind: 'stop-all' }]);
});
