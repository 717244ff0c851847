import type { NameFailure } from '../../command-line/resolve-name.ts';
import { qualifiedName } from '../../command-line/resolve-name.ts';
import type { UsageFailure, WordRule } from '../../command-line/usage-failure.ts';
import { assertNever } from '../../result.ts';
import { durationWords } from './time.ts';
import { or } from './list.ts';
import { plural, t } from './say.ts';

const ruleWords = (rule: WordRule): string => {
  switch (rule.kind) {
    case 'choice':
      return t`must be ${or(rule.choices)}`;
    case 'whole-number':
      return rule.unit === 'seconds'
        ? t`must be a whole number of seconds`
        : t`must be a whole number`;
    case 'range':
      return rule.unit === 'seconds'
        ? t`must be ${rule.min} to ${rule.max} seconds (${durationWords(rule.min)} to ${durationWords(rule.max)})`
        : t`must be ${rule.min} to ${rule.max}`;
    case 'pair':
      return t`must have the form KEY=VALUE`;
    case 'not-empty':
      return t`must not be empty`;
    default:
      return assertNever(rule);
  }
};

const asked = (failure: UsageFailure): string => {
  switch (failure.kind) {
    case 'no-such-command':
      return failure.nearest === null
        ? t`There is no command ${failure.given}`
        : t`There is no command ${failure.given}; did you mean ${failure.nearest}`;
    case 'command-first':
      return t`The command comes first, and ${failure.given} is none`;
    case 'no-such-option':
      return failure.nearest === null
        ? t`${failure.command} has no option ${failure.given}`
        : t`${failure.command} has no option ${failure.given}; did you mean ${failure.nearest}`;
    case 'no-value':
      return t`${failure.label} of ${failure.command} needs a value`;
    case 'value-not-taken':
      return t`${failure.label} of ${failure.command} takes no value`;
    case 'given-twice':
      return t`${failure.label} of ${failure.command} was given more than once`;
    case 'word':
      return t`${failure.label} of ${failure.command} ${ruleWords(failure.rule)}`;
    case 'missing':
      return t`${failure.command} needs ${failure.label}`;
    case 'missing-dashes':
      return t`${failure.command} needs ${failure.label} behind --`;
    case 'too-many-words':
      return plural(
        failure.surplus,
        { one: '{0} got one word too many', other: '{0} got # words too many' },
        failure.command,
      );
    case 'one-of':
      return t`${failure.command} needs ${or(failure.labels)}`;
    case 'not-both':
      return t`${failure.command} takes ${or(failure.labels)}, not both`;
    case 'needs':
      return t`${failure.label} of ${failure.command} goes with ${failure.other}`;
    default:
      return assertNever(failure);
  }
};

/** Why a command line says nothing that could be done, and where to read how it is said. */
export const usageWords = (failure: UsageFailure): string => {
  const sentence = asked(failure);
  const topic = 'command' in failure ? `${failure.command} --help` : 'help';
  const question = 'nearest' in failure && failure.nearest !== null;
  return question ? `${sentence}?` : t`${sentence}; see fobwatch ${topic}.`;
};

/** Why a typed name is no grant. */
export const nameWords = (failure: NameFailure): string => {
  switch (failure.kind) {
    case 'unknown-name':
      return failure.nearest.length === 0
        ? t`Nothing is named ${failure.name}; fobwatch list shows all names.`
        : t`Nothing is named ${failure.name}; did you mean ${or(failure.nearest)}?`;
    case 'ambiguous-name':
      return t`${failure.name} stands for several things; say ${or(failure.candidates.map(qualifiedName))}.`;
    default:
      return assertNever(failure);
  }
};
