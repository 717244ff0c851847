import { expect, test } from 'vitest';
import { exitNameOf } from '../../../app/command-line/exit-code-of.ts';
import { exitCodes, type ExitCodeName } from '../../../app/command-line/exit-codes.ts';
import { specOf } from '../../../app/command-line/spec.ts';
import { commandNames } from '../../../app/command-line/table.ts';
import type { Failure } from '../../../app/failure.ts';
import type { EditRefusal } from '../../../app/profiles/edit.ts';
import { everyFailure } from '../../support/every-failure.ts';

test('every way to end has a code of its own', () => {
  const codes = Object.values(exitCodes).map(({ code }) => code);
  expect(codes).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 126, 127]);
});

const kinds: readonly (readonly [Failure['kind'], ExitCodeName])[] = [
  ['code-malformed', 'needs-code'],
  ['code-spent', 'needs-code'],
  ['code-unsure', 'needs-code'],
  ['unknown-target', 'unknown-name'],
  ['name-taken', 'conflict'],
  ['argument', 'usage'],
  ['locked', 'locked'],
  ['network', 'failed'],
  ['nothing-valid', 'failed'],
  ['broken-profile', 'failed'],
  ['file', 'failed'],
];

test.each(kinds)('a failure of kind %s ends as %s', (kind, name) => {
  const names = everyFailure.filter((one) => one.kind === kind).map(exitNameOf);
  expect(new Set(names)).toEqual(new Set([name]));
});

test('a code that AWS refused asks for another; what else AWS refuses is a failure', () => {
  const endsFor = (cause: string): readonly ExitCodeName[] => [
    ...new Set(
      everyFailure.filter((one) => one.kind === 'aws' && one.cause === cause).map(exitNameOf),
    ),
  ];
  expect(endsFor('code-refused')).toEqual(['needs-code']);
  expect(endsFor('denied')).toEqual(['failed']);
});

test('no failure ends as done, and none as what only exec or the script can tell', () => {
  const codes = new Set<number>(everyFailure.map((one) => exitCodes[exitNameOf(one)].code));
  expect([0, 4, 5, 126, 127].filter((code) => codes.has(code))).toEqual([]);
});

const refusals: readonly (readonly [EditRefusal, ExitCodeName])[] = [
  [{ kind: 'foreign' }, 'conflict'],
  [{ kind: 'long-term-key', accessKeyId: null }, 'conflict'],
  [{ kind: 'not-owned' }, 'conflict'],
  [{ kind: 'changed-since' }, 'conflict'],
  [{ kind: 'name' }, 'usage'],
  [{ kind: 'value', key: 'aws_access_key_id' }, 'usage'],
  [{ kind: 'not-text', line: 1 }, 'failed'],
  [{ kind: 'unclear', line: 1 }, 'failed'],
];

test.each(refusals)('an AWS file that is not edited: %o ends as %s (SE4)', (cause, name) => {
  const failure = { kind: 'aws-section', path: 'credentials', profile: 'dev', cause } as const;
  expect(exitNameOf(failure)).toBe(name);
});

test('every command says how it can end besides done and usage, each once', () => {
  for (const name of commandNames) {
    const exits: readonly ExitCodeName[] = specOf(name).exits;
    expect(new Set(exits).size).toBe(exits.length);
    expect(exits).toContain('unreachable');
    expect(exits).not.toContain('done');
    expect(exits).not.toContain('usage');
  }
});
