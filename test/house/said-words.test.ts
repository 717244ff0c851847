import { expect, test } from 'vitest';
import { saidWords } from './said-words.ts';

const keysIn = (text: string): readonly string[] =>
  saidWords({ path: 'x.ts', text }).map(({ key }) => key);

test.each([
  ['a tagged template', 'const x = (a) => t`${a} ends`;', ['{0} ends']],
  ['one inside another', 'const x = (a) => t`${t`No key`} in ${a}`;', ['{0} in {1}', 'No key']],
  [
    'both forms of a number',
    "plural(n, { one: '# role', other: '# roles' }, name)",
    ['{count, plural, one {# role} other {# roles}}'],
  ],
  ['a sentence from elsewhere', "say('Start')", ['Start']],
  [
    'a table and the tables in it',
    "const x = spoken({ a: 'Start', b: { c: 'Stop' }, d: ['Go on'] } as const);",
    ['Start', 'Stop', 'Go on'],
  ],
  ['braces of the sentence itself', 'const x = t`a {url}`;', ["a '{'url'}'"]],
])('%s is read from the code', (_, text, keys) => {
  expect(keysIn(text)).toEqual(keys);
});

test.each([
  ['names for the program', "const x = spoken({ kind: 'start', label: 'Start' });", ['Start']],
  ['types', "const x = spoken({ a: 'Start' } satisfies Record<'a', 'Start'>);", ['Start']],
  ['what has no letters', 'const x = t`${a} · ${b}`;', []],
  ['strings that are not said', "const x = ['Start', `Stop`];", []],
])('%s are no words', (_, text, keys) => {
  expect(keysIn(text)).toEqual(keys);
});

test('a number without both forms in the code is refused', () => {
  expect(() => keysIn('plural(n, forms)')).toThrow('both forms');
});
