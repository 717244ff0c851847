import type { Instant } from '../../model.ts';
import type { Ask } from '../window.ts';
import { deviceWords } from './device-name.ts';
import { failureWords } from './failure.ts';
import { skewWords } from './problem.ts';
import { leftWords } from './time.ts';
import { and } from './list.ts';
import { programName } from './program.ts';
import { plural, t } from './say.ts';

type Asked = Extract<Ask, { readonly kind: 'asked' }>;

/** How far a clock may be off before it explains a refused code, in ms. */
const TELLING_SKEW = 15_000;

/** What the code is for: "for dev, staging and prod-admin", "for dev, staging, prod-admin and 3 more". */
export const waitingWords = (waiting: readonly string[], count: number): string => {
  const more = count - waiting.length;
  if (waiting.length === 0) return t`for a new session`;
  if (more > 0) return t`for ${waiting.join(', ')} and ${more} more`;
  return t`for ${and(waiting)}`;
};

/** Who asks, where it is not the person: "asked by terraform", "asked by aws, terraform and 2 others". */
export const askedByWords = (programs: readonly (string | null)[]): string | null => {
  const [first, second] = programs.map(programName);
  if (first === undefined) return null;
  const more = programs.length - 2;
  if (second === undefined) return t`asked by ${first}`;
  if (more === 0) return t`asked by ${and([first, second])}`;
  return plural(
    more,
    { one: 'asked by {0}, {1} and # other', other: 'asked by {0}, {1} and # others' },
    first,
    second,
  );
};

type AskHelp = {
  readonly kind: 'plain' | 'wait' | 'failure';
  readonly sentence: string;
  readonly detail: string | null;
};

const refusedHelp = (ask: Asked, skew: number): string => {
  if (Math.abs(skew) >= TELLING_SKEW) {
    return t`Wrong code; the clock of this computer is ${skewWords(skew)}.`;
  }
  if (ask.refusals > 1) {
    return t`Wrong again: check that the entry is ${deviceWords(ask.serial)} and that the authenticator’s clock is right.`;
  }
  return t`Wrong or used before: enter the next code.`;
};

/** The line under the code field: what helps now. */
export const askHelp = (ask: Asked, skew: number, now: Instant): AskHelp => {
  const wait = ask.nextCodeAt !== null && ask.nextCodeAt > now ? ask.nextCodeAt - now : null;
  const spent = wait === null ? '' : t` Next code in ${leftWords(wait)}.`;
  if (ask.checking) return { kind: 'plain', sentence: t`AWS is checking the code`, detail: null };
  if (ask.failure !== null) {
    const words = failureWords(ask.failure, now);
    const refused = ask.failure.kind === 'aws' && ask.failure.cause === 'code-refused';
    const sentence = refused ? refusedHelp(ask, skew) : words.sentence;
    const timed = ask.failure.kind === 'code-spent' || ask.failure.kind === 'code-unsure';
    return {
      kind: 'failure',
      sentence: timed ? sentence : `${sentence}${spent}`,
      detail: words.detail,
    };
  }
  if (wait !== null) {
    return { kind: 'wait', sentence: t`spent: next code in ${leftWords(wait)}`, detail: null };
  }
  return {
    kind: 'plain',
    sentence: t`from the authenticator entry ${deviceWords(ask.serial)}`,
    detail: null,
  };
};

/** What is said when somebody sends a code while the last one is spent: nothing is sent. */
export const waitSaid = (): string => t`This code is spent; only the next one is taken.`;

/**
 * The same for those who hear it: nothing in it ticks, since a screen reader may speak each change of what describes the
 * field that it is in.
 */
export const askHeard = (ask: Asked, skew: number, now: Instant): string => {
  const { failure } = ask;
  if (ask.checking || failure === null)
    return !ask.checking && ask.nextCodeAt !== null && ask.nextCodeAt > now
      ? waitSaid()
      : askHelp({ ...ask, nextCodeAt: null }, skew, now).sentence;
  if (failure.kind === 'code-spent') return waitSaid();
  if (failure.kind === 'code-unsure')
    return t`No answer came, so the code may be spent; only the next one is taken.`;
  return askHelp({ ...ask, nextCodeAt: null }, skew, now).sentence;
};
