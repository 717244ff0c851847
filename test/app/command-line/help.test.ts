import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commandHelp, overview } from '../../../app/command-line/help.ts';
import { optionNames } from '../../../app/command-line/prose.ts';
import { parseCommandLine } from '../../../app/command-line/parse.ts';
import { argumentsOf, optionsOf, shownOptions, specOf } from '../../../app/command-line/spec.ts';
import { commandNames } from '../../../app/command-line/table.ts';

test('the overview names every command and fits a terminal of 80 columns', () => {
  const text = overview();
  for (const name of commandNames) expect(text).toMatch(new RegExp(`^  ${name} +[A-Z]`, 'm'));
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test.each(commandNames)('help of %s names its arguments and options, and fits', (name) => {
  const text = commandHelp(name);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  for (const { word } of argumentsOf(specOf(name))) expect(text).toMatch(`\n  ${word} `);
  for (const option of shownOptions(specOf(name)))
    for (const label of optionNames(option))
      expect(text).toMatch(new RegExp(`^ +(-., )?${label}\\b`, 'm'));
  expect(text).toMatch(/^Usage: fobwatch [^]*\nExit codes:\n {2}0 {5}Done\.\n[^]*\.\n$/);
});

test('help of a command reads as a whole', () => {
  expect(commandHelp('ledger')).toBe(`Usage: fobwatch ledger [OPTION]...

Show who fetched which credentials.

Prints the newest lines of the ledger, which never holds a secret.

Options:
      --json            Prints JSON.
  -n, --lines N         How many of the newest lines to print. 1 to 100000; 50
                        where left out.
  -h, --help            Prints this.

Examples:
  fobwatch ledger -n 5
      The last five.

Exit codes:
  0     Done.
  1     AWS or Fobwatch refused; the reason is on standard error.
  2     The command line is wrong; nothing was done.
  5     The app cannot be reached or started.
`);
});

test('what is hidden is neither told nor lost', () => {
  const hidden = commandNames.flatMap((name) =>
    optionsOf(specOf(name)).filter((one) => one.hidden === true),
  );
  expect(hidden.map(({ key }) => key)).toEqual(['names']);
  expect(commandHelp('list')).not.toContain('--names');
  expect(parseCommandLine(['list', '--names'])).toMatchObject({ ok: true });
});

const examples = commandNames.flatMap((name) =>
  specOf(name).examples.map(({ line }) => [name, line] as const),
);

/** The words that bash makes of the part of a line that calls fobwatch. */
const wordsOf = (line: string): readonly string[] => {
  const call = /fobwatch [^|)]*/.exec(line)?.[0] ?? '';
  const script = `message=m role=r idp=p; fobwatch() { printf '%s\\0' "$@"; }; ${call}`;
  const out = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
};

test.each(examples)('an example of %s is a command line: %s', (name, line) => {
  expect(parseCommandLine(wordsOf(line))).toMatchObject({ ok: true, value: { kind: name } });
});
