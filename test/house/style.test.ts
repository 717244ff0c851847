import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './source-files.ts';

const folder = join(root, 'renderer/style');
const lines = readdirSync(folder).flatMap((name) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .map((line, at) => ({ at: `${name}:${at + 1}`, line: line.trim() })),
);

/** Sides of the screen, where a language has a beginning and an end of the line. */
const SIDES =
  /^(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b|(?:left|right):|(?:text-align|float|clear): (?:left|right)|border-(?:top|bottom)-(?:left|right)-radius)/;

/** `padding: 1px 2px 3px 4px`: another value left than right. */
const uneven = (line: string): boolean => {
  const [, values = ''] = /^(?:margin|padding|inset): (.*);$/.exec(line) ?? [];
  const parts = values.replaceAll(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '()').split(' ');
  return parts.length === 4 && parts[1] !== parts[3];
};

test('the layout turns round with the language: no rule names left or right', () => {
  expect(lines.filter(({ line }) => SIDES.test(line) || uneven(line))).toEqual([]);
});

test.each([
  ['padding: 1px 2px 3px 4px;', true],
  ['padding: 0 calc(2px + (1px)) 12px 0;', true],
  ['margin: 0 4px 2px 4px;', false],
  ['padding: 0 4px 2px;', false],
])('%s is uneven: %j', (line, is) => {
  expect(uneven(line)).toBe(is);
});

test('every arrow to a side turns round with the language', () => {
  const arrows = sourceFiles('renderer').flatMap(({ path, text }) =>
    [...text.matchAll(/<(?:Arrow|Chevron|Move)(?:Left|Right)\b[^>]*>/g)].map(([tag]) => ({
      path,
      tag,
    })),
  );
  expect(arrows.length).toBeGreaterThan(2);
  expect(arrows.filter(({ tag }) => !tag.includes('icon-onward'))).toEqual([]);
});

/** Buttons of an icon alone; those with `action-named` show their name themselves. */
const iconButtons = sourceFiles('renderer').flatMap(({ path, text }) =>
  text
    .split('<button')
    .slice(1)
    .map((rest) => ({ path, tag: rest.split(/\n *>\n/)[0] ?? '' }))
    .filter(({ tag }) => /className="action[ "]/.test(tag) && !tag.includes('action-named')),
);

test('every button that is an icon alone shows its name under the pointer', () => {
  expect(iconButtons.length).toBeGreaterThan(5);
  expect(iconButtons.filter(({ tag }) => !/\btitle=/.test(tag))).toEqual([]);
});
