import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { browserCommand, commandWords } from '../../../app/export/browser-command.ts';

const facts = { url: 'https://a.test/?x=1&y=2', name: 'prod admin' };

describe('the words of a command', () => {
  it.each([
    ['firefox', ['firefox']],
    ['  firefox   -P work ', ['firefox', '-P', 'work']],
    [
      '"C:\\Program Files\\Chrome\\chrome.exe" --x',
      ['C:\\Program Files\\Chrome\\chrome.exe', '--x'],
    ],
    [`chrome --profile-directory="Profile 1"`, ['chrome', '--profile-directory=Profile 1']],
    [`chrome 'it is "so"'`, ['chrome', 'it is "so"']],
    [`chrome ""`, ['chrome', '']],
    ['$(id) ; rm', ['$(id)', ';', 'rm']],
  ])('%s', (text, words) => {
    expect(commandWords(text)).toEqual(words);
  });

  it.each([[''], ['   '], ['"open'], [`it's`], ['""'], ['"" firefox']])('%s is none', (text) => {
    expect(commandWords(text)).toBeNull();
  });

  it('are what was put within quotation marks', () => {
    const word = fc
      .string({ minLength: 1, unit: fc.constantFrom(...Array.from('ab \\$&;{}')) })
      .filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(commandWords(words.map((one) => `"${one}"`).join('  '))).toEqual(words);
      }),
    );
  });
});

describe('a browser’s command', () => {
  it.each([
    ['puts the URL behind its last word', ['firefox', '-P', 'work'], ['-P', 'work', facts.url]],
    ['puts the URL where it is wanted', ['chrome', '{url}', '--new'], [facts.url, '--new']],
    ['puts it into a word', ['chrome', '--app={url}'], [`--app=${facts.url}`]],
    [
      'encodes it within another URL',
      ['firefox', 'ext+container:name={name}&url={encoded-url}'],
      ['ext+container:name=prod%20admin&url=https%3A%2F%2Fa.test%2F%3Fx%3D1%26y%3D2'],
    ],
  ])('%s', (_title, words, args) => {
    expect(browserCommand(words, facts)).toEqual([words[0], ...args]);
  });

  it('puts nothing into what it has put in already', () => {
    const odd = { url: 'https://a.test/{name}', name: '{url}' };
    expect(browserCommand(['x', '{url}'], odd)).toEqual(['x', 'https://a.test/{name}']);
  });
});
