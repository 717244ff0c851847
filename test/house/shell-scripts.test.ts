import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandText } from '../../main/serve/agent/command-file.ts';
import { root } from './source-files.ts';

// Scripts are not TypeScript's to check: shellcheck reads them, the command as it lies on a person's disk.

const check = (args: readonly string[], input = '') => {
  const { stdout, stderr, status } = spawnSync('shellcheck', args, { input, encoding: 'utf8' });
  return { said: `${stdout}${stderr}`, status };
};

test('shellcheck finds nothing in the fobwatch command, as POSIX knows shells', () => {
  const text = commandText('/run/user/1000/fob watch/agent.sock', ['/opt/Fob watch/app', "--it's"]);
  expect(check(['--shell=sh', '--severity=style', '-'], text)).toEqual({ said: '', status: 0 });
});

test('shellcheck finds nothing in what the tests are run with', () => {
  expect(check(['--severity=style', join(root, '.ci', 'run')])).toEqual({ said: '', status: 0 });
});

test('shellcheck finds what it should', () => {
  expect(check(['--shell=sh', '-'], 'echo $1\n').said).toContain('SC2086');
});
