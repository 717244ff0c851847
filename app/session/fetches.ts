import type { LedgerEntry } from '../ledger.ts';
import { grantRefOf, type GrantId, type Instant } from '../model.ts';
import type { Settings } from '../settings.ts';
import type { AppNotice } from '../view/notices.ts';
import type { AppState } from './state.ts';

/** What programs fetched and a person is not told of yet. */
export type Fetches = {
  /** Until then others join; by STS's time. */
  readonly until: Instant;
  /** The programs, each once; null: one that said no name. */
  readonly by: readonly (string | null)[];
  /** Each once, in the order they were fetched. */
  readonly targets: readonly GrantId[];
  readonly count: number;
};

/** Fetches within so long, ms, are told together: a program that starts often fetches several times at once. */
export const TOGETHER = 1000;

/** Whether a person wants to hear of it: of what programs got, never of what they themselves copied. */
const isTold = ({ outcome, via }: LedgerEntry, { noticeFetch }: Settings): boolean =>
  noticeFetch === 'on' && outcome === 'given' && (via === 'helper' || via === 'endpoint');

const once = <T>(all: readonly T[], one: T): readonly T[] =>
  all.includes(one) ? all : [...all, one];

/** The fetches with one more, `now` by STS's time. */
export const withFetch = (
  { fetches, settings }: Pick<AppState, 'fetches' | 'settings'>,
  entry: LedgerEntry,
  now: Instant,
): Fetches | null => {
  if (!isTold(entry, settings)) return fetches;
  return {
    until: fetches?.until ?? now + TOGETHER,
    by: once(fetches?.by ?? [], entry.by),
    targets: once(fetches?.targets ?? [], entry.target),
    count: (fetches?.count ?? 0) + 1,
  };
};

/** The one notice of all that was fetched together, once nothing joins it any more. */
export const fetchesDue = (
  { fetches }: Pick<AppState, 'fetches'>,
  now: Instant,
): Extract<AppNotice, { kind: 'fetched' }> | null => {
  if (fetches === null || now < fetches.until) return null;
  const [first, ...others] = fetches.targets;
  const target = first === undefined ? null : grantRefOf(first);
  return target === null
    ? null
    : {
        kind: 'fetched',
        // The next one takes its place: what matters is the last, and the ledger has them all.
        key: 'fetched',
        target,
        by: fetches.by,
        others: others.length,
        fetches: fetches.count,
      };
};
