import type { OptionSpec } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { namesText, optionNames, optionText, synopsis, valueWord, waitingText } from './prose.ts';
import { say, t } from '../view/words/say.ts';
import { argumentsOf, shownOptions, specOf, type Named } from './spec.ts';
import { commandGroups, commandNames, type CommandName } from './table.ts';
import { wrapCommand } from './wrap.ts';

/** Characters that roff would read as its own, or print as other ones than a person can paste into a shell. */
const roffNames: Readonly<Record<string, string>> = {
  '\\': '\\(rs',
  '-': '\\-',
  "'": '\\(aq',
  '"': '\\(dq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '’': '\\(cq',
};

const escape = (text: string): string =>
  text.replaceAll(/[\\\-'"`^~’]/g, (letter) => roffNames[letter] ?? letter);

/** A line of text; a full stop at its beginning would make it a request of roff. */
const textLine = (text: string): string => escape(text).replace(/^(?=\.)/, '\\&');

const bold = (text: string): string => `\\fB${escape(text)}\\fR`;
const italic = (text: string): string => `\\fI${escape(text)}\\fR`;

const optionTerm = (option: Named<OptionSpec>): string => {
  const word = valueWord(option);
  const names = optionNames(option).map(bold).join(', ');
  return word === null ? names : `${names} ${italic(word)}`;
};

const entry = (term: string, text: string): readonly string[] => ['.TP', term, textLine(text)];

const commandPart = (name: CommandName): readonly string[] => {
  const spec = specOf(name);
  const [, ...parts] = synopsis(name);
  const [first = '', ...others] = spec.description.map(say);
  return [
    `.SS ${[`fobwatch ${name}`, ...parts].map(escape).join(' ')}`,
    textLine(`${say(spec.summary)}.`),
    '.PP',
    textLine(first),
    ...others.flatMap((text) => ['.PP', textLine(text)]),
    ...argumentsOf(spec).flatMap(({ word, text }) => entry(italic(word), say(text))),
    ...shownOptions(spec).flatMap((one) => entry(optionTerm(one), optionText(one))),
    ...spec.examples.flatMap(({ line, text }) => [
      '.PP',
      textLine(say(text)),
      '.PP',
      '.RS 4',
      '.nf',
      ...wrapCommand(line, 70).map(textLine),
      '.fi',
      '.RE',
    ]),
  ];
};

const exitPart = (): readonly string[] =>
  Object.values(exitCodes).flatMap(({ code, text }) => entry(bold(String(code)), say(text)));

/** Commands of one group under their title, in the order of the overview. */
const groupParts = (): readonly string[] =>
  commandGroups.flatMap(({ title, names }) => [
    `.SH ${escape(say(title).toUpperCase())}`,
    ...names.flatMap(commandPart),
  ]);

/**
 * The man page of `fobwatch`, section 1, as roff of the man macros. `date` is that of the release, YYYY-MM-DD.
 */
export const manPage = (release: { readonly version: string; readonly date: string }): string =>
  [
    `.TH FOBWATCH 1 ${release.date} "Fobwatch ${escape(release.version)}" "${escape(t`User Commands`)}"`,
    // No word is broken, so that every option can be searched for and copied.
    '.nh',
    '.ad l',
    `.SH ${escape(t`NAME`)}`,
    `fobwatch \\- ${escape(t`short-lived AWS credentials from the Fobwatch app`)}`,
    `.SH ${escape(t`SYNOPSIS`)}`,
    `${bold('fobwatch')} ${italic('COMMAND')} [${italic('OPTION')}]... [${italic('ARGUMENT')}]...`,
    `.SH ${escape(t`DESCRIPTION`)}`,
    textLine(
      t`fobwatch asks the Fobwatch app for credentials, and starts it where it is not running. It has ${commandNames.length} commands.`,
    ),
    '.PP',
    textLine(namesText()),
    '.PP',
    textLine(waitingText()),
    '.PP',
    textLine(t`Options may stand anywhere before --, as --option VALUE or --option=VALUE.`),
    ...entry(`${bold('-h')}, ${bold('--help')}`, t`Explains a command.`),
    ...entry(bold('--version'), t`Prints the version; stands alone.`),
    ...groupParts(),
    `.SH ${escape(t`EXIT STATUS`)}`,
    ...exitPart(),
    '.PP',
    textLine(
      t`exec passes on the exit code of its program, and 128 plus the number of a signal that ended it.`,
    ),
    `.SH ${escape(t`SEE ALSO`)}`,
    `${bold('aws')}(1)`,
    '',
  ].join('\n');
