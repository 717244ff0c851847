import type { HandOver } from '../../ledger.ts';
import { grantName, type GrantRef, type Seconds } from '../../model.ts';
import type { Requester } from '../../session/requests.ts';
import type { ConfirmView, GuardMark } from '../guard-view.ts';
import { printable } from './printable.ts';
import { programName } from './program.ts';
import { plural, spoken, t } from './say.ts';
import { durationWords } from './time.ts';

/** Names around production, where no fact goes into them. */
export const guardLabels = spoken({
  production: 'Production',
  mark: 'Mark as production',
  unmark: 'Mark as not production',
  inherited:
    'What it was made from is production: mark that one as not production, or change the rules in the settings.',
  keepMark: 'Keep the mark',
  takeMark: 'Take it away',
  hold: 'Hold to confirm',
  holdToCopy: 'Hold to copy',
  holding: 'Keep holding',
  thisSession: 'Until the session ends',
  typeInstead: 'Type the name instead',
  name: 'Name of the role',
  confirm: 'Confirm',
  no: 'No',
  otherName: 'That is not its name.',
});

/** Asked before the guard of a role goes. */
export const unmarkQuestion = (name: string): string =>
  t`Is ${name} not production any more? From then on its credentials leave without a confirmation; a rule in the settings will say so.`;

/** The question, by what would leave and how. */
const questions: { readonly [K in HandOver]: (name: string) => string } = {
  copy: (name) => t`Copy exports of ${name}?`,
  env: (name) => t`Hand out the variables of ${name}?`,
  exec: (name) => t`Run a program with ${name}?`,
  credentials: (name) => t`Hand out credentials of ${name}?`,
  export: (name) => t`Export credentials of ${name}?`,
  write: (name) => t`Write credentials of ${name} into a file?`,
  console: (name) => t`Sign in to the console as ${name}?`,
  endpoint: (name) => t`Serve credentials of ${name} to programs?`,
};

export const confirmQuestion = ({ how, name }: Pick<ConfirmView, 'how' | 'name'>): string =>
  questions[how](name);

const programWords = ({ program, pid }: Requester): string =>
  pid === null ? programName(program) : t`${programName(program)} (process ${pid})`;

/** Who asks, from where, and how often; null: the person who reads it. */
export const confirmAskedBy = ({ by, to, times }: ConfirmView): string | null => {
  if (by === null)
    return to === null
      ? null
      : t`The session has ended since; ${printable(to)} is brought up to date until this one ends.`;
  const who = programWords(by);
  if (times > 1) return plural(times, { one: 'asked by {0}', other: 'asked by {0}, # times' }, who);
  return by.folder === null ? t`asked by ${who}` : t`asked by ${who} in ${printable(by.folder)}`;
};

export const confirmOthers = (others: number): string | null =>
  others === 0
    ? null
    : plural(others, { one: '# other question waits.', other: '# other questions wait.' });

/** How the button is used, for whoever hears it. */
export const holdHelp = (name: string, holdFor: number): string =>
  t`Hold the button down, or the space bar on it, for ${durationWords(Math.ceil(holdFor / 1000))}; or type ${name} below.`;

export const typedNameLabel = (name: string): string => t`Type ${name} to confirm`;

export const holdToCopyLabel = (name: string): string => t`Hold to copy exports of ${name}`;

/** Which rule makes it production, and whether it asks. */
export const guardWords = ({ rule, answered }: GuardMark): string =>
  answered
    ? t`by the rule “${rule}”; confirmed until the session ends`
    : t`by the rule “${rule}”; what leaves is confirmed each time`;

/** A name in a menu, which has neither colour nor badge. */
export const productionName = (name: string): string => t`${name} (production)`;

/** What the `fobwatch` command says when nobody confirmed. */
export const unconfirmedWords = {
  declined: (target: GrantRef): string =>
    t`${grantName(target)} is production, and the answer in Fobwatch was no.`,
  timedOut: (target: GrantRef, after: Seconds): string =>
    t`${grantName(target)} is production, and nobody confirmed it within ${durationWords(after)}; confirm it in Fobwatch’s window, then try again.`,
  notAsked: (target: GrantRef): string =>
    t`${grantName(target)} is production, and a person confirms it in Fobwatch’s window; run this again without --no-wait.`,
};
