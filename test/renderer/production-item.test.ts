import { describe, expect, it } from 'vitest';
import type { Command } from '../../app/contract.ts';
import { productionItem, type Markable } from '../../renderer/guard/production-item.ts';
import { madeRow, roleRow, sessionRow } from '../support/snapshots.ts';

const guard = { rule: 'prod', answered: false } as const;

/** What comes of choosing the item: commands, and whether a person is asked first. */
const chosen = (row: Markable) => {
  const sent: Command[] = [];
  let asked = 0;
  const item = productionItem(
    row,
    (command) => sent.push(command),
    () => {
      asked += 1;
    },
  );
  if ('onPress' in item) item.onPress();
  return { name: item.name, sent, asked };
};

describe('what a menu offers to say of production', () => {
  it.each<[string, Markable]>([
    ['a role', roleRow('dev')],
    ['a session', sessionRow('ada')],
    ['what was made directly', madeRow('guest')],
  ])('marks %s at once', (_, row) => {
    expect(chosen(row)).toEqual({
      name: 'Mark as production',
      sent: [{ kind: 'mark-production', target: row.ref, production: true }],
      asked: 0,
    });
  });

  it.each<[string, Markable]>([
    ['a role', roleRow('prod', { guard })],
    ['a session', sessionRow('ada', { guard })],
    ['what was made directly', madeRow('guest', { guard })],
  ])('asks before it takes the mark from %s', (_, row) => {
    expect(chosen(row)).toEqual({ name: 'Mark as not production', sent: [], asked: 1 });
  });

  it('says where the mark comes from that cannot be taken away here', () => {
    const row = madeRow('guest', { guard, guardInherited: true });
    expect(
      productionItem(
        row,
        () => undefined,
        () => undefined,
      ),
    ).toEqual({
      name: 'Mark as not production',
      unavailable:
        'What it was made from is production: mark that one as not production, or change the rules in the settings.',
    });
  });
});
