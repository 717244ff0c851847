import type { Failure } from '../failure.ts';
import { grantId, type GrantId, type GrantRef, type Instant } from '../model.ts';
import { assertNever } from '../result.ts';
import type { AppState, ClipboardHolds, CopyState } from './state.ts';

/** The latest sign-in to the console, as its row tells it. The URL itself is never in the state. */
export type SignInState =
  | { readonly kind: 'none' }
  | { readonly kind: 'pending'; readonly target: GrantRef; readonly since: Instant }
  | { readonly kind: 'opened'; readonly target: GrantRef }
  | { readonly kind: 'copied'; readonly target: GrantRef; readonly clearsAt: Instant }
  /** `gone`: something else took its place before it was cleared. */
  | { readonly kind: 'cleared' | 'gone'; readonly target: GrantRef }
  | { readonly kind: 'failed'; readonly target: GrantRef; readonly failure: Failure };

export type SignInEvent =
  | { readonly kind: 'sign-in'; readonly signIn: SignInState }
  /** Something of ours is in the clipboard. */
  | ({ readonly kind: 'clipboard-holds' } & Omit<ClipboardHolds, 'copy'>)
  /** It could not be emptied, which is tried again then. */
  | { readonly kind: 'clipboard-kept'; readonly failure: Failure; readonly again: Instant }
  /** When it is to be emptied, by what is known of the time now. */
  | { readonly kind: 'clipboard-ends'; readonly at: Instant }
  /** Until when somebody waits for a grant; null: nobody does. */
  | { readonly kind: 'waits'; readonly until: Instant | null };

type Marks = Pick<AppState, 'signIn'>;

/** What is told of an earlier copy or sign-in gives way to the later one; what is under way stays. */
const beside = <T extends { readonly kind: string }>(mark: T): T | { readonly kind: 'none' } =>
  mark.kind === 'pending' ? mark : { kind: 'none' };

/** A row has one line for both, and the clipboard holds one thing. */
export const copyMade = (state: AppState, copy: CopyState): AppState => {
  const signIn = copy.kind === 'none' ? state.signIn : beside(state.signIn);
  const next = { ...state, copy, signIn };
  if (copy.kind !== 'copied') return next;
  const { target, as, clearsAt } = copy;
  return { ...next, clipboard: { target, what: as.block, clearsAt, copy: clearsAt } };
};

const clipboardEnds = (state: AppState, clearsAt: Instant): AppState => {
  const { clipboard, copy, signIn, sweepsAt } = state;
  return {
    ...state,
    clipboard: clipboard && { ...clipboard, clearsAt },
    sweepsAt: sweepsAt === null ? null : clearsAt,
    copy: copy.kind === 'copied' ? { ...copy, clearsAt } : copy,
    signIn: signIn.kind === 'copied' ? { ...signIn, clearsAt } : signIn,
  };
};

/** The row says that it is still there, and no time at which it would be gone. */
const clipboardKept = (state: AppState, failure: Failure, again: Instant): AppState => {
  const { clipboard, copy, signIn } = state;
  return {
    ...state,
    clipboard: clipboard && { ...clipboard, clearsAt: again },
    sweepsAt: clipboard === null ? again : null,
    copy:
      copy.kind === 'copied'
        ? { kind: 'failed', target: copy.target, as: copy.as, failure, at: again }
        : copy,
    signIn: signIn.kind === 'copied' ? { kind: 'failed', target: signIn.target, failure } : signIn,
  };
};

export const reduceSignIn = (state: AppState, event: SignInEvent): AppState => {
  switch (event.kind) {
    case 'waits':
      return { ...state, waitsUntil: event.until };
    case 'clipboard-holds': {
      const { target, what, clearsAt } = event;
      return {
        ...state,
        copy: beside(state.copy),
        signIn: beside(state.signIn),
        clipboard: { target, what, clearsAt, copy: clearsAt },
      };
    }
    case 'clipboard-kept':
      return clipboardKept(state, event.failure, event.again);
    case 'clipboard-ends':
      return clipboardEnds(state, event.at);
    case 'sign-in':
      return { ...state, signIn: event.signIn, copy: beside(state.copy) };
    default:
      return assertNever(event);
  }
};

const isKept = ({ kind }: Failure): boolean => kind === 'clipboard-kept';

/** The clipboard was emptied, or holds something else by now: then nothing was cleared. */
export const clipboardLetGo = (state: AppState, found: 'cleared' | 'not-ours'): AppState => {
  const { copy, signIn, lock } = state;
  const kind = found === 'cleared' ? 'cleared' : 'gone';
  const wasThere = (mark: CopyState | SignInState): boolean =>
    mark.kind === 'copied' || (mark.kind === 'failed' && isKept(mark.failure));
  return {
    ...state,
    clipboard: null,
    sweepsAt: null,
    copy: copy.kind !== 'none' && wasThere(copy) ? { kind, target: copy.target } : copy,
    signIn: signIn.kind !== 'none' && wasThere(signIn) ? { kind, target: signIn.target } : signIn,
    lock:
      lock.kind === 'locked' && lock.failures.some(isKept)
        ? { ...lock, failures: lock.failures.filter((one) => !isKept(one)) }
        : lock,
  };
};

/** Its grant was stopped. */
export const signInHalted = ({ signIn }: Marks, ids: ReadonlySet<GrantId>): SignInState =>
  signIn.kind === 'pending' && ids.has(grantId(signIn.target)) ? { kind: 'none' } : signIn;

export const signInMoved = ({ signIn }: Marks, by: number): SignInState =>
  signIn.kind === 'copied' ? { ...signIn, clearsAt: signIn.clearsAt + by } : signIn;
