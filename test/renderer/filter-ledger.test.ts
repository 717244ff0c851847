import { describe, expect, it } from 'vitest';
import type { LedgerLine } from '../../app/session/shown-ledger.ts';
import { daysOf } from '../../renderer/ledger/days.ts';
import { filterLedger } from '../../renderer/ledger/filter-ledger.ts';

const line = (id: number, changes: Partial<LedgerLine> = {}): LedgerLine => ({
  id,
  at: id * 1000,
  target: 'role:prod-admin',
  how: 'credentials',
  via: 'helper',
  to: 'terraform',
  by: 'terraform',
  pid: 4711,
  outcome: 'given',
  expiresAt: 0,
  ...changes,
});

const lines = [
  line(3),
  line(2, { target: 'role:dev', how: 'copy', via: 'menu', to: 'clipboard', by: null, pid: null }),
  line(1, { target: 'session:ada', to: 'bash', by: 'bash', pid: 812, outcome: 'declined' }),
];

describe('a search in the ledger', () => {
  it.each([
    ['', [3, 2, 1]],
    ['  ', [3, 2, 1]],
    ['prod', [3]],
    ['Terraform', [3]],
    ['ada', [1]],
    ['812', [1]],
    ['menu', [2]],
    ['declined', [1]],
    ['prod bash', []],
  ])('for "%s"', (query, ids) => {
    expect(filterLedger(lines, query).map(({ id }) => id)).toEqual(ids);
  });
});

describe('lines by day', () => {
  it('stand together under its name, in their order', () => {
    expect(daysOf(lines, (at) => (at > 1000 ? 'Today' : 'Yesterday'))).toMatchObject([
      { day: 'Today', lines: [{ id: 3 }, { id: 2 }] },
      { day: 'Yesterday', lines: [{ id: 1 }] },
    ]);
  });
});
