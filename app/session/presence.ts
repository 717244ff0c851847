import type { Instant, Seconds } from '../model.ts';
import type { AppState } from './state.ts';

/** What a desktop can tell of whether its person is there. */
export type PresenceTells = {
  /** That the screen was locked. */
  readonly screen: boolean;
  /** That the computer is about to sleep. */
  readonly sleep: boolean;
  /** For how long nobody has touched keys or pointer. */
  readonly idle: boolean;
  /** That it is this person, by a finger (Touch ID). */
  readonly finger: boolean;
};

/** How a person went away. */
export type Away = 'screen' | 'sleep';

export type PresenceState = {
  readonly tells: PresenceTells;
  /** When nobody may have been there for `limit` s, at the earliest; null: nobody waits for that. */
  readonly look: { readonly at: Instant; readonly limit: Seconds } | null;
};

export const noPresence: PresenceState = {
  tells: { screen: false, sleep: false, idle: false, finger: false },
  look: null,
};

export type PresenceEvent =
  | { readonly kind: 'presence-tells'; readonly tells: PresenceTells }
  | { readonly kind: 'presence-look'; readonly look: PresenceState['look'] };

export const reducePresence = (state: AppState, event: PresenceEvent): AppState => ({
  ...state,
  presence:
    event.kind === 'presence-tells'
      ? { ...state.presence, tells: event.tells }
      : { ...state.presence, look: event.look },
});

export const presenceMoved = ({ presence }: AppState, by: number): PresenceState => ({
  ...presence,
  look: presence.look && { ...presence.look, at: presence.look.at + by },
});

/** Whether a person wants the app locked when they go away like this. */
export const locksWhen = ({ settings }: Pick<AppState, 'settings'>, how: Away): boolean =>
  (how === 'screen' ? settings.lockWithScreen : settings.lockBeforeSleep) === 'on';

/** After how many s without a person the app locks; null: never, or the desktop does not tell. */
export const idleLimit = ({ settings, presence }: AppState): Seconds | null =>
  presence.tells.idle ? settings.lockAfterIdle : null;

/**
 * What follows from how long nobody has been there, ms: a lock, or another look at the earliest instant at which it
 * could be long enough. So one wake-up is armed however busy a person is, and nothing is polled.
 */
export const afterLook = (
  idleFor: number,
  limit: Seconds,
  now: Instant,
):
  | { readonly kind: 'lock' }
  | { readonly kind: 'look'; readonly look: NonNullable<PresenceState['look']> } => {
  const left = limit * 1000 - idleFor;
  return left <= 0 ? { kind: 'lock' } : { kind: 'look', look: { at: now + left, limit } };
};
