import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './source-files.ts';

const builder = z.object({
  electronFuses: z.record(z.string(), z.boolean()),
  asar: z.boolean(),
  files: z.array(z.string()),
});
const { electronFuses, asar, files } = builder.parse(
  parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')),
);

const wanted = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

test.each(Object.entries(wanted))('a release has the fuse %s at %s', (name, value) => {
  expect(electronFuses[name]).toBe(value);
});

test('no fuse there is stays undecided', () => {
  const known = Object.keys(FuseV1Options)
    .filter((name) => Number.isNaN(Number(name)))
    .map((name) => name.toLowerCase());
  expect(known.length).toBeGreaterThan(0);
  expect(
    Object.keys(electronFuses)
      .map((name) => name.toLowerCase())
      .toSorted(),
  ).toEqual(known.toSorted());
});

test('the package is one archive holding the bundle and keytar only', () => {
  expect(asar).toBe(true);
  expect(files).toContain('!node_modules');
  const modules = files.filter((file) => file.startsWith('node_modules/'));
  expect(modules.every((file) => file.startsWith('node_modules/keytar/'))).toBe(true);
});
