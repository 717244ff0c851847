import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { electronExecutable } from '../support/app.ts';
import { startDesktop } from '../support/desktop.ts';
import { findWindows } from '../support/find-windows.ts';
import { until } from '../support/until.ts';

// Chromium's sandbox, which root cannot have: the app runs as an ordinary user of this computer.

const root = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Ended in the meantime.
    return '';
  }
};

/** Chromium's processes of a kind that were started from this distribution. */
const processesOf = (distribution: string, kind: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const command = read(`/proc/${pid}/cmdline`);
      return command.startsWith(distribution) && command.includes(`--type=${kind}`);
    });

const statusOf = (pid: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    read(`/proc/${pid}/status`)
      .split('\n')
      .map((line) => line.split(':\t').map((part) => part.trim())),
  );

test('the renderer runs in the sandbox: system calls filtered, no new rights', async () => {
  const place = mkdtempSync(join(tmpdir(), 'fob-box-'));
  const desktop = await startDesktop({ panel: false, keychain: false, notifications: false });
  try {
    // An ordinary user reaches neither root's cache nor, perhaps, the checkout: both are copied.
    const distribution = join(place, 'electron');
    cpSync(dirname(electronExecutable()), distribution, {
      recursive: true,
      verbatimSymlinks: true,
    });
    const app = join(place, 'app');
    for (const part of ['package.json', 'dist/app', 'node_modules/keytar']) {
      cpSync(join(root, part), join(app, part), { recursive: true, dereference: true });
    }
    const home = join(place, 'home');
    mkdirSync(home);
    if (isRoot) {
      // Where user namespaces are closed to ordinary users, this helper makes the sandbox.
      chmodSync(join(distribution, 'chrome-sandbox'), 0o4755);
      chmodSync(place, 0o755);
      await desktop.run(['chown', '-R', 'nobody', home]);
    }
    const env = {
      HOME: home,
      TMPDIR: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_RUNTIME_DIR: home,
      // The session bus belongs to another user; this person has none.
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/none`,
    };
    const command = [join(distribution, 'electron'), app];
    const started = desktop.start(
      'app',
      isRoot ? ['setpriv', '--reuid=nobody', '--clear-groups', ...command] : command,
      { env },
    );
    // Without a tray host the window opens at start.
    const shown = ['--onlyvisible', '--name', '^Fobwatch$'];
    await until('the window', async () => (await findWindows(desktop, ...shown)).length > 0).catch(
      (error: unknown) => {
        throw new Error(`no window: ${started.output()}`, { cause: error });
      },
    );
    const renderers = processesOf(distribution, 'renderer');
    expect(renderers.length).toBeGreaterThan(0);
    for (const pid of renderers) {
      // 2: a filter of system calls is in force.
      expect(statusOf(pid)).toMatchObject({ Seccomp: '2', NoNewPrivs: '1' });
      expect(statusOf(pid)['Uid']).not.toMatch(/^0\t/);
      expect(read(`/proc/${pid}/cmdline`)).not.toContain('--no-sandbox');
    }
  } finally {
    await desktop.stop();
    rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});
