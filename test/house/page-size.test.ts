import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { loadsOf, sourceFiles } from './source-files.ts';

// A window is opened twenty times a day: what its page loads is read, compiled and kept each time.

const files = new Map(
  ['renderer', 'app'].flatMap(sourceFiles).map((file) => [file.path, file] as const),
);

/** The packages and files that a page loads to begin with, each with the files on the way to it. */
const loadedBy = (page: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const walk = (path: string, way: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    found.set(path, way);
    const file = files.get(path);
    if (file === undefined) return;
    for (const name of loadsOf(file)) {
      if (name.startsWith('.')) walk(posix.join(posix.dirname(path), name), `${way} > ${name}`);
      else if (!found.has(name)) found.set(name, way);
    }
  };
  walk(page, page);
  return found;
};

const PAGES = ['renderer/main.tsx', 'renderer/key-form.tsx', 'renderer/device.tsx'];

test.each(PAGES)('%s loads no library that only main needs', (page) => {
  const loaded = loadedBy(page);
  expect(loaded.has('react')).toBe(true);
  const heavy = ['zod', 'immutable', 'fast-xml-parser', 'otpauth/slim'];
  expect(heavy.flatMap((name) => loaded.get(name) ?? [])).toEqual([]);
});

test.each(PAGES)('%s loads a language only when it is spoken', (page) => {
  const loaded = loadedBy(page);
  expect(loaded.has('app/view/languages/catalogues.ts')).toBe(true);
  expect([...loaded.keys()].filter((name) => name.endsWith('.json'))).toEqual([]);
});

test('the popover loads no panel before one can be opened', () => {
  const loaded = loadedBy('renderer/main.tsx');
  expect(loaded.has('renderer/roles/RolesPanel.tsx')).toBe(true);
  const others = [...loaded.keys()].filter((path) => path.endsWith('Panel.tsx'));
  expect(others).toEqual(['renderer/roles/RolesPanel.tsx']);
});
