import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../app/ledger.ts';
import { fetchesDue, TOGETHER, withFetch, type Fetches } from '../../../app/session/fetches.ts';
import { moved } from '../../../app/session/skew.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
import { nextWakeup } from '../../../app/session/wakeups.ts';
import { utc } from '../../support/model-state.ts';
import { defaultSettings } from '../../../app/settings.ts';

const NOW = 1_800_000_000_000;
const on = { ...defaultSettings, noticeFetch: 'on' } as const;

const entry = (changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at: NOW,
  target: 'role:prod-admin',
  how: 'credentials',
  via: 'helper',
  to: 'terraform',
  by: 'terraform',
  pid: 4711,
  outcome: 'given',
  expiresAt: NOW + 3_600_000,
  ...changes,
});

const fetched = (...entries: readonly Partial<LedgerEntry>[]): Fetches | null =>
  entries.reduce<Fetches | null>(
    (fetches, changes, at) => withFetch({ fetches, settings: on }, entry(changes), NOW + at),
    null,
  );

describe('a fetch to be told', () => {
  it.each<[string, Partial<LedgerEntry>, boolean]>([
    ['by a helper', {}, true],
    ['from the endpoint', { how: 'endpoint', via: 'endpoint' }, true],
    ['copied in the window', { how: 'copy', via: 'window', by: null }, false],
    ['copied from the menu', { how: 'copy', via: 'menu', by: null }, false],
    ['written at a renewal', { how: 'write', via: 'renewal', by: null }, false],
    ['that was refused', { outcome: 'declined', expiresAt: null }, false],
  ])('is one %s: %o is %s', (_, changes, told) => {
    expect(fetched(changes) !== null).toBe(told);
  });

  it('is none as long as the settings do not ask for it', () => {
    expect(withFetch({ fetches: null, settings: defaultSettings }, entry(), NOW)).toBeNull();
  });
});

describe('the notice of fetches', () => {
  const all = fetched(
    {},
    { by: 'bash' },
    { target: 'session:ada' },
    { target: 'role:dev', by: null },
  );

  it('waits for those that come with it, and no longer', () => {
    expect(fetchesDue({ fetches: all }, NOW + TOGETHER - 1)).toBeNull();
    expect(fetchesDue({ fetches: all }, NOW + TOGETHER)).not.toBeNull();
    expect(nextWakeup({ ...emptyState, fetches: all }, NOW, utc)).toBe(NOW + TOGETHER);
  });

  it('is one for all of them: each program and grant once', () => {
    expect(fetchesDue({ fetches: all }, NOW + TOGETHER)).toEqual({
      kind: 'fetched',
      key: 'fetched',
      target: { kind: 'role', profile: 'prod-admin' },
      by: ['terraform', 'bash', null],
      others: 2,
      fetches: 4,
    });
  });

  it('falls due at the same moment when the clock is found to be wrong', () => {
    const state = moved({ ...emptyState, fetches: all }, -60_000, -60_000);
    expect(fetchesDue(state, NOW - 60_000 + TOGETHER)).not.toBeNull();
  });

  it('is none where nothing was fetched', () => {
    expect(fetchesDue({ fetches: null }, NOW)).toBeNull();
  });
});
