import type { Failure } from '../failure.ts';
import type { GrantRef, Held, Instant } from '../model.ts';
import { assertNever } from '../result.ts';
import { trieMap } from '../trie-map.ts';
import { isFido } from '../credentials/mfa-code.ts';
import { unguarded } from './guard-state.ts';
import type { LivesOn } from './lives-on.ts';
import { freshGrant, isValid, type AppState } from './state.ts';

/** What set a lock off: a person in the window, `fobwatch lock`, panic, or the desktop. */
export const lockCauses = ['asked', 'command', 'panic', 'screen', 'sleep', 'idle'] as const;
export type LockCause = (typeof lockCauses)[number];

/** A section of an AWS file that panic took away. */
export type RemovedSection = { readonly path: string; readonly profile: string };

export type PanicState =
  | { readonly kind: 'none' }
  | { readonly kind: 'removing' }
  | {
      readonly kind: 'done';
      readonly removed: readonly RemovedSection[];
      readonly failures: readonly Failure[];
    };

/** What is the same in both shut states. */
type Shut = {
  readonly since: Instant;
  readonly cause: LockCause;
  readonly livesOn: readonly LivesOn[];
  readonly panic: PanicState;
  /** The sealed copy stays on the disk, for a finger to open it. */
  readonly keeps: boolean;
};

/** What became of asking for a finger; unread: it was theirs, and the sealed copy could not be read. */
export type Finger = 'not-asked' | 'asked' | 'refused' | 'unread';

/**
 * Whether the app is locked. `locks` counts the locks of this run: whoever awaits something and finds another number
 * afterwards began before a lock, and its answer no longer matters.
 */
export type LockState = { readonly locks: number } & (
  | { readonly kind: 'open' }
  /** Nothing is held in memory any more; the sealed copy and the clipboard are on their way. */
  | ({ readonly kind: 'locking' } & Shut)
  | ({
      readonly kind: 'locked';
      /** What could not be let go of. */
      readonly failures: readonly Failure[];
      /** Whether the policy that revokes is in the clipboard. */
      readonly copied: boolean;
      readonly finger: Finger;
    } & Shut)
);

export type LockEvent =
  | {
      readonly kind: 'locking';
      readonly cause: LockCause;
      readonly at: Instant;
      readonly keeps: boolean;
    }
  | { readonly kind: 'locked'; readonly failures: readonly Failure[] }
  /** A lock came while somebody was on a way in: that way leads nowhere any more, and the lock stays. */
  | { readonly kind: 'locked-again' }
  /** It was locked when the app ended the last time. */
  | {
      readonly kind: 'found-locked';
      readonly lock: Pick<Shut, 'since' | 'cause' | 'livesOn' | 'keeps'>;
      readonly spentSteps: ReadonlyMap<string, number>;
    }
  /** A code did not open it: what was begun for it is let go of again. */
  | { readonly kind: 'stayed-locked' }
  /** Nothing says whether a code is needed to open it: it stays locked. `failures`: what could not be read; empty: a code is. */
  | { readonly kind: 'unopened'; readonly failures: readonly Failure[] }
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'panic'; readonly panic: PanicState }
  | { readonly kind: 'revocation-copied' }
  | { readonly kind: 'finger'; readonly finger: Finger }
  /** What was kept for a finger goes. */
  | { readonly kind: 'kept-no-more' };

export const lockedFailure: Failure = { kind: 'locked' };

export const isLocked = ({ lock }: Pick<AppState, 'lock'>): boolean => lock.kind !== 'open';

/** Identities whose codes open a lock; empty: a click does. */
export const unlockers = (state: Pick<AppState, 'identities'>): readonly string[] =>
  [...state.identities.values()].flatMap(({ name, serial }) =>
    serial !== null && !isFido(serial) ? [name] : [],
  );

/**
 * Whether the sealed copy stays, for a finger to open it: where a person wants that, a code would open it as well, and
 * it is no panic.
 */
export const keepsCopies = (state: AppState, cause: LockCause): boolean =>
  state.settings.lockTouchId === 'on' &&
  state.presence.tells.finger &&
  cause !== 'panic' &&
  unlockers(state).length > 0;

const livesOnOf = (state: AppState, now: Instant): readonly LivesOn[] =>
  [...state.grants.values()]
    .flatMap(({ ref, held }) =>
      isValid(held, now) ? [{ target: ref, arn: held.arn, expiresAt: held.expiresAt }] : [],
    )
    .toSorted((a, b) => a.expiresAt - b.expiresAt);

/** Nothing is held, wanted or on its way; what a person stopped stays stopped. */
const withoutGrants = (state: AppState): AppState => ({
  ...state,
  grants: trieMap(
    [...state.grants].flatMap(([id, { ref, wish }]) =>
      wish === 'halted' && ref.kind === 'role' ? [[id, { ...freshGrant(ref), wish }] as const] : [],
    ),
  ),
  made: new Map(),
  blocked: new Map(),
});

const locking = (
  state: AppState,
  { cause, at, keeps }: Extract<LockEvent, { kind: 'locking' }>,
): AppState => ({
  ...withoutGrants(state),
  lock: {
    kind: 'locking',
    locks: state.lock.locks + 1,
    since: at,
    cause,
    livesOn: livesOnOf(state, at),
    panic: { kind: 'none' },
    keeps,
  },
  requests: new Map(),
  guard: unguarded,
  endpoints: new Map(),
  codeChecks: new Map(),
  ask: { chosen: null, aside: false },
  set: { kind: 'none' },
  signIn: { kind: 'none' },
  copy: { kind: 'none' },
  operations: new Map(
    [...state.operations].map(([kind, operation]) => [
      kind,
      operation.kind === 'running'
        ? { kind: 'refused', failures: [lockedFailure], turn: operation.turn }
        : operation,
    ]),
  ),
});

/** What was asked for before is told no more: it is another sitting. */
const opened = (state: AppState): AppState => ({
  ...state,
  lock: { kind: 'open', locks: state.lock.locks },
});

export const reduceLock = (state: AppState, event: LockEvent): AppState => {
  const { lock } = state;
  switch (event.kind) {
    case 'locking':
      return lock.kind === 'open' ? locking(state, event) : state;
    case 'locked':
      return lock.kind === 'locking'
        ? {
            ...state,
            copy: { kind: 'none' },
            signIn: { kind: 'none' },
            lock: {
              ...lock,
              kind: 'locked',
              failures: event.failures,
              copied: false,
              finger: 'not-asked',
            },
          }
        : state;
    case 'locked-again':
      return lock.kind === 'locked'
        ? {
            ...withoutGrants(state),
            lock: { ...lock, locks: lock.locks + 1, finger: 'not-asked' },
            codeChecks: new Map(),
          }
        : state;
    case 'found-locked':
      return {
        ...state,
        lock: {
          kind: 'locked',
          locks: lock.locks + 1,
          ...event.lock,
          panic: { kind: 'none' },
          failures: [],
          copied: false,
          finger: 'not-asked',
        },
        spentSteps: new Map([...event.spentSteps, ...state.spentSteps]),
      };
    case 'stayed-locked':
      return lock.kind === 'open' ? state : withoutGrants(state);
    case 'unopened': {
      if (lock.kind !== 'locked') return state;
      // Those of the lock itself are of writing.
      const own = lock.failures.filter((one) => one.kind !== 'file' || one.action !== 'read');
      return { ...state, lock: { ...lock, failures: [...own, ...event.failures] } };
    }
    case 'unlocked':
      return lock.kind === 'locked' ? opened(state) : state;
    case 'panic':
      // Nothing is kept for a finger any more; a lock that was there before it is one of panic from now on.
      return lock.kind === 'open'
        ? state
        : { ...state, lock: { ...lock, cause: 'panic', panic: event.panic, keeps: false } };
    case 'revocation-copied':
      return lock.kind === 'locked' ? { ...state, lock: { ...lock, copied: true } } : state;
    case 'kept-no-more':
      return lock.kind === 'open' ? state : { ...state, lock: { ...lock, keeps: false } };
    case 'finger':
      return lock.kind === 'locked' ? { ...state, lock: { ...lock, finger: event.finger } } : state;
    default:
      return assertNever(event);
  }
};

/** A session that a code was given for opens the lock; nothing else that comes does. */
export const openedBy = (state: AppState, ref: GrantRef, held: Held): AppState =>
  state.lock.kind === 'locked' && ref.kind === 'session' && held.withCode ? opened(state) : state;

/** What is remembered of a lock over a restart; none of it is secret. */
export type KeptLock = Pick<Shut, 'since' | 'cause' | 'livesOn' | 'keeps'> & {
  /** A code that was spent stays spent, though the sealed copy that says so is gone. */
  readonly spentSteps: Readonly<Record<string, number>>;
};

/** null: there is nothing to remember. */
export const keptLockOf = ({ lock, spentSteps }: AppState): KeptLock | null =>
  lock.kind === 'open'
    ? null
    : {
        since: lock.since,
        cause: lock.cause,
        livesOn: lock.livesOn,
        keeps: lock.keeps,
        spentSteps: Object.fromEntries(spentSteps),
      };
