import type { NameFailure } from '../../command-line/resolve-name.ts';
import { qualifiedName } from '../../command-line/resolve-name.ts';
import type { UsageFailure, WordRule } from '../../command-line/usage-failure.ts';
import { assertNever } from '../../result.ts';
import { durationWords } from './time.ts';

/** `a`, `a or b`, `a, b or c`. */
const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

const ruleWords = (rule: WordRule): string => {
  switch (rule.kind) {
    case 'choice':
      return `must be ${either(rule.choices)}`;
    case 'whole-number':
      return rule.unit === 'seconds'
        ? 'must be a whole number of seconds'
        : 'must be a whole number';
    case 'range':
      return rule.unit === 'seconds'
        ? `must be ${rule.min} to ${rule.max} seconds (${durationWords(rule.min)} to ${durationWords(rule.max)})`
        : `must be ${rule.min} to ${rule.max}`;
    case 'pair':
      return 'must have the form KEY=VALUE';
    case 'not-empty':
      return 'must not be empty';
    default:
      return assertNever(rule);
  }
};

const asked = (failure: UsageFailure): string => {
  switch (failure.kind) {
    case 'no-such-command':
      return failure.nearest === null
        ? `There is no command ${failure.given}`
        : `There is no command ${failure.given}; did you mean ${failure.nearest}`;
    case 'command-first':
      return `The command comes first, and ${failure.given} is none`;
    case 'no-such-option':
      return failure.nearest === null
        ? `${failure.command} has no option ${failure.given}`
        : `${failure.command} has no option ${failure.given}; did you mean ${failure.nearest}`;
    case 'no-value':
      return `${failure.label} of ${failure.command} needs a value`;
    case 'value-not-taken':
      return `${failure.label} of ${failure.command} takes no value`;
    case 'given-twice':
      return `${failure.label} of ${failure.command} was given more than once`;
    case 'word':
      return `${failure.label} of ${failure.command} ${ruleWords(failure.rule)}`;
    case 'missing':
      return `${failure.command} needs ${failure.label}`;
    case 'missing-dashes':
      return `${failure.command} needs ${failure.label} behind --`;
    case 'too-many-words':
      return failure.surplus === 1
        ? `${failure.command} got one word too many`
        : `${failure.command} got ${failure.surplus} words too many`;
    case 'one-of':
      return `${failure.command} needs ${either(failure.labels)}`;
    case 'not-both':
      return `${failure.command} takes ${either(failure.labels)}, not both`;
    case 'needs':
      return `${failure.label} of ${failure.command} goes with ${failure.other}`;
    default:
      return assertNever(failure);
  }
};

/** Why a command line says nothing that could be done, and where to read how it is said. */
export const usageWords = (failure: UsageFailure): string => {
  const sentence = asked(failure);
  const topic = 'command' in failure ? `${failure.command} --help` : 'help';
  const question = 'nearest' in failure && failure.nearest !== null;
  return question ? `${sentence}?` : `${sentence}; see fobwatch ${topic}.`;
};

/** Why a typed name is no grant. */
export const nameWords = (failure: NameFailure): string => {
  switch (failure.kind) {
    case 'unknown-name':
      return failure.nearest.length === 0
        ? `Nothing is named ${failure.name}; fobwatch list shows all names.`
        : `Nothing is named ${failure.name}; did you mean ${either(failure.nearest)}?`;
    case 'ambiguous-name':
      return `${failure.name} stands for several things; say ${either(failure.candidates.map(qualifiedName))}.`;
    default:
      return assertNever(failure);
  }
};
