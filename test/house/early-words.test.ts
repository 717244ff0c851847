import { describe, expect, it, test } from 'vitest';
import { earlyWords, tablesIn } from './early-words.ts';
import { sourceFiles } from './source-files.ts';

const files = ['app', 'main', 'renderer'].flatMap(sourceFiles);
const tables = new Set(files.flatMap(tablesIn));

test('no word is said as a module loads, before a language is chosen', () => {
  expect(tables.size).toBeGreaterThan(20);
  expect(files.flatMap((file) => earlyWords(file, tables))).toEqual([]);
});

const found = (text: string): readonly string[] =>
  earlyWords({ path: 'x.tsx', text }, new Set(['labels'])).map(({ word }) => word);

describe('a word that is said too early is found', () => {
  it.each([
    ['in a list', "import { labels as w } from 'x'; const A = [w.one, w['two']];", 2],
    [
      'in a table of the same file',
      'const w = spoken({ a: "A" }); export const B = { b: w.a };',
      1,
    ],
    ['taken apart', "import { labels } from 'x'; const { one } = labels;", 1],
    ['copied', "import { labels } from 'x'; const A = { ...labels };", 1],
    ['read by a call', "import { labels } from 'x'; const A = Object.values(labels);", 1],
    ['as a sentence', "const A = t`Start`; const B = say('Stop');", 2],
  ])('%s', (_, text, count) => {
    expect(found(text)).toHaveLength(count);
  });

  it.each([
    ['in a function', "import { labels } from 'x'; const a = () => [labels.one, t`Start`];"],
    ['as a type', "import { labels } from 'x'; type A = keyof typeof labels;"],
    [
      'in another table',
      "import { labels } from 'x'; const A = spoken({ ...labels, b: labels.one });",
    ],
    ['of no table', "import { others } from 'x'; const A = others.one;"],
  ])('but none %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
