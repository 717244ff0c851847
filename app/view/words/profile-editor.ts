import type { AccountFault, ListFault } from '../../profiles/account-list.ts';
import type { BulkRow } from '../../profiles/bulk-profiles.ts';
import type { LineChange } from '../../profiles/profile-lines.ts';
import type { RoleWay } from '../../profiles/role-way.ts';
import type { SharedFault, SharedRow } from '../../profiles/share-profiles.ts';
import type { PasteFault } from '../../profiles/switch-role.ts';
import { assertNever } from '../../result.ts';
import { and } from './list.ts';
import { fieldFaultWords } from './profile-field.ts';
import { durationWords } from './time.ts';
import { plural, spoken, t } from './say.ts';

/** Why a pasted text is no role, and what to do. */
export const pasteFaultWords = (fault: PasteFault): string => {
  switch (fault.kind) {
    case 'no-role':
      return t`This names no role; paste its ARN, a switch-role URL of the console, or ACCOUNT/ROLE.`;
    case 'half':
      return fault.missing === 'account'
        ? t`The URL names no account; copy it whole.`
        : t`The URL names no role; copy it whole.`;
    case 'alias':
      return t`${fault.alias} is an account’s alias; its number of twelve digits is needed.`;
    case 'account-digits':
      return t`An account’s number has 12 digits; this one has ${fault.digits}.`;
    default:
      return assertNever(fault);
  }
};

const HOUR = 3600;

/** How long a role lasts at the end of its way, and under which code. `seconds`: what is wanted. */
const lifeOnWay = (way: Extract<RoleWay, { kind: 'walks' }>, seconds: number): string => {
  const hour = durationWords(Math.min(seconds, HOUR));
  if (way.roles > 1) return t`${hour}, since it is reached through another role`;
  if (way.from === 'web_identity_token_file') return t`${durationWords(seconds)}, by its token`;
  if (way.from === 'credential_source') return t`${hour}, no code needed`;
  if (!way.withCode) return durationWords(seconds);
  return seconds > HOUR
    ? t`${durationWords(seconds)}, with a code of its own`
    : t`${hour}, shares today’s code`;
};

const origins = spoken({
  keys: '',
  credential_source: 'its credential source → ',
  web_identity_token_file: 'its token → ',
} as const);

/** The way to a role as it is typed: "ada → dev → data, 1 h, since it is reached through another role". */
export const wayWords = (way: RoleWay, seconds: number): string => {
  switch (way.kind) {
    case 'walks':
      return `${origins[way.from]}${way.through.join(' → ')}, ${lifeOnWay(way, seconds)}`;
    case 'loop':
      return t`It leads round in a circle.`;
    case 'no-such-profile':
      return t`It leads to ${way.name}, which is not there.`;
    case 'no-credentials':
      return t`It ends at ${way.name}, which has no credentials that Fobwatch uses; it cannot be started here.`;
    case 'unsaid':
      return t`It shows here once a source is chosen.`;
    case 'too-long':
      return t`It leads through more profiles than AWS’s tools follow.`;
    default:
      return assertNever(way);
  }
};

/** Why a wish for more than an hour is not granted on this way; null: it is, or none is made. */
export const chainedHourWords = (way: RoleWay, seconds: number): string | null =>
  way.kind === 'walks' && way.roles > 1 && seconds > HOUR
    ? t`Reached through another role it lasts 1 h at most, and AWS’s own tools fail on more.`
    : null;

/** One line of a person's that would change: "line 12: external_id = a → b". */
export const lineChangeWords = ({ line, key, kind, before, after }: LineChange): string => {
  const where = line === null ? t`at the end` : t`line ${line}`;
  const what = key ?? t`a line without a key`;
  switch (kind) {
    case 'added':
      return t`below ${where}: + ${what} = ${after ?? ''}`;
    case 'changed':
      return before === null
        ? t`${where}: ${what} becomes ${after ?? ''}`
        : `${where}: ${what} = ${before} → ${after ?? ''}`;
    case 'removed':
      return `${where}: − ${key === null ? t`header or remark` : before === null ? what : `${what} = ${before}`}`;
    default:
      return assertNever(kind);
  }
};

const accountFaultWords = (fault: AccountFault): string => {
  switch (fault.kind) {
    case 'no-number':
      return t`has no account number`;
    case 'digits':
      return fault.digits < 12
        ? plural(fault.digits, {
            one: 'has a number of # digit; spreadsheets drop leading zeros',
            other: 'has a number of # digits; spreadsheets drop leading zeros',
          })
        : t`has a number of ${fault.digits} digits instead of 12`;
    case 'twice':
      return t`repeats the account of line ${fault.first}`;
    case 'closed':
      return t`is ${fault.status.toLowerCase()}`;
    default:
      return assertNever(fault);
  }
};

/** "Line 3 has no account number." */
export const badLineWords = (bad: {
  readonly line: number;
  readonly fault: AccountFault;
}): string => t`Line ${bad.line} ${accountFaultWords(bad.fault)}.`;

export const listFaultWords = (fault: ListFault): string => {
  switch (fault.kind) {
    case 'too-long':
      return t`The list is longer than ${fault.most} accounts; paste a part of it.`;
    case 'not-json':
      return t`This begins like JSON and is none; paste it whole.`;
    case 'no-accounts':
      return t`No account is in it; paste lines of a number and a name.`;
    default:
      return assertNever(fault);
  }
};

/** What becomes of one line of the list. */
export const bulkStateWords = (state: BulkRow['state']): string => {
  switch (state.kind) {
    case 'new':
      return t`new`;
    case 'taken':
      return t`name taken, left out`;
    case 'twice':
      return t`same name as line ${state.first}, left out`;
    case 'wrong':
      return state.faults.map(fieldFaultWords).join(' ');
    default:
      return assertNever(state);
  }
};

export const sharedFaultWords = (fault: SharedFault): string => {
  switch (fault.kind) {
    case 'too-long':
      return t`This is longer than ${fault.most} characters, and no file of shared profiles.`;
    case 'not-shared':
      return t`This is no file of shared profiles; ask for one that Fobwatch wrote.`;
    case 'later-version':
      return t`A later Fobwatch wrote this (version ${fault.version}); update this one first.`;
    case 'too-many':
      return t`It holds more than ${fault.most} profiles; ask for a smaller one.`;
    default:
      return assertNever(fault);
  }
};

/** What would become of a shared profile. */
export const sharedStateWords = (state: SharedRow['state']): string => {
  switch (state.kind) {
    case 'new':
      return t`new`;
    case 'same':
      return t`there already, the same`;
    case 'different':
      return t`there already, differs in ${and(state.keys)}`;
    case 'unknown-key':
      return t`refused: ${state.key} is never taken from a file`;
    case 'twice':
      return t`refused: named twice in the file`;
    case 'malformed':
      return t`refused: not in the form of a profile`;
    case 'wrong':
      return t`refused: ${state.faults.map(fieldFaultWords).join(' ')}`;
    default:
      return assertNever(state);
  }
};

/** Said before a profile goes that others name as their source. */
export const dependentsWords = (name: string, others: readonly string[]): string | null =>
  others.length === 0
    ? null
    : plural(
        others.length,
        {
          one: '{0} names {1} as source and will not start without it.',
          other: '{0} name {1} as source and will not start without it.',
        },
        and(others),
        name,
      );

export const noSuchProfilesWords = (names: readonly string[]): string =>
  t`There is no profile ${and(names)}; check the name.`;

export const nothingToAdoptWords = (): string => t`Nothing new is in it; nothing was changed.`;
