import { grantName, type GrantRef, type Instant } from '../../model.ts';
import type { Failure } from '../../failure.ts';
import type { Ask, Next, Phase } from '../window.ts';
import { askedByWords, askHeard, waitingWords } from './ask.ts';
import { failureWords } from './failure.ts';
import { nextWords } from './role-list.ts';
import { phaseLong } from './row.ts';
import { stageWords } from './stage.ts';
import { endsWords } from './time.ts';
import { plural, t } from './say.ts';

/** What is said to those who do not see the window change: whole sentences, nothing that ticks, no digits of a code. */

/** Said when so many minutes are left until a person is needed. */
export const countdownSaid = (minutes: number): string =>
  plural(minutes, {
    one: 'A code is needed in # minute.',
    other: 'A code is needed in # minutes.',
  });

/** Said when a person is asked after all, since what was to come by itself did not work. */
export const codeNeededSaid = (
  ask: Extract<Ask, { readonly kind: 'asked' }>,
  skew: number,
): string => t`A code of ${ask.identity} is needed: ${askHeard(ask, skew, 0)}`;

/** Said once AWS took a code; `unlocks`: it opened the lock. */
export const codeTakenSaid = (unlocks: boolean): string =>
  unlocks ? t`Code accepted, Fobwatch is unlocked.` : t`Code accepted.`;

/** Said once everything is there that waited for the code. */
export const rolesReadySaid = (count: number): string =>
  plural(count, { one: '# role is ready.', other: '# roles are ready.' });

/** Said when programs ask for a code, for what and which. */
export const neededBySaid = (
  { identity, waiting, waitingCount }: Extract<Ask, { readonly kind: 'asked' }>,
  programs: readonly (string | null)[],
): string =>
  t`A code of ${identity} is needed ${waitingWords(waiting, waitingCount)}, ${askedByWords(programs) ?? ''}.`;

/** Said of what newly failed: the first in full, the others by their number. */
export const failedSaid = (ref: GrantRef, failure: Failure, others: number): string => {
  const first = t`${grantName(ref)} failed: ${failureWords(failure, 0).sentence}`;
  return others === 0
    ? first
    : plural(others, { one: '{0} # other failed.', other: '{0} # others failed.' }, first);
};

/** Said of a copy that came to nothing. */
export const notCopiedSaid = (name: string, failure: Failure): string =>
  t`${name} was not copied: ${failureWords(failure, 0).sentence}`;

/** Said of a sign-in to the console that came to nothing, and of one that opened the browser. */
export const notSignedInSaid = (name: string, failure: Failure): string =>
  t`${name} was not signed in to the console: ${failureWords(failure, 0).sentence}`;
export const consoleOpenedSaid = (name: string): string => t`Console of ${name} opened`;

/** Said when there is no endpoint that programs could fetch from. */
export const notServedSaid = (name: string, failure: Failure): string =>
  t`No endpoint for ${name}: ${failureWords(failure, 0).sentence}`;

/** Said when several cannot reach AWS. */
export const offlineSaid = (host: string): string => stageWords.offline.of(host);

/** What a row says of its time to those who hear it: what is left in full, and what comes next. */
export const phaseHeard = (
  phase: Phase,
  next: Next | null,
  now: Instant,
  timeZone?: string,
): string =>
  phase.kind === 'fresh' &&
  phase.endsAt > now &&
  (next?.kind === 'renews' || next?.kind === 'needs-you')
    ? t`${endsWords(phase.endsAt, now, timeZone)}, ${nextWords(next, now, timeZone)}`
    : phaseLong(phase, now, timeZone);
