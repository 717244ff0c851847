import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it, test } from 'vitest';
import { english, languages } from '../../app/view/language.ts';
import { catalogues } from './catalogues.ts';
import { saidWords } from './said-words.ts';
import { root, sourceFiles } from './source-files.ts';
import { languageList } from '../../build/setup/languages.mjs';

const words = ['app', 'main', 'renderer'].flatMap(sourceFiles).flatMap(saidWords);
const keys = new Set(words.map(({ key }) => key));

type Elements = ReturnType<InstanceType<typeof IntlMessageFormat>['getAst']>;

const parsed = (text: string, language: string): Elements =>
  new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();

const branchesOf = (element: Elements[number]): readonly (readonly [string, Elements])[] =>
  'options' in element
    ? Object.entries(element.options).map(([name, { value }]) => [name, value] as const)
    : [];

/** The parser's mark of plain text. */
const PLAIN = 0;

/** The names of the gaps, those in the forms of a number included. */
const gapsOf = (elements: Elements): readonly string[] =>
  elements.flatMap((element) => {
    const name = 'value' in element && !Object.is(element.type, PLAIN) ? [element.value] : [];
    return [...name, ...branchesOf(element).flatMap(([, branch]) => gapsOf(branch))];
  });

const gaps = (text: string, language: string): readonly string[] =>
  [...new Set(gapsOf(parsed(text, language)))].toSorted();

/** The forms of each number in a message. */
const formsOf = (elements: Elements): readonly (readonly string[])[] =>
  elements.flatMap((element) => {
    const branches = branchesOf(element);
    if (branches.length === 0) return [];
    return [
      branches.map(([name]) => name).toSorted(),
      ...branches.flatMap(([, branch]) => formsOf(branch)),
    ];
  });

const edges = (text: string): readonly string[] => [
  /^\s*/.exec(text)?.[0] ?? '',
  /\s*$/.exec(text)?.[0] ?? '',
];

test('every catalogue is a language that can be chosen', () => {
  expect(catalogues.map(({ code }) => code)).toEqual(
    languages.filter((one) => one !== english).map(({ code }) => code),
  );
});

describe.each(catalogues)('the words of $name', ({ code, messages }) => {
  const said = Object.entries(messages);

  it('are there for every sentence in the code', () => {
    expect(words.filter(({ key }) => messages[key] === undefined)).toEqual([]);
  });

  it('are there for no sentence that is not in the code', () => {
    expect(said.map(([key]) => key).filter((key) => !keys.has(key))).toEqual([]);
  });

  it('have exactly the gaps of the English sentence', () => {
    const differ = said.filter(
      ([key, text]) => gaps(key, 'en').join(' ') !== gaps(text, code).join(' '),
    );
    expect(differ).toEqual([]);
  });

  it('have every form that the language has for a number', () => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories.toSorted();
    const lacking = said.filter(([, text]) =>
      formsOf(parsed(text, code)).some((given) => forms.some((form) => !given.includes(form))),
    );
    expect(lacking).toEqual([]);
  });

  it('say something, with the blanks of the English sentence at both ends', () => {
    const differ = said.filter(
      ([key, text]) => text.trim() === '' || edges(key).join('|') !== edges(text).join('|'),
    );
    expect(differ).toEqual([]);
  });

  it('do not shout', () => {
    expect(said.filter(([, text]) => text.includes('!'))).toEqual([]);
  });
});

describe('the words of German', () => {
  const said = Object.entries(catalogues.find(({ code }) => code === 'de')?.messages ?? {});
  const saidSo = (pattern: RegExp) => said.filter(([, text]) => pattern.test(text));

  it.each([
    ['address nobody', /(?<!\p{L})(du|dich|dir|deine?[mnrs]?|Ihnen|gib|versuch)(?!\p{L})/u],
    [
      'have AWS’s own gender for an ARN',
      /(?<!\p{L})(eine|keine|[Dd]ie|[Ii]hre|[Ss]eine|ihrer) ARN\b/u,
    ],
    ['call an endpoint by AWS’s word for it', /[Ee]ndpunkt/u],
  ])('%s', (_, pattern) => {
    expect(said.length).toBeGreaterThan(1000);
    expect(saidSo(pattern)).toEqual([]);
  });

  it('tell what is encoded from what is encrypted', () => {
    const mixed = said.filter(([key, text]) => /[Ee]ncoded/.test(key) && /schlüsselt/.test(text));
    expect(mixed).toEqual([]);
  });
});

it('every catalogue in the folder is offered, by a list that the build writes', () => {
  const offered = languages.filter((one) => one !== english).map(({ code }) => code);
  expect(offered).toEqual(catalogues.map(({ code }) => code));
  expect(readFileSync(join(root, 'app/view/languages/catalogues.ts'), 'utf8')).toBe(languageList());
});
