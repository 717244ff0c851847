import { expect, test } from 'vitest';
import {
  exitCodeOf,
  exitCodeOfRefusal,
  exitCodeOfTyped,
} from '../../../app/command-line/exit-code-of.ts';
import { exitCodes, type ExitCodeName } from '../../../app/command-line/exit-codes.ts';
import { specOf } from '../../../app/command-line/spec.ts';
import { commandNames } from '../../../app/command-line/table.ts';
import type { Failure } from '../../../app/failure.ts';
import type { EditRefusal } from '../../../app/profiles/edit.ts';
import { everyFailure } from '../../support/every-failure.ts';

test('every way to end has a code of its own', () => {
  const codes = Object.values(exitCodes).map(({ code }) => code);
  expect(codes).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 126, 127]);
});

const kinds: readonly (readonly [Failure['kind'], ExitCodeName])[] = [
  ['code-malformed', 'needs-code'],
  ['code-spent', 'needs-code'],
  ['code-unsure', 'needs-code'],
  ['unknown-target', 'unknown-name'],
  ['name-taken', 'conflict'],
  ['argument', 'usage'],
  ['network', 'failed'],
  ['nothing-valid', 'failed'],
  ['broken-profile', 'failed'],
  ['file', 'failed'],
];

test.each(kinds)('a failure of kind %s ends as %s', (kind, name) => {
  const codes = everyFailure.filter((one) => one.kind === kind).map(exitCodeOf);
  expect(new Set(codes)).toEqual(new Set([exitCodes[name].code]));
});

test('a code that AWS refused asks for another; what else AWS refuses is a failure', () => {
  const codeFor = (cause: string): readonly number[] => [
    ...new Set(
      everyFailure.filter((one) => one.kind === 'aws' && one.cause === cause).map(exitCodeOf),
    ),
  ];
  expect(codeFor('code-refused')).toEqual([3]);
  expect(codeFor('denied')).toEqual([1]);
});

test('no failure ends as done, and none as what only exec or the script can tell', () => {
  const codes = new Set<number>(everyFailure.map(exitCodeOf));
  expect([0, 4, 5, 126, 127].filter((code) => codes.has(code))).toEqual([]);
});

test('a mistyped line ends with 2, a name that stands for nothing or for several things with 6', () => {
  expect(exitCodeOfTyped({ kind: 'command-first', given: '--json' })).toBe(2);
  expect(exitCodeOfTyped({ kind: 'unknown-name', name: 'x', nearest: [] })).toBe(6);
  expect(exitCodeOfTyped({ kind: 'ambiguous-name', name: 'x', candidates: [] })).toBe(6);
});

const refusals: readonly (readonly [EditRefusal, number])[] = [
  [{ kind: 'foreign' }, 7],
  [{ kind: 'long-term-key', accessKeyId: null }, 7],
  [{ kind: 'not-owned' }, 7],
  [{ kind: 'changed-since' }, 7],
  [{ kind: 'name' }, 2],
  [{ kind: 'value', key: 'aws_access_key_id' }, 2],
  [{ kind: 'not-text', line: 1 }, 1],
  [{ kind: 'unclear', line: 1 }, 1],
];

test.each(refusals)('an AWS file that is not edited: %o ends with %i (SE4)', (refusal, code) => {
  expect(exitCodeOfRefusal(refusal)).toBe(code);
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
