import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

// The README's first command, as it runs where there is no screen.

const demo = fileURLToPath(new URL('../../build/demo.mjs', import.meta.url));

test('the demo plays the main job to its end, and is left by the tray menu', async () => {
  // What it says where it fails is in the error.
  const { stdout } = await promisify(execFile)(process.execPath, [demo, '--play', '--built']);
  expect(stdout).toMatch(/Quit from the tray menu\n.*Done: nothing is left running/);
});
