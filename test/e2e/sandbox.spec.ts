import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { packagedExecutable } from '../support/app.ts';
import { startDesktop } from '../support/desktop.ts';
import type { Desktop } from '../support/desktop.ts';
import { until } from '../support/until.ts';

// Chromium gives no sandbox to root, so this one test runs the package as an ordinary user, from a
// place that user can read.

const ORDINARY_USER = 'nobody';
const isRoot = process.getuid?.() === 0;

let desktop: Desktop;
let place: string;
test.beforeEach(async () => {
  // Without a tray host the window opens at start, and with it the renderer.
  desktop = await startDesktop({ panel: false, keychain: false, notifications: false });
  place = mkdtempSync(join(tmpdir(), 'fob-sandbox-'));
  chmodSync(place, 0o755);
});
test.afterEach(async () => {
  await desktop.stop();
  rmSync(place, { recursive: true, force: true });
});

/** The package where anybody can run it, its sandbox helper as an installer leaves it: root's, setuid. */
const installed = async (): Promise<string> => {
  const folder = join(place, 'app');
  cpSync(dirname(packagedExecutable), folder, { recursive: true });
  if (isRoot) {
    const helper = join(folder, 'chrome-sandbox');
    chownSync(helper, 0, 0);
    chmodSync(helper, 0o4755);
  }
  return join(folder, basename(packagedExecutable));
};

const statusOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // It ended in the meantime.
    return '';
  }
};

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

test("the renderer runs in Chromium's sandbox: no new privileges, system calls filtered", async () => {
  const executable = await installed();
  const home = join(place, 'home');
  mkdirSync(home);
  const env = {
    HOME: home,
    XDG_RUNTIME_DIR: home,
    TMPDIR: home,
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  };
  const own = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'];
  const homes = Object.fromEntries(own.map((name) => [name, join(home, name)]));
  if (isRoot) {
    await desktop.run(['chown', '-R', ORDINARY_USER, home]);
    await desktop.run(['chmod', '700', home]);
  }
  const as = isRoot ? ['runuser', '-u', ORDINARY_USER, '--'] : [];
  const app = desktop.start('app', [...as, executable], { env: { ...env, ...homes } });

  const renderer = await until(
    'a renderer',
    () =>
      readdirSync('/proc').find((pid) => {
        const command = commandOf(pid);
        return command.includes(executable) && command.includes('--type=renderer');
      }),
    { timeout: 20_000 },
  ).catch((error: unknown) => {
    throw new Error(app.output(), { cause: error });
  });
  expect(commandOf(renderer)).not.toContain('--no-sandbox');
  // 2: a filter of system calls is in force.
  await until('the sandbox to close', () => /^Seccomp:\s+2$/m.test(statusOf(renderer)));
  expect(statusOf(renderer)).toMatch(/^NoNewPrivs:\s+1$/m);
});
