import type { Failure } from '../failure.ts';
import type { LedgerEntry } from '../ledger.ts';
import { grantId, type GrantId, type GrantRef, type Instant } from '../model.ts';
import { assertNever } from '../result.ts';
import type { AppState } from './state.ts';

/** What went wrong with a grant, and when; kept when it works again, since that is when one asks. */
export type PastFailure = {
  readonly failure: Failure;
  /** The last time, in STS's time. */
  readonly at: Instant;
  /** How often it went wrong in just this way, one time after another. */
  readonly times: number;
};

/** The newest lines of the ledger about one grant. */
export type GrantLines =
  /** `stale`: a line was written meanwhile, and nobody knows whether it was read. */
  | { readonly kind: 'reading'; readonly stale: boolean }
  /** Newest first. */
  | { readonly kind: 'read'; readonly lines: readonly LedgerEntry[] }
  | { readonly kind: 'failed' };

/** What is kept for the details of grants. */
export type DetailsState = {
  /** Newest first, of every grant that failed lately. */
  readonly failures: ReadonlyMap<GrantId, readonly PastFailure[]>;
  /** Grants whose details somebody looks at. */
  readonly open: ReadonlyMap<GrantId, OpenDetails>;
};

type OpenDetails = { readonly ref: GrantRef; readonly lines: GrantLines };

export type DetailsEvent =
  | { readonly kind: 'grant-lines'; readonly ref: GrantRef; readonly lines: GrantLines }
  | { readonly kind: 'grant-left'; readonly ref: GrantRef };

export const noDetails: DetailsState = { failures: new Map(), open: new Map() };

/** Failures of a grant that are told, and grants whose failures are kept. */
export const MOST_FAILURES = 3;
const MOST_GRANTS = 500;

/** Lines of the ledger that are told beside a grant; all of them are in the ledger. */
export const MOST_GRANT_LINES = 4;

/** The same thing again, whatever the request was called and however long was left. */
const isSameFailure = (a: Failure, b: Failure): boolean =>
  a.kind === 'aws' && b.kind === 'aws'
    ? a.operation === b.operation && a.code === b.code && a.message === b.message
    : a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b);

/** Keeps what a grant failed with. */
export const withPastFailure = (
  state: AppState,
  ref: GrantRef,
  failure: Failure,
  at: Instant,
): AppState => {
  const id = grantId(ref);
  const [last, ...earlier] = state.details.failures.get(id) ?? [];
  const again = last !== undefined && isSameFailure(last.failure, failure);
  const next = { failure, at, times: again ? last.times + 1 : 1 };
  const others = last === undefined || again ? earlier : [last, ...earlier];
  const failures = new Map(state.details.failures);
  // Whichever failed last is the last to go.
  failures.delete(id);
  failures.set(id, [next, ...others].slice(0, MOST_FAILURES));
  const [oldest] = failures.keys();
  if (failures.size > MOST_GRANTS && oldest !== undefined) failures.delete(oldest);
  return { ...state, details: { ...state.details, failures } };
};

const withOpen = (state: AppState, change: (open: Map<GrantId, OpenDetails>) => void): AppState => {
  const open = new Map(state.details.open);
  change(open);
  return { ...state, details: { ...state.details, open } };
};

/** A line about a grant was written: whoever looks at it sees it. */
export const withGrantLine = (state: AppState, entry: LedgerEntry): AppState => {
  const shown = state.details.open.get(entry.target);
  if (shown === undefined || shown.lines.kind === 'failed') return state;
  const lines: GrantLines =
    shown.lines.kind === 'reading'
      ? { kind: 'reading', stale: true }
      : { kind: 'read', lines: [entry, ...shown.lines.lines].slice(0, MOST_GRANT_LINES) };
  return withOpen(state, (open) => open.set(entry.target, { ...shown, lines }));
};

export const reduceDetails = (state: AppState, event: DetailsEvent): AppState => {
  const id = grantId(event.ref);
  switch (event.kind) {
    case 'grant-lines':
      return withOpen(state, (open) => open.set(id, { ref: event.ref, lines: event.lines }));
    case 'grant-left':
      return state.details.open.has(id) ? withOpen(state, (open) => open.delete(id)) : state;
    default:
      return assertNever(event);
  }
};
