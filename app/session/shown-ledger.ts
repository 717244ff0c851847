import type { LedgerEntry } from '../ledger.ts';
import type { Instant } from '../model.ts';
import type { FileProblem } from '../ports.ts';
import { assertNever } from '../result.ts';
import { withFetch } from './fetches.ts';
import { withGrantLine } from './grant-details.ts';
import type { AppState } from './state.ts';

/** A line as it is listed. */
export type LedgerLine = LedgerEntry & {
  /** Counts up from the oldest line that was read; what it is called stays while the ledger is shown. */
  readonly id: number;
};

/** The ledger while somebody looks at it; otherwise it is on the disk alone. */
export type ShownLedger =
  | { readonly kind: 'closed' }
  /** `stale`: a line was written meanwhile, and nobody knows whether it was read. */
  | { readonly kind: 'reading'; readonly stale: boolean }
  /** Newest first. */
  | { readonly kind: 'open'; readonly lines: readonly LedgerLine[] }
  | { readonly kind: 'failed'; readonly problem: FileProblem };

export type LedgerEvent =
  | { readonly kind: 'ledger'; readonly ledger: Exclude<ShownLedger, { kind: 'open' }> }
  /** What was read, oldest first. */
  | { readonly kind: 'ledger-read'; readonly entries: readonly LedgerEntry[] }
  /** A line was written, at `now` by STS's time. */
  | { readonly kind: 'ledger-line'; readonly entry: LedgerEntry; readonly now: Instant }
  /** A notice told of all fetches so far. */
  | { readonly kind: 'fetches-told' };

/** As many lines as are listed; older ones are in the file, and `fobwatch ledger` prints them. */
export const MOST_LINES = 1000;

const withLine = (ledger: ShownLedger, entry: LedgerEntry): ShownLedger => {
  if (ledger.kind === 'reading') return ledger.stale ? ledger : { ...ledger, stale: true };
  if (ledger.kind !== 'open') return ledger;
  const [newest] = ledger.lines;
  const line = { ...entry, id: (newest?.id ?? 0) + 1 };
  return { kind: 'open', lines: [line, ...ledger.lines].slice(0, MOST_LINES) };
};

export const reduceLedger = (state: AppState, event: LedgerEvent): AppState => {
  switch (event.kind) {
    case 'ledger':
      return { ...state, ledger: event.ledger };
    case 'ledger-read': {
      const lines = event.entries.map((entry, at) => ({ ...entry, id: at + 1 })).toReversed();
      return { ...state, ledger: { kind: 'open', lines } };
    }
    case 'ledger-line': {
      const ledger = withLine(state.ledger, event.entry);
      const fetches = withFetch(state, event.entry, event.now);
      const same = ledger === state.ledger && fetches === state.fetches;
      const next = withGrantLine(state, event.entry);
      return same ? next : { ...next, ledger, fetches };
    }
    case 'fetches-told':
      return { ...state, fetches: null };
    default:
      return assertNever(event);
  }
};
