import { describe, expect, test } from 'vitest';
import { completionsFor } from '../../../app/command-line/completions.ts';
import { completionShells } from '../../../app/command-line/commands/about.ts';
import { optionNames } from '../../../app/command-line/prose.ts';
import { shownOptions, specOf } from '../../../app/command-line/spec.ts';
import { commandNames } from '../../../app/command-line/table.ts';
import { credentialFormats } from '../../../app/credentials/format-names.ts';
import { completed, offeredNames, ranByBash } from '../../support/completing-shells.ts';
import { temporaryFolders } from '../../main/temporary-folder.ts';

const folder = temporaryFolders();

/** bash completes only what stands behind the last `=` or `:` of the word. */
const asBash = (line: string, word: string): string => {
  const before = /[^ ]*[=:]/.exec(line.replace(/^.* /s, ''))?.[0] ?? '';
  return word.slice(before.length);
};

const cases: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['fobwatch expo', ['export']],
  ['fobwatch co', ['completions', 'console']],
  ['fobwatch env d', ['dev']],
  ['fobwatch env ', offeredNames],
  ['fobwatch env it', ["it's $5"]],
  ['fobwatch env my', ['my role']],
  ['fobwatch env role:', ['role:both']],
  ['fobwatch env session:b', ['session:both']],
  ['fobwatch env dev a', []],
  ['fobwatch stop dev p', ['prod-admin']],
  ['fobwatch stop dev prod-admin a', ['ada']],
  ['fobwatch env dev --shell fi', ['fish']],
  ['fobwatch env --shell=fi', ['--shell=fish']],
  ['fobwatch env --shell fish d', ['dev']],
  ['fobwatch write dev --repl', ['--replace']],
  ['fobwatch write dev -q --repl', ['--replace']],
  ['fobwatch export dev --format ', credentialFormats],
  ['fobwatch session --duration-seconds ', []],
  ['fobwatch session --code 123456 a', ['ada']],
  ['fobwatch exec dev -- printe', ['printenv']],
  ['fobwatch exec --endpoint d', ['dev']],
  ['fobwatch exec dev -- cat cred', ['credentials.json']],
  ['fobwatch import cred', ['credentials.json']],
  ['fobwatch federate guest --policy pol', ['policy.json']],
  ['fobwatch help wri', ['write']],
  ['fobwatch completions z', ['zsh']],
  ['fobwatch list --nam', []],
  ['fobwatch nonsense ', []],
];

describe.each(completionShells)('%s', (shell) => {
  test('completes commands, options, values, names, files and programs', () => {
    const answers = completed(
      shell,
      cases.map(([line]) => line),
      folder(),
    );
    const wanted = cases.map(([line, words]) => [
      line,
      words.map((word) => (shell === 'bash' ? asBash(line, word) : word)).toSorted(),
    ]);
    expect(cases.map(([line], i) => [line, answers[i]])).toEqual(wanted);
  });

  test('offers every command', () => {
    const [commands] = completed(shell, ['fobwatch '], folder());
    expect(commands?.filter((word) => !word.startsWith('-'))).toEqual(commandNames.toSorted());
  });

  test('offers every option of every command', () => {
    const lines = commandNames.map((name) => `fobwatch ${name} --`);
    const answers = completed(shell, lines, folder());
    const wanted = commandNames.map((name) => [
      name,
      [...shownOptions(specOf(name)).flatMap(optionNames), '--help']
        .filter((label) => label.startsWith('--'))
        .toSorted(),
    ]);
    // zsh puts an = behind a long name whose value may stand there, where only one fits.
    const seen = answers.map((labels) => labels.map((label) => label.replace(/=$/, '')));
    expect(commandNames.map((name, i) => [name, seen[i]])).toEqual(wanted);
  });

  test('offers letters beside the long names', () => {
    const answers = completed(shell, ['fobwatch write -', 'fobwatch ledger -'], folder());
    expect(answers).toEqual([
      expect.arrayContaining(['-q', '--quiet', '-h']),
      expect.arrayContaining(['-n', '-h']),
    ]);
  });

  test('asks for names without starting the app', () => {
    expect(completionsFor(shell)).toContain('FOBWATCH_NO_START=1 command fobwatch list --names');
  });
});

test.each(['zsh', 'fish'] as const)('%s finds the script where it looks by itself', (shell) => {
  const lines = ['fobwatch expo', 'fobwatch env d'];
  expect(completed(shell, lines, folder(), true)).toEqual([['export'], ['dev']]);
});

test('bash’s own line editor inserts what is meant, colons, = and quotes and all', () => {
  const lines = [
    'fobwatch expo',
    'fobwatch env role:',
    'fobwatch env --shell=fi',
    'fobwatch env it',
    'fobwatch import cred',
    'fobwatch exec dev -- printe',
  ];
  expect(ranByBash(lines, folder())).toEqual([
    'export',
    'env role:both',
    'env --shell=fish',
    "env it's $5",
    'import credentials.json',
    'exec dev -- printenv',
  ]);
});
