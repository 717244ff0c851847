import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../app/ledger.ts';
import { MOST_LINES, reduceLedger, type ShownLedger } from '../../../app/session/shown-ledger.ts';
import { emptyState } from '../../../app/session/empty-state.ts';

const entry = (at: number): LedgerEntry => ({
  at,
  target: 'role:dev',
  how: 'credentials',
  via: 'helper',
  to: 'terraform',
  by: 'terraform',
  pid: 4711,
  outcome: 'given',
  expiresAt: at + 3_600_000,
});

const state = (ledger: ShownLedger) => ({ ...emptyState, ledger });
const read = (...times: readonly number[]) =>
  reduceLedger(state({ kind: 'reading', stale: false }), {
    kind: 'ledger-read',
    entries: times.map(entry),
  });
const shown = (ledger: ShownLedger): readonly (readonly [number, number])[] =>
  ledger.kind === 'open' ? ledger.lines.map(({ id, at }) => [id, at] as const) : [];

describe('the ledger that is shown', () => {
  it('begins with the newest line', () => {
    expect(shown(read(10, 20, 30).ledger)).toEqual([
      [3, 30],
      [2, 20],
      [1, 10],
    ]);
  });

  it('takes in a new line in front and leaves the others what they are called', () => {
    const next = reduceLedger(read(10), { kind: 'ledger-line', entry: entry(20), now: 0 });
    expect(shown(next.ledger)).toEqual([
      [2, 20],
      [1, 10],
    ]);
  });

  it('lets the oldest go when there are too many', () => {
    const full = read(...Array.from({ length: MOST_LINES }, (_, at) => at));
    const lines = shown(
      reduceLedger(full, { kind: 'ledger-line', entry: entry(MOST_LINES), now: 0 }).ledger,
    );
    expect(lines).toHaveLength(MOST_LINES);
    expect(lines.at(0)).toEqual([MOST_LINES + 1, MOST_LINES]);
    expect(lines.at(-1)).toEqual([2, 1]);
  });

  it('knows that a line came while it was being read', () => {
    const reading = state({ kind: 'reading', stale: false });
    const next = reduceLedger(reading, { kind: 'ledger-line', entry: entry(10), now: 0 });
    expect(next.ledger).toEqual({ kind: 'reading', stale: true });
  });

  it('keeps no line while nobody looks', () => {
    const closed = state({ kind: 'closed' });
    expect(reduceLedger(closed, { kind: 'ledger-line', entry: entry(10), now: 0 })).toBe(closed);
  });
});
