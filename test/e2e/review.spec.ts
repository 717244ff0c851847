import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { launchApp, launchFromOutside } from '../support/app.ts';
import type { Desktop } from '../support/desktop.ts';
import { findWindows } from '../support/find-windows.ts';
import { borrowDesktop } from '../support/kept-seats.ts';
import { until } from '../support/until.ts';

const pictures = new URL('../../dist/test/pictures/', import.meta.url);

// What goes on although something outside stands still.

/** Stops the keychain as a prompt does that nobody answers: it takes calls and says nothing. */
const freezeKeychain = async (desktop: Desktop): Promise<void> => {
  const ask = ['--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const whose = [
    'org.freedesktop.DBus.GetConnectionUnixProcessID',
    'string:org.freedesktop.secrets',
  ];
  const answer = await desktop.run(['dbus-send', ...ask, ...whose]);
  const pid = Number(/(\d+)\s*$/.exec(answer)?.[1]);
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, 'SIGSTOP');
};

test('a keychain that does not answer holds up neither a second launch nor the end', async () => {
  const desktop = await borrowDesktop();
  try {
    await freezeKeychain(desktop);
    const app = launchFromOutside(desktop);
    await until('the tray icon', async () => (await desktop.trayItems()).length === 1);
    await launchFromOutside(desktop).ended();
    const shown = ['--onlyvisible', '--name', '^Fobwatch$'];
    await until(
      'the popover to be shown',
      async () => (await findWindows(desktop, ...shown)).length > 0,
    );
    process.kill(app.pid, 'SIGTERM');
    await app.ended();
    const journal = readFileSync(join(desktop.home, '.config', 'Fobwatch', 'journal.log'), 'utf8');
    expect(journal).not.toContain('unexpected');
  } finally {
    await desktop.stop();
  }
});

test('a folder that cannot be used is told in a box, and the app ends with it', async () => {
  const desktop = await borrowDesktop();
  try {
    rmSync(join(desktop.home, '.config', 'Fobwatch'), { recursive: true });
    writeFileSync(join(desktop.home, '.config', 'Fobwatch'), 'a file in its place');
    const app = launchFromOutside(desktop);
    await until('the box', async () => (await desktop.activeWindow()) !== '');
    await desktop.screenshot(fileURLToPath(new URL('cannot-start.png', pictures)));
    await desktop.key('Return');
    await app.ended();
    expect(await desktop.trayItems()).toEqual([]);
  } finally {
    await desktop.stop();
  }
});

test('a pasted text too long for a key is refused with its reason', async () => {
  const desktop = await borrowDesktop();
  try {
    const app = await launchApp(desktop);
    await until('the tray icon', async () => (await desktop.trayItems()).length === 1);
    await desktop.clickMenu(/Add key/);
    const form = await app.window('key-form');
    await until('the form to be seen', () => app.isShown('key-form'));
    await form.getByLabel('Name').fill('ada');
    await form.getByLabel('Access key id').fill('AKIAIOSFODNN7EXAMPLE');
    await form.getByLabel('Secret access key').click();
    await form.keyboard.insertText('x'.repeat(1000));
    await form.keyboard.press('Enter');
    await expect(form.getByRole('alert')).toContainText('16 to 128 characters');
  } finally {
    await desktop.stop();
  }
});

test('the field of a key that is refused has the focus, also when it is refused again', async () => {
  const desktop = await borrowDesktop();
  try {
    const app = await launchApp(desktop);
    await until('the tray icon', async () => (await desktop.trayItems()).length === 1);
    await desktop.clickMenu(/Add key/);
    const form = await app.window('key-form');
    await until('the form to be seen', () => app.isShown('key-form'));
    const id = form.getByLabel('Access key id');
    await form.getByLabel('Name').fill('ada');
    for (const wrong of ['AKIA', 'ASIA']) {
      await id.fill(wrong);
      await form.getByLabel('Secret access key').fill('x'.repeat(40));
      await form.keyboard.press('Enter');
      await expect(id).toBeFocused();
      await expect(id).toHaveAccessibleDescription(/./);
    }
  } finally {
    await desktop.stop();
  }
});
