import { afterEach, describe, expect, test } from 'vitest';
import {
  english,
  languageFor,
  languageOf,
  languages,
  type Language,
} from '../../../app/view/language.ts';
import { keyOf, plural, pluralKey, say, speak, spoken, t } from '../../../app/view/words/say.ts';

const roles = { one: '# role of {0}', other: '# roles of {0}' };

const catalogue: Readonly<Record<string, string>> = {
  '{0} ends {1}': 'Um {1} endet {0}',
  Start: 'Starten',
  "a program with '{'url'}'": "ein Programm mit '{'url'}'",
  [pluralKey(roles)]: '{count, plural, one {# Rolle von {0}} other {# Rollen von {0}}}',
};

const other: Language = {
  code: 'xx',
  intl: 'de',
  name: 'Other',
  direction: 'ltr',
  of: (sentence) => catalogue[sentence] ?? null,
};

afterEach(() => speak(english));

describe('in English', () => {
  test('a sentence is what stands in the code', () => {
    expect(t`${'prod'} ends ${'14:32'}`).toBe('prod ends 14:32');
    expect(say('Start')).toBe('Start');
  });

  test.each([
    [0, '0 roles of ada'],
    [1, '1 role of ada'],
    [1000, '1,000 roles of ada'],
  ])('%i takes its form', (count, said) => {
    expect(plural(count, roles, 'ada')).toBe(said);
  });
});

describe('in another language', () => {
  test('the catalogue orders what goes into a sentence', () => {
    speak(other);
    expect(t`${'prod'} ends ${'14:32'}`).toBe('Um 14:32 endet prod');
  });

  test.each([
    [1, '1 Rolle von ada'],
    [1000, '1.000 Rollen von ada'],
  ])('%i takes its form and its digits', (count, said) => {
    speak(other);
    expect(plural(count, roles, 'ada')).toBe(said);
  });

  test('braces of a sentence stay what they are', () => {
    speak(other);
    expect(t`a program with {url}`).toBe('ein Programm mit {url}');
    expect(t`not translated: {url} of ${'ada'}`).toBe('not translated: {url} of ada');
  });

  test('what goes into a sentence is never read as one', () => {
    speak(other);
    expect(t`${"{0} '{count, plural}'"} ends ${'<b>'}`).toBe("Um <b> endet {0} '{count, plural}'");
  });

  test('a sentence without translation is said in English', () => {
    speak(other);
    expect(t`${'prod'} began`).toBe('prod began');
    expect(plural(2, { one: '# code', other: '# codes' })).toBe('2 codes');
  });

  test('a table made before speaks it, also inside, and English again after it', () => {
    const table = spoken({ start: 'Start', more: { start: 'Start', count: 3 } });
    expect(table.start).toBe('Start');
    speak(other);
    expect([table.start, table.more.start, table.more.count]).toEqual(['Starten', 'Starten', 3]);
    expect(Object.values(table.more)).toEqual(['Starten', 3]);
    speak(english);
    expect(table.more.start).toBe('Start');
  });
});

test('a key counts its gaps and quotes braces', () => {
  expect(keyOf(['', ' of {url} ends ', ''])).toBe("{0} of '{'url'}' ends {1}");
});

test.each([
  [['de-CH', 'en'], 'de'],
  [['de_DE.UTF-8'], 'de'],
  [['fr', 'de'], 'de'],
  [['EN-us'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
])('of %j it speaks %s', (codes, code) => {
  expect(languageFor(codes).code).toBe(code);
});

test('no two languages share a code', () => {
  expect(new Set(languages.map(({ code }) => code)).size).toBe(languages.length);
});

test.each([
  ['auto', ['fr', 'de-AT'], 'de'],
  ['auto', [], 'en'],
  ['de', ['en'], 'de'],
  ['en', ['de'], 'en'],
])('the setting %s is, for somebody who prefers %j, %s', (setting, preferred, code) => {
  expect(languageOf(setting, preferred).code).toBe(code);
});
