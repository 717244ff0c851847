import { assertNever, fail, ok, type Result } from '../result.ts';
import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';
import { nearest } from './nearest.ts';
import { isRead, readWord, type ReadWord } from './read-word.ts';
import { argumentsOf, isFlag, labelOf, optionsOf, specOf, type Named } from './spec.ts';
import { splitWords, type GivenOption, type Split } from './split.ts';
import { commandNames, isCommandName, type CommandName, type CommandRequest } from './table.ts';
import type { UsageFailure } from './usage-failure.ts';

/**
 * A command line as a request, or the reason why it is none.
 *
 * Written here and not taken from a library: app has no Node, which commander, cac and yargs-parser import; mri and arg
 * know neither commands nor rules between options, say what is wrong in sentences of their own, and infer no request.
 * @optique/core comes nearest, but its completions ask the program at every Tab, which would wake the app.
 */
type Read = ReadWord | readonly ReadWord[] | boolean | null;
/** Keys and what was read for them. */
type Reads = ReadonlyMap<string, Read>;

const readAll = (
  command: CommandName,
  value: ArgumentSpec['value'],
  label: string,
  words: readonly string[],
): Result<readonly ReadWord[], UsageFailure> => {
  const all: ReadWord[] = [];
  for (const word of words) {
    const read = readWord(value, word);
    if (!read.ok) return fail({ kind: 'word', command, label, rule: read.failure });
    all.push(read.value);
  }
  return ok(all);
};

const readOption = (
  command: CommandName,
  option: Named<OptionSpec>,
  given: readonly GivenOption[],
): Result<Read, UsageFailure> => {
  const label = labelOf(specOf(command), option.key);
  const { value } = option;
  const values = given.filter((one) => one.option.key === option.key);
  if (isFlag(value)) return ok(values.length > 0);
  const read = readAll(
    command,
    value,
    label,
    values.map((one) => one.value ?? ''),
  );
  if (!read.ok || option.repeated === true) return read;
  // The last one does not win: of two files or profiles one would be passed over without a word.
  if (read.value.length > 1) return fail({ kind: 'given-twice', command, label });
  const [one = null] = read.value;
  if (one === null && option.required === true) return fail({ kind: 'missing', command, label });
  return ok(one ?? ('default' in value ? value.default : null));
};

/** Which words each argument gets: one each, the rest for a repeated one; what stands behind `--` where it asks so. */
const dealWords = (
  command: CommandName,
  specs: readonly Named<ArgumentSpec>[],
  { words, afterDashes }: Split,
): Result<readonly (readonly string[])[], UsageFailure> => {
  const behind = specs.find((one) => one.afterDashes === true);
  if (behind !== undefined && afterDashes === null)
    return fail({ kind: 'missing-dashes', command, label: behind.word });
  const pool = behind === undefined ? [...words, ...(afterDashes ?? [])] : words;
  const places = specs.filter((one) => one !== behind);
  const endless = places.some(({ repeated }) => repeated);
  if (!endless && pool.length > places.length)
    return fail({ kind: 'too-many-words', command, surplus: pool.length - places.length });
  return ok(
    specs.map((spec) => {
      if (spec === behind) return afterDashes ?? [];
      const at = places.indexOf(spec);
      return spec.repeated ? pool.slice(at) : pool.slice(at, at + 1);
    }),
  );
};

const readArgument = (
  command: CommandName,
  spec: ArgumentSpec,
  words: readonly string[],
): Result<Read, UsageFailure> => {
  const read = readAll(command, spec.value, spec.word, words);
  if (!read.ok) return read;
  if (spec.required && words.length === 0)
    return fail({ kind: 'missing', command, label: spec.word });
  return ok(spec.repeated ? read.value : (read.value[0] ?? null));
};

/** Whether something was typed for a key: what a rule between several asks. */
const stands = (read: Read | undefined): boolean =>
  Array.isArray(read) ? read.length > 0 : read !== undefined && read !== null && read !== false;

const brokenRule = (command: CommandName, spec: CommandSpec, reads: Reads): UsageFailure | null => {
  const has = (name: string): boolean => stands(reads.get(name));
  const label = (name: string): string => labelOf(spec, name);
  for (const rule of spec.rules) {
    switch (rule.kind) {
      case 'one-of':
        if (!rule.names.some(has))
          return { kind: 'one-of', command, labels: rule.names.map(label) };
        break;
      case 'not-both':
        if (rule.names.every(has))
          return { kind: 'not-both', command, labels: rule.names.map(label) };
        break;
      case 'needs':
        if (has(rule.name) && !has(rule.other))
          return { kind: 'needs', command, label: label(rule.name), other: label(rule.other) };
        break;
      default:
        return assertNever(rule);
    }
  }
  return null;
};

const fitsArgument = (spec: ArgumentSpec, read: Read | undefined): boolean => {
  if (spec.repeated) return Array.isArray(read) && read.every((one) => isRead(spec.value, one));
  return isRead(spec.value, read) || (read === null && !spec.required);
};

const fitsOption = ({ value, ...spec }: OptionSpec, read: Read | undefined): boolean => {
  if (isFlag(value)) return typeof read === 'boolean';
  if (spec.repeated === true) return Array.isArray(read) && read.every((one) => isRead(value, one));
  return isRead(value, read) || (read === null && spec.required !== true);
};

type Untyped = { readonly kind: CommandName } & Readonly<Record<string, Read | undefined>>;

/** The table holds the shape of each request; what was read is compared with it once more, key by key. */
const isRequest = (value: Untyped): value is Untyped & CommandRequest => {
  const spec = specOf(value.kind);
  return (
    argumentsOf(spec).every((one) => fitsArgument(one, value[one.key])) &&
    optionsOf(spec).every((one) => fitsOption(one, value[one.key]))
  );
};

const readCommand = (command: CommandName, split: Split): Result<CommandRequest, UsageFailure> => {
  const spec = specOf(command);
  const specs = argumentsOf(spec);
  const reads = new Map<string, Read>();
  for (const option of optionsOf(spec)) {
    const read = readOption(command, option, split.options);
    if (!read.ok) return read;
    reads.set(option.key, read.value);
  }
  const dealt = dealWords(command, specs, split);
  if (!dealt.ok) return dealt;
  for (const [index, argument] of specs.entries()) {
    const read = readArgument(command, argument, dealt.value[index] ?? []);
    if (!read.ok) return read;
    reads.set(argument.key, read.value);
  }
  const broken = brokenRule(command, spec, reads);
  if (broken !== null) return fail(broken);
  const request: Untyped = { ...Object.fromEntries(reads), kind: command };
  if (!isRequest(request)) throw new Error(`the table and the parser disagree on ${command}`);
  return ok(request);
};

const help = (command: CommandName | null): CommandRequest => ({ kind: 'help', command });

/**
 * Reads the words behind `fobwatch`: its command first, then GNU style `--option value`, `--option=value` and `-q`
 * anywhere before `--`. `--help` and `-h` win over whatever else is wrong behind them; no word at all asks for help.
 */
export const parseCommandLine = (argv: readonly string[]): Result<CommandRequest, UsageFailure> => {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h') return ok(help(null));
  if (first === '--version') return ok({ kind: 'version' });
  if (first.startsWith('-'))
    return fail({ kind: 'command-first', given: first.replace(/=.*/s, '') });
  if (!isCommandName(first)) {
    const near = nearest(first, commandNames, 1).find(isCommandName) ?? null;
    return fail({ kind: 'no-such-command', given: first, nearest: near });
  }
  const split = splitWords(first, rest);
  if (!split.ok) return split;
  return split.value.help ? ok(help(first)) : readCommand(first, split.value);
};
