import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { loadsOf, sourceFiles } from './source-files.ts';

// A window is opened twenty times a day: what its page loads is read, compiled and kept each time.

const files = new Map(
  ['renderer', 'app'].flatMap(sourceFiles).map((file) => [file.path, file] as const),
);

/** The packages that a page loads, each with the files on the way to it. */
const packagesOf = (page: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const walk = (path: string, way: string): void => {
    const file = files.get(path);
    if (file === undefined || seen.has(path)) return;
    seen.add(path);
    for (const name of loadsOf(file)) {
      if (name.startsWith('.')) walk(posix.join(posix.dirname(path), name), `${way} > ${name}`);
      else if (!found.has(name)) found.set(name, way);
    }
  };
  walk(page, page);
  return found;
};

test.each(['renderer/main.tsx', 'renderer/key-form.tsx', 'renderer/device.tsx'])(
  '%s loads no library that only main needs',
  (page) => {
    const packages = packagesOf(page);
    expect(packages.has('react')).toBe(true);
    const heavy = ['zod', 'immutable', 'fast-xml-parser', 'otpauth/slim'];
    expect(heavy.flatMap((name) => packages.get(name) ?? [])).toEqual([]);
  },
);
