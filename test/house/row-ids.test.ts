import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { sourceFiles, type SourceFile } from './source-files.ts';

// The seeds' features are rows with ids (product.md). Each that is done stands in the title of a test that shows it, so
// that whoever looks for a row finds its proof; a title with more than two ids shows none of them.

/** Rows done so far. */
const done = [
  'ST1 ST2 ST3 ST4 ST5 ST6 ST7 ST8 ST9 ST10 ST11 ST12 ST13 ST14',
  'BO1 BO2 BO3 BO4 BO5 BO6 BO7 BO8 BO9 BO10',
  'SE1 SE2 SE3 SE4 SE5 SE6 SE7',
  'EX1 EX2 EX3 EX4 EX5',
].flatMap((ids) => ids.split(' '));

const MOST = 2;

type Title = { readonly path: string; readonly text: string; readonly of: 'test' | 'group' };

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** `it` of `it.each(table)`, `test` of `test.slow`: what a call is one of. */
const rootName = (callee: unknown): string | null => {
  if (!isNode(callee)) return null;
  if (callee['type'] === 'Identifier') return String(callee['name']);
  if (callee['type'] === 'MemberExpression') return rootName(callee['object']);
  return callee['type'] === 'CallExpression' || callee['type'] === 'TaggedTemplateExpression'
    ? rootName(callee['callee'] ?? callee['tag'])
    : null;
};

const textOf = (node: unknown, source: string): string | null => {
  if (!isNode(node)) return null;
  if (node['type'] === 'Literal' && typeof node['value'] === 'string') return node['value'];
  return node['type'] === 'TemplateLiteral'
    ? source.slice(Number(node['start']), Number(node['end']))
    : null;
};

const OF: Readonly<Record<string, Title['of']>> = { it: 'test', test: 'test', describe: 'group' };

/** The titles of tests and of groups of tests in a file. */
const titlesIn = ({ path, text }: SourceFile): readonly Title[] => {
  const found: Title[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!isNode(value)) return;
    if (value['type'] === 'CallExpression') {
      const of = OF[rootName(value['callee']) ?? ''];
      const first: unknown = Array.isArray(value['arguments']) ? value['arguments'][0] : undefined;
      const title = of && textOf(first, text);
      if (of && title) found.push({ path, text: title, of });
    }
    Object.values(value).forEach(walk);
  };
  walk(parseSync(path, text).program);
  return found;
};

const idsIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\b(?:ST|BO|SE|EX)\d{1,2}\b/g) ?? []),
];

const titles = sourceFiles('test')
  .filter(({ path }) => /\.(test|spec)\.tsx?$/.test(path))
  .flatMap(titlesIn);

test.each(done)('%s stands in the title of a test', (id) => {
  const shown = titles.filter(({ text, of }) => of === 'test' && idsIn(text).includes(id));
  expect(shown.length).toBeGreaterThan(0);
});

test('no title carries more ids than it can show', () => {
  const crowded = titles.filter(({ text }) => idsIn(text).length > MOST);
  expect(crowded.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
});

describe('the reading of titles', () => {
  const read = (text: string) => titlesIn({ path: 'x.test.ts', text });
  test.each([
    ["it('a (X1)', () => {});", 'a (X1)', 'test'],
    ["test.each([['b'], ['c']])('d %s', () => {});", 'd %s', 'test'],
    ["it.each<[string]>([])('e', () => {});", 'e', 'test'],
    ['test(`f ${g}`, () => {});', '`f ${g}`', 'test'],
    ["describe('h', () => {});", 'h', 'group'],
  ] as const)('finds that of %s', (code, text, of) => {
    expect(read(code)).toEqual([{ path: 'x.test.ts', text, of }]);
  });

  test('takes no other text for one', () => {
    expect(read("expect('BO1'); const it2 = ['ST1']; // it('EX5')")).toEqual([]);
  });
});
