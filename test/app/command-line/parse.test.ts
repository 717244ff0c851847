import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommandLine } from '../../../app/command-line/parse.ts';
import { commandGroups, commandNames } from '../../../app/command-line/table.ts';
import type { UsageFailure } from '../../../app/command-line/usage-failure.ts';
import { usageWords } from '../../../app/view/words.ts';
import { commandLines } from '../../support/command-lines.ts';

/** Splits at blanks; quotes are not needed in these tables. */
const read = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '));

const waiting = { code: null, noWait: false, timeout: 120 };

const requests = [
  ['', { kind: 'help', command: null }],
  ['--help', { kind: 'help', command: null }],
  ['-h', { kind: 'help', command: null }],
  ['help write', { kind: 'help', command: 'write' }],
  ['write --help', { kind: 'help', command: 'write' }],
  ['write -qh', { kind: 'help', command: 'write' }],
  ['write a b c --help', { kind: 'help', command: 'write' }],
  ['--version', { kind: 'version' }],
  ['status --json', { kind: 'status', json: true }],
  ['list --names', { kind: 'list', json: false, names: true }],
  ['stop dev test', { kind: 'stop', names: ['dev', 'test'], all: false }],
  ['stop --all', { kind: 'stop', names: [], all: true }],
  [
    'session --duration-seconds=900',
    {
      kind: 'session',
      identity: null,
      durationSeconds: 900,
      serialNumber: null,
      forceNew: false,
      ...waiting,
    },
  ],
  [
    'start --keep-going a --code 012345 b',
    { kind: 'start', names: ['a', 'b'], keepGoing: true, ...waiting, code: '012345' },
  ],
  ['env --clear', { kind: 'env', name: null, shell: null, live: false, clear: true, ...waiting }],
  [
    'exec --endpoint dev -- aws --help -- x',
    {
      kind: 'exec',
      name: 'dev',
      program: ['aws', '--help', '--', 'x'],
      endpoint: true,
      ...waiting,
    },
  ],
  ['decode --as dev -- -abc', { kind: 'decode', message: '-abc', as: 'dev' }],
  ['import -', { kind: 'import', file: '-', name: null }],
  ['ledger -n5', { kind: 'ledger', json: false, lines: 5 }],
  ['ledger -n 5', { kind: 'ledger', json: false, lines: 5 }],
  ['completions zsh', { kind: 'completions', shell: 'zsh' }],
  [
    'federate guest --tag a=b=c --tag d= --policy {}',
    {
      kind: 'federate',
      name: 'guest',
      identity: null,
      policy: { kind: 'json', text: '{}' },
      policyArn: [],
      durationSeconds: null,
      tag: [
        { key: 'a', value: 'b=c' },
        { key: 'd', value: '' },
      ],
    },
  ],
] as const;

test.each(requests)('reads "%s"', (line, wanted) => {
  expect(read(line)).toEqual({ ok: true, value: wanted });
});

const failures: readonly (readonly [string, UsageFailure['kind'], string])[] = [
  ['statsu', 'no-such-command', 'There is no command statsu; did you mean status?'],
  ['frobnicate', 'no-such-command', 'There is no command frobnicate; see fobwatch help.'],
  [
    '--json status',
    'command-first',
    'The command comes first, and --json is none; see fobwatch help.',
  ],
  [
    'session --duration 900',
    'no-such-option',
    'session has no option --duration; did you mean --duration-seconds?',
  ],
  ['list --name', 'no-such-option', 'list has no option --name; see fobwatch list --help.'],
  ['list -x', 'no-such-option', 'list has no option -x; see fobwatch list --help.'],
  ['env dev --shell', 'no-value', '--shell of env needs a value; see fobwatch env --help.'],
  ['ledger -n', 'no-value', '-n of ledger needs a value; see fobwatch ledger --help.'],
  [
    'list --json=yes',
    'value-not-taken',
    '--json of list takes no value; see fobwatch list --help.',
  ],
  [
    'write dev --profile a --profile b',
    'given-twice',
    '--profile of write was given more than once; see fobwatch write --help.',
  ],
  [
    'journal --log nowhere',
    'word',
    '--log of journal must be stream or file; see fobwatch journal --help.',
  ],
  [
    'session --duration-seconds 1h',
    'word',
    '--duration-seconds of session must be a whole number of seconds; see fobwatch session --help.',
  ],
  [
    'session --duration-seconds 899',
    'word',
    '--duration-seconds of session must be 900 to 129600 seconds (15 min to 36 h); see fobwatch session --help.',
  ],
  ['ledger -n0', 'word', '--lines of ledger must be 1 to 100000; see fobwatch ledger --help.'],
  [
    'federate guest --tag x',
    'word',
    '--tag of federate must have the form KEY=VALUE; see fobwatch federate --help.',
  ],
  ['credentials', 'missing', 'credentials needs NAME; see fobwatch credentials --help.'],
  ['write dev', 'missing', 'write needs --profile; see fobwatch write --help.'],
  ['exec dev aws', 'missing-dashes', 'exec needs COMMAND behind --; see fobwatch exec --help.'],
  ['exec dev --', 'missing', 'exec needs COMMAND; see fobwatch exec --help.'],
  ['exec dev aws -- s3', 'too-many-words', 'exec got one word too many; see fobwatch exec --help.'],
  ['decode a b c', 'too-many-words', 'decode got 2 words too many; see fobwatch decode --help.'],
  ['env', 'one-of', 'env needs NAME or --clear; see fobwatch env --help.'],
  ['stop', 'one-of', 'stop needs NAME or --all; see fobwatch stop --help.'],
  ['stop dev --all', 'not-both', 'stop takes NAME or --all, not both; see fobwatch stop --help.'],
  [
    'profiles --force',
    'needs',
    '--force of profiles goes with --output; see fobwatch profiles --help.',
  ],
];

test.each(failures)('refuses "%s": %s', (line, kind, sentence) => {
  const outcome = read(line);
  expect(outcome).toMatchObject({ ok: false, failure: { kind } });
  expect(outcome.ok || usageWords(outcome.failure)).toBe(sentence);
});

test('an empty word is refused where a name or file is wanted, and passed on to a program', () => {
  expect(parseCommandLine(['credentials', ''])).toMatchObject({
    failure: { kind: 'word', rule: { kind: 'not-empty' } },
  });
  expect(parseCommandLine(['exec', 'dev', '--', 'echo', ''])).toMatchObject({
    value: { program: ['echo', ''] },
  });
});

test('what a person typed for a value is in no failure: it may be a code', () => {
  fc.assert(
    fc.property(fc.constantFrom(...commandNames), (command) => {
      for (const argv of [
        [command, '--nonsense=hunter2'],
        [command, '--json=hunter2'],
        [command, '--duration-seconds', 'hunter2'],
        [command, 'hunter2', 'hunter2', 'hunter2'],
      ]) {
        const outcome = parseCommandLine(argv);
        expect(outcome.ok ? '' : JSON.stringify(outcome.failure)).not.toContain('hunter2');
      }
    }),
  );
});

test('every request that can be written is read as it was meant', () => {
  fc.assert(
    fc.property(commandLines, ({ argv, request }) => {
      expect(parseCommandLine(argv)).toEqual({ ok: true, value: request });
    }),
    { numRuns: 2000 },
  );
});

test('whatever is typed, reading it gives a request or a reason', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...commandNames),
      fc.array(fc.oneof(fc.string(), fc.constantFrom('--', '-', '-q', '--file', '--all', '-n'))),
      (command, words) => {
        const outcome = parseCommandLine([command, ...words]);
        const said = outcome.ok ? `A ${outcome.value.kind}.` : usageWords(outcome.failure);
        expect(said).toMatch(/^[^]+[.?]$/);
      },
    ),
    { numRuns: 1000 },
  );
});

test('the overview groups each command once', () => {
  expect(commandGroups.flatMap(({ names }) => names).toSorted()).toEqual(commandNames.toSorted());
});
