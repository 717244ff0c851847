import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { dependencies, devDependencies, license, root, sourceFiles } from './source-files.ts';

const card = [
  'app',
  'build',
  'electron-builder.yml',
  'LICENSE',
  'main',
  'package-lock.json',
  'package.json',
  'README.md',
  'renderer',
  'test',
  'tsconfig.json',
];
/** Made by running things, ignored by git. */
const made = ['dist', 'node_modules'];

test('the top level holds the files of the design card and nothing else', () => {
  const seen = readdirSync(root).filter((name) => !name.startsWith('.') && !made.includes(name));
  expect(seen.toSorted()).toEqual(card.toSorted());
});

test('the licence is MIT in the file and in the manifest', () => {
  expect(license).toBe('MIT');
  expect(readFileSync(join(root, 'LICENSE'), 'utf8')).toMatch(/^MIT License/);
});

test('every dependency is pinned to one version', () => {
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(npm:@?[^@]+@)?\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('the lock names the packages of every platform, so that npm ci works on each', () => {
  const optional = z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) });
  const lock = z.object({ packages: z.record(z.string(), optional) });
  const { packages } = lock.parse(
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  );
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        packages[`${path}/node_modules/${name}`] === undefined &&
        packages[`node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

test('nothing committed names a registry', () => {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  expect(text).not.toContain('"resolved"');
});

const rooms = ['app', 'main', 'renderer', 'test', 'build'];

test('files are named in kebab-case, components in PascalCase', () => {
  const odd = rooms
    .flatMap(sourceFiles)
    .map(({ path }) => path)
    .filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      const kebab = /^[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/.test(name);
      const pascal = /^[A-Z][A-Za-z0-9]*(\.test)?\.tsx$/.test(name);
      return !kebab && !pascal;
    });
  expect(odd).toEqual([]);
});

test('no file of the program exceeds 400 lines', () => {
  const long = ['app', 'main', 'renderer']
    .flatMap(sourceFiles)
    .filter(({ text }) => text.split('\n').length > 401)
    .map(({ path }) => path);
  expect(long).toEqual([]);
});

test('no test is skipped, focused or left to do', () => {
  const evasive =
    /\b(?:test|it|describe)\.(?:skip|only|todo|fixme|skipIf|runIf|fails)\b|\bx(?:it|describe)\(/;
  const found = sourceFiles('test')
    .filter(({ path }) => path !== 'test/house/layout.test.ts')
    .filter(({ text }) => evasive.test(text))
    .map(({ path }) => path);
  expect(found).toEqual([]);
});

test('tests wait for conditions, never for a length of time', () => {
  const sleeping = /waitForTimeout|setTimeout\(\s*(?:resolve|done|r)\b/;
  const found = sourceFiles('test')
    .filter(({ path }) => path !== 'test/house/layout.test.ts')
    .filter(({ text }) => sleeping.test(text))
    .map(({ path }) => path);
  expect(found).toEqual([]);
});
