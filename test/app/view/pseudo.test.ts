import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import german from '../../../app/view/languages/de.json' with { type: 'json' };
import { english, languageOf, languages, pseudoLanguage } from '../../../app/view/language.ts';
import { pseudo } from '../../../app/view/pseudo.ts';
import { plural, speak, t } from '../../../app/view/words/say.ts';

test.each([
  ['Start', '[Šţáářţ]'],
  ['{0} ends {1}', '[{0} ééñðš {1}]'],
  [' from the window', ' [ƒřóóɱ ţĥéé ŵííñðóóŵ]'],
  ["a '{'url'}'", "[áá '{'úúřļ'}']"],
  [
    '{count, plural, one {# role} other {# roles}}',
    '{count, plural, one {[# řóóļéé]} other {[# řóóļééš]}}',
  ],
])('%j is said as %j', (message, said) => {
  expect(pseudo(message)).toBe(said);
});

describe('the pseudo-locale', () => {
  afterEach(() => speak(english));

  test('is about two fifths longer than English', () => {
    const keys = Object.keys(german.messages);
    const length = (texts: readonly string[]): number => texts.join('').length;
    const ratio = length(keys.map(pseudo)) / length(keys);
    expect(ratio).toBeGreaterThan(1.3);
    expect(ratio).toBeLessThan(1.5);
  });

  test('keeps what goes into a sentence', () => {
    speak(pseudoLanguage);
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(t`${name} is stopped.`).toBe(`[${name} ííš šţóóþþééð.]`);
      }),
    );
    expect(plural(3, { one: '# role', other: '# roles' })).toBe('[3 řóóļééš]');
  });

  test('leaves what no catalogue has in plain English', () => {
    expect(pseudoLanguage.of('Never written anywhere')).toBeNull();
  });

  test('goes from right to left, is set by name only, and is offered nowhere', () => {
    expect(pseudoLanguage.direction).toBe('rtl');
    expect(languageOf('qps-plocm', [])).toBe(pseudoLanguage);
    expect(languages).not.toContain(pseudoLanguage);
  });
});
