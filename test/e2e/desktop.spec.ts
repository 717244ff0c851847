import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startDesktop } from '../support/desktop.ts';
import type { Desktop } from '../support/desktop.ts';
import { until } from '../support/until.ts';

// The desktop that every other end-to-end test stands on: is each part of it real, and does it end?

const withDesktop = async (
  options: Parameters<typeof startDesktop>[0],
  body: (desktop: Desktop) => Promise<void>,
): Promise<void> => {
  const desktop = await startDesktop(options);
  try {
    await body(desktop);
  } finally {
    await desktop.stop();
  }
};

/** A zombie waits for its parent to read its end; it runs no more. */
const isRunning = (pid: number): boolean => {
  const file = `/proc/${pid}/status`;
  return existsSync(file) && !/^State:\s+[ZX]/m.test(readFileSync(file, 'utf8'));
};

const notices = {
  service: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
};

const sendNotice = (desktop: Desktop, title: string, body: string): Promise<unknown> =>
  desktop.bus.call(
    notices,
    notices.service,
    'Notify',
    'susssasa{sv}i',
    'test',
    '0',
    '',
    title,
    body,
    '0',
    '0',
    '-1',
  );

test('a secret put into the keychain is found there again', async () => {
  await withDesktop({ panel: false, notifications: false }, async (desktop) => {
    const store = ['secret-tool', 'store', '--label=one', 'service', 'here'];
    await desktop.run(store, { input: 'kept' });
    expect(await desktop.keychainSecret({ service: 'here' })).toBe('kept');
    expect(await desktop.keychainSecret({ service: 'elsewhere' })).toBeUndefined();
  });
});

test('a notice is seen in the daemon, pictured, clicked away and remembered', async () => {
  await withDesktop({ keychain: false, panel: false }, async (desktop) => {
    await sendNotice(desktop, 'prod ends 14:32', 'in 10 min');
    await until('the bubble', async () => (await desktop.shownNotifications()) === 1);
    const picture = join(desktop.home, 'notice.png');
    await desktop.screenshot(picture);
    expect(existsSync(picture)).toBe(true);
    await desktop.clickNotification();
    await until('no bubble', async () => (await desktop.shownNotifications()) === 0);
    await until('the notice to be closed', () => desktop.notifications()[0]?.open === false);
    const [notice, ...others] = desktop.notifications();
    expect(notice).toMatchObject({ app: 'test', title: 'prod ends 14:32', body: 'in 10 min' });
    expect(others).toEqual([]);
  });
});

test('the clipboard is read from outside', async () => {
  await withDesktop({ keychain: false, panel: false, notifications: false }, async (desktop) => {
    expect(await desktop.clipboardText()).toBe('');
    desktop.start('owner', ['xclip', '-selection', 'clipboard', '-in', '-quiet'], {
      input: "export A='b'\n",
    });
    await until('the text', async () => (await desktop.clipboardText()) === "export A='b'\n");
  });
});

test('a tray host comes and goes with the panel', async () => {
  await withDesktop({ keychain: false, notifications: false }, async (desktop) => {
    const hosted = () => desktop.bus.hasOwner('org.kde.StatusNotifierWatcher');
    expect(await hosted()).toBe(true);
    await desktop.stopPanel();
    expect(await hosted()).toBe(false);
    expect(await desktop.trayItems()).toEqual([]);
    await desktop.startPanel();
    expect(await hosted()).toBe(true);
  });
});

test('what a desktop is asked to leave out is not there, not even on demand', async () => {
  const options = { keychain: false, panel: false, notifications: false };
  await withDesktop(options, async (desktop) => {
    await expect(sendNotice(desktop, 'a', 'b')).rejects.toThrow(/not provided|unknown/i);
    expect(await desktop.bus.hasOwner('org.freedesktop.secrets')).toBe(false);
    expect(await desktop.bus.hasOwner('org.kde.StatusNotifierWatcher')).toBe(false);
  });
});

test('stop ends what a test left running, and removes its files', async () => {
  const desktop = await startDesktop({ keychain: false, panel: false, notifications: false });
  const pidFile = join(desktop.home, '..', '..', `fob-stray-${process.pid}`);
  // Leaves its group, ignores being asked, and outlives its parent.
  const stray = `trap "" TERM; echo $$ > ${pidFile}; sleep 600 & wait`;
  desktop.start('stray', ['setsid', '--fork', 'bash', '-c', stray]);
  const pid = await until('the stray process', () =>
    existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) || undefined : undefined,
  );
  expect(isRunning(pid)).toBe(true);
  await desktop.stop();
  rmSync(pidFile);
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(desktop.home)).toBe(false);
});
