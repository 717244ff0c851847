import type { Held, Instant, Seconds } from '../model.ts';
import { canSign, lastRenewalAt, renewsAt, signingMargin } from '../session/expiry.ts';
import type { Settings } from '../settings.ts';
import { exactWords } from '../view/words/time.ts';

/**
 * What is left of a session or a role, as numbers and in words (ST5). Functions of the instant they are asked at, so
 * they are right after any sleep or clock jump. Whole seconds, rounded up: 0 means ended, and nothing else does.
 */
export type Lifetime = {
  /** All that is left, in seconds. */
  readonly totalSeconds: Seconds;
  /** The same in parts: days, hours 0..23, minutes 0..59, seconds 0..59. */
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: Seconds;
  /** What is left of the whole life, 0..100, rounded down; 0 with something left is possible. */
  readonly percent: number;
  /** To the second: "3 h 59 min 12 s"; "0 s" when ended. */
  readonly words: string;
};

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Whole seconds in days, hours 0..23, minutes 0..59 and seconds 0..59. */
const partsOf = (total: Seconds): Pick<Lifetime, 'days' | 'hours' | 'minutes' | 'seconds'> => ({
  days: Math.floor(total / DAY),
  hours: Math.floor((total % DAY) / HOUR),
  minutes: Math.floor((total % HOUR) / MINUTE),
  seconds: total % MINUTE,
});

/** What is left at `now` (STS's time) of what lives from `obtainedAt` to `expiresAt` (ST5). */
export const lifetimeLeft = (
  { obtainedAt, expiresAt }: Pick<Held, 'obtainedAt' | 'expiresAt'>,
  now: Instant,
): Lifetime => {
  const left = Math.max(0, expiresAt - now);
  const life = expiresAt - obtainedAt;
  const totalSeconds = Math.ceil(left / 1000);
  return {
    totalSeconds,
    ...partsOf(totalSeconds),
    // A clock set back may show more left than there ever was.
    percent: life <= 0 ? 0 : Math.min(100, Math.floor((left * 100) / life)),
    words: exactWords(totalSeconds),
  };
};

/** With so many seconds left SDKs ask for new credentials (aws-rules.md, Freshness); clocks may differ by a few. */
const ASKED_AGAIN_AT = 900;
const CLOCKS_DIFFER = 5;

/** Whether credentials are so short, when they come, that SDKs ask for others at once: handed out with a warning. */
export const isShort = ({
  obtainedAt,
  expiresAt,
}: Pick<Held, 'obtainedAt' | 'expiresAt'>): boolean =>
  expiresAt - obtainedAt <= (ASKED_AGAIN_AT + CLOCKS_DIFFER) * 1000;

/** How far a role has come in its session's time (ST3). */
export type RenewalProgress = {
  /** Renewals that have been, by the session's time; a role started late counts as one started with the session. */
  readonly done: number;
  /** All there will have been when the session ends. */
  readonly total: number;
  /** What is left of the session: the cycle all this happens in. */
  readonly left: Lifetime;
};

/**
 * Renewals after one at `from`, given that each comes `interval` ms after the one before: at `from + interval`,
 * `from + 2 interval`, … , one more at `last`, and on from there as long as the session signs (until `end`).
 */
const renewalsAfter = (from: Instant, interval: number, last: Instant, end: Instant): number => {
  // Strictly before `end`, so that a whole number of intervals does not count its last one.
  const tail = (start: Instant): number => Math.max(0, Math.ceil((end - start) / interval) - 1);
  return from < last ? Math.ceil((last - from) / interval) + tail(last) : tail(from);
};

/** STS rounds expiries to the second and answers take time, so renewals drift: up to this part of an interval. */
const SLACK = 0.25;

/**
 * "Renewal n of m" of a role under its session (ST3): n by the session's time, m by the life STS gave the role and the
 * renewal rule (session/expiry). Null where there is no such count: the role was not obtained under a session, or has a
 * code of its own, or the session renews without a code and so has no end.
 */
export const renewalProgress = (
  role: Held,
  session: Held,
  settings: Settings,
  now: Instant,
): RenewalProgress | null => {
  const interval = renewsAt(role, settings) - role.obtainedAt;
  if (role.withCode || role.underSessionOf === null || !session.withCode) return null;
  if (interval <= 0) return null;
  const start = session.obtainedAt;
  const last = lastRenewalAt(session);
  const end = session.expiresAt - signingMargin(session);
  const at = role.obtainedAt;
  const done =
    at < last
      ? Math.floor((at - start) / interval + SLACK)
      : Math.ceil((last - start) / interval) + Math.floor((at - last) / interval + SLACK);
  const regular = at + interval;
  const next = Math.max(at < last ? Math.min(regular, last) : regular, now);
  const coming = canSign(session, next) ? 1 + renewalsAfter(next, interval, last, end) : 0;
  return {
    done: Math.max(0, done),
    total: Math.max(0, done) + coming,
    left: lifetimeLeft(session, now),
  };
};
