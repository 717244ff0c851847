import { isAnsweredWhileLocked } from './while-locked.ts';
import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { namesText, optionNames, optionText, synopsis, valueWord, waitingText } from './prose.ts';
import { say, t } from '../view/words/say.ts';
import { argumentsOf, shownOptions, specOf, type Named } from './spec.ts';
import { commandGroups, type CommandName } from './table.ts';
import { entry, indent, wrap, wrapCommand, WIDTH } from './wrap.ts';

/** Where texts begin beside names of options, arguments and commands. */
const COLUMN = 24;

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines];

const paragraphs = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => ['', ...wrap(text, WIDTH)]);

const argumentEntry = ({ word, text }: ArgumentSpec): readonly string[] =>
  entry(`  ${word}`, say(text), COLUMN);

/** Long names stand under each other, whether a letter stands before them or not. */
const optionEntry = (option: Named<OptionSpec>): readonly string[] => {
  const word = valueWord(option);
  const names = optionNames(option).join(', ');
  const term = `${option.short === undefined ? '      ' : '  '}${names}${word === null ? '' : ` ${word}`}`;
  return entry(term, optionText(option), COLUMN);
};

const helpEntry = (): readonly string[] => entry('  -h, --help', t`Prints this.`, COLUMN);

const examples = (spec: CommandSpec): readonly string[] =>
  spec.examples.flatMap(({ line, text }) => [
    ...indent(wrapCommand(line, WIDTH - 2), 2),
    ...indent(wrap(say(text), WIDTH - 6), 6),
  ]);

/** All but those that are answered in a locked app can end so. */
const lockedExit = (name: CommandName): readonly ['locked'] | readonly [] =>
  isAnsweredWhileLocked(name) ? [] : ['locked'];

const exits = (name: CommandName): readonly string[] =>
  (['done', ...specOf(name).exits, ...lockedExit(name), 'usage'] as const)
    .map((end) => exitCodes[end])
    .toSorted((a, b) => a.code - b.code)
    .flatMap(({ code, text }) => entry(`  ${code}`, say(text), 8));

const usage = (name: CommandName): readonly string[] => {
  const [first = '', ...others] = wrap(t`Usage: fobwatch ${synopsis(name).join(' ')}`, WIDTH);
  return [first, ...indent(others, 9)];
};

/** What `fobwatch COMMAND --help` prints: lines of at most 80 characters, with a line end behind the last. */
export const commandHelp = (name: CommandName): string => {
  const spec = specOf(name);
  return [
    ...usage(name),
    '',
    `${say(spec.summary)}.`,
    ...paragraphs(spec.description.map(say)),
    ...section(t`Arguments`, argumentsOf(spec).flatMap(argumentEntry)),
    ...section(t`Options`, [...shownOptions(spec).flatMap(optionEntry), ...helpEntry()]),
    ...section(t`Examples`, examples(spec)),
    ...section(t`Exit codes`, exits(name)),
    '',
  ].join('\n');
};

/** What `fobwatch help` and `fobwatch` alone print. */
export const overview = (): string =>
  [
    t`Usage: fobwatch COMMAND [OPTION]... [ARGUMENT]...`,
    '',
    ...wrap(t`Short-lived AWS credentials from the Fobwatch app, for shells and programs.`, WIDTH),
    ...commandGroups.flatMap(({ title, names }) =>
      section(
        say(title),
        names.flatMap((name) => entry(`  ${name}`, say(specOf(name).summary), COLUMN)),
      ),
    ),
    ...paragraphs([namesText(), waitingText()]),
    '',
    ...wrap(t`fobwatch COMMAND --help explains a command; fobwatch man explains all.`, WIDTH),
    '',
  ].join('\n');
