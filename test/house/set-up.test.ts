import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planInstall } from '../../build/setup/debian.mjs';
import { matchesLock } from '../../build/setup/npm-packages.mjs';
import { sum, totalsOf } from '../../build/test/totals.mjs';
import { root } from './source-files.ts';

const missing = ['xvfb', 'dunst'];

test('nothing missing: nothing is done', () => {
  expect(planInstall({ missing: [], isDebian: true, isRoot: true })).toEqual({ kind: 'nothing' });
});

test('root on Debian: exactly the missing packages are installed', () => {
  const plan = planInstall({ missing, isDebian: true, isRoot: true });
  expect(plan).toEqual({ kind: 'install', packages: missing });
});

test.each([
  { isDebian: true, isRoot: false },
  { isDebian: false, isRoot: true },
  { isDebian: false, isRoot: false },
])('never apt, but the line to run: %o', (machine) => {
  const plan = planInstall({ missing, ...machine });
  expect(plan).toMatchObject({ kind: 'stop' });
  expect(plan.kind === 'stop' && plan.message).toContain(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb dunst',
  );
});

const lock = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true },
};

test.each([
  ['the same', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }, true],
  ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }, false],
  ['another content', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }, false],
  ['one missing', {}, false],
])('node_modules holding %s: up to date is %s', (_, installed, expected) => {
  expect(matchesLock(lock, installed)).toBe(expected);
});

test.each([
  ['check', { passed: 1, failed: 0 }, { passed: 1, failed: 0, skipped: 0 }],
  ['check', undefined, { passed: 0, failed: 1, skipped: 0 }],
  [
    'vitest',
    { success: true, numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 },
    { passed: 5, failed: 0, skipped: 1 },
  ],
  [
    'vitest',
    {
      success: false,
      numPassedTests: 5,
      numFailedTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{}] },
      ],
    },
    { passed: 5, failed: 2, skipped: 0 },
  ],
  [
    'vitest',
    { success: false, numPassedTests: 5, numFailedTests: 0 },
    { passed: 5, failed: 1, skipped: 0 },
  ],
  [
    'playwright',
    { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] },
    { passed: 3, failed: 3, skipped: 2 },
  ],
  ['playwright', { stats: { expected: 0 }, errors: [] }, { passed: 0, failed: 1, skipped: 0 }],
] as const)('the totals of a report by %s: %o', (kind, report, expected) => {
  expect(totalsOf(kind, report)).toEqual(expected);
});

test('a skipped test counts as failed', () => {
  const all = [
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 3, failed: 1, skipped: 0 },
  ];
  expect(sum(all)).toEqual({ passed: 5, failed: 2 });
});

test('.ci/run calls the test command that the README names', () => {
  const script = readFileSync(join(root, '.ci', 'run'), 'utf8');
  expect(script).toMatch(/^npm test\b/m);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('npm test');
});
