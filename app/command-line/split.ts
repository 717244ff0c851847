import { fail, ok, type Result } from '../result.ts';
import type { OptionSpec } from './command.ts';
import { nearest } from './nearest.ts';
import { isFlag, optionsOf, specOf, type Named } from './spec.ts';
import { longName, type CommandName } from './table.ts';
import type { UsageFailure } from './usage-failure.ts';

/** An option as it stands on the command line; a flag has no value. */
export type GivenOption = { readonly option: Named<OptionSpec>; readonly value: string | null };

/** A command line taken apart, before anything in it is read. */
export type Split = {
  readonly help: boolean;
  readonly options: readonly GivenOption[];
  readonly words: readonly string[];
  /** What stands behind `--`; null: no `--` stands there. */
  readonly afterDashes: readonly string[] | null;
};

type Taken = { readonly given: readonly GivenOption[]; readonly rest: readonly string[] };
type Step = Result<Taken | 'help', UsageFailure>;

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

const takeLong = (
  command: CommandName,
  known: readonly Named<OptionSpec>[],
  word: string,
  rest: readonly string[],
): Step => {
  const at = word.indexOf('=');
  const name = at < 0 ? word : word.slice(0, at);
  const option = known.find(({ key }) => `--${longName(key)}` === name);
  if (option === undefined) {
    const names = known
      .filter(({ hidden }) => hidden !== true)
      .map(({ key }) => `--${longName(key)}`);
    const near = nearest(name, [...names, '--help'], 1)[0] ?? null;
    return fail({ kind: 'no-such-option', command, given: name, nearest: near });
  }
  if (isFlag(option.value)) {
    return at < 0
      ? ok({ given: [{ option, value: null }], rest })
      : fail({ kind: 'value-not-taken', command, label: name });
  }
  if (at >= 0) return ok({ given: [{ option, value: word.slice(at + 1) }], rest });
  // As GNU's getopt does, the next word is the value whatever it looks like: a message may begin with a dash.
  const [value, ...after] = rest;
  return value === undefined
    ? fail({ kind: 'no-value', command, label: name })
    : ok({ given: [{ option, value }], rest: after });
};

/** `-q`, `-n5`, `-n 5`, and flags before it in one word: `-qn5`. */
const takeShort = (
  command: CommandName,
  known: readonly Named<OptionSpec>[],
  letters: string,
  rest: readonly string[],
): Step => {
  const [letter = '', ...others] = Array.from(letters);
  const option = known.find(({ short }) => short === letter);
  if (letter === 'h') return ok('help');
  if (option === undefined)
    return fail({ kind: 'no-such-option', command, given: `-${letter}`, nearest: null });
  const after = others.join('');
  if (!isFlag(option.value)) {
    const [value, ...further] = after === '' ? rest : [after, ...rest];
    return value === undefined
      ? fail({ kind: 'no-value', command, label: `-${letter}` })
      : ok({ given: [{ option, value }], rest: further });
  }
  const own: GivenOption = { option, value: null };
  if (after === '') return ok({ given: [own], rest });
  const more = takeShort(command, known, after, rest);
  if (!more.ok || more.value === 'help') return more;
  return ok({ given: [own, ...more.value.given], rest: more.value.rest });
};

/** Takes the words behind the command's name apart, GNU style: options may stand anywhere before `--`. */
export const splitWords = (
  command: CommandName,
  argv: readonly string[],
): Result<Split, UsageFailure> => {
  const known = optionsOf(specOf(command));
  const options: GivenOption[] = [];
  const words: string[] = [];
  let rest = argv;
  for (;;) {
    const [word, ...after] = rest;
    if (word === undefined) return ok({ help: false, options, words, afterDashes: null });
    if (word === '--') return ok({ help: false, options, words, afterDashes: after });
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      rest = after;
      continue;
    }
    if (isHelp(word)) return ok({ help: true, options, words, afterDashes: null });
    const step = word.startsWith('--')
      ? takeLong(command, known, word, after)
      : takeShort(command, known, word.slice(1), after);
    if (!step.ok) return step;
    if (step.value === 'help') return ok({ help: true, options, words, afterDashes: null });
    options.push(...step.value.given);
    rest = step.value.rest;
  }
};
