import type { ArgumentFailure, ArgumentRule } from '../../credentials/arguments.ts';
import { assertNever } from '../../result.ts';
import { durationWords } from './time.ts';
import { plural, spoken, t } from './say.ts';

/** AWS's name of the argument; of a member of a list also which one it is, counted from 1. */
const fieldWords = ({ field, index }: ArgumentFailure): string =>
  index === null ? field : `${field} ${index + 1}`;

const reasonWords = spoken({
  operation: 'AWS’s limit',
  'account-root': 'the limit for the account root',
  'role-chaining': 'the limit for a role reached through a session or another role',
  role: 'this role’s own maximum',
} as const satisfies Record<Extract<ArgumentRule, { kind: 'range' }>['because'], string>);

/** What the fewest can read from a list of characters. */
const allowedWords: Readonly<Record<string, string>> = spoken({
  'letters, digits, spaces _ . : / = + - @': 'letters, digits, spaces _ . : / = + - @',
  'characters up to ÿ (U+00FF)': 'characters up to ÿ (U+00FF)',
  'a host name': 'a host name',
});

const members = (count: number): string =>
  plural(count, { one: '# was given', other: '# were given' });

const ruleWords = (field: string, rule: ArgumentRule): string => {
  switch (rule.kind) {
    case 'length':
      return rule.min === rule.max
        ? t`${field} must have exactly ${rule.min} characters, and has ${rule.length}.`
        : t`${field} must have ${rule.min} to ${rule.max} characters, and has ${rule.length}.`;
    case 'characters':
      return t`${field} may be made of these only: ${allowedWords[rule.allowed] ?? rule.allowed}.`;
    case 'reserved-prefix':
      return t`${field} must not begin with ${rule.prefix}, which AWS keeps for itself.`;
    case 'whole-number':
      return t`${field} must be a whole number of seconds.`;
    case 'range':
      return t`${field} must be ${rule.min} to ${rule.max} (${durationWords(rule.min)} to ${durationWords(rule.max)}): ${reasonWords[rule.because]}.`;
    case 'count':
      return t`${field} may hold ${rule.max} at most, and ${members(rule.count)}.`;
    case 'repeated':
      return t`${field} repeats number ${rule.first + 1}: keys that differ only in case are the same.`;
    case 'not-among-tags':
      return t`${field} names no tag of this call.`;
    case 'not-json':
      return t`${field} must be a JSON object.`;
    case 'goes-with':
      return t`${field} is missing: it goes with ${rule.other}.`;
    default:
      return assertNever(rule);
  }
};

/** Which argument of a call breaks which rule, as a sentence (ST13). The value itself is never told. */
export const argumentWords = (failure: ArgumentFailure): string =>
  ruleWords(`${failure.operation}: ${fieldWords(failure)}`, failure.rule);
