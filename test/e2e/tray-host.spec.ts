import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { launchApp, launchFromOutside, pointAt } from '../support/app.ts';
import { startDesktop, type Desktop } from '../support/desktop.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { findWindows } from '../support/find-windows.ts';
import { until } from '../support/until.ts';

// Desktops without a place for tray icons, and panels that come and go.

const shown = (stage: Stage) =>
  until('the window to be seen', () => stage.app().isShown('index.html'));

/** Minimised: away, and in reach. */
const minimised = (stage: Stage) =>
  until('the window to be minimised', () =>
    stage.app().electron.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      return windows.length === 1 && windows.every((window) => window.isMinimized());
    }),
  );

const line = z.object({ at: z.coerce.date(), kind: z.string() });

/** When the journal first told of something, ms since 1970. */
const toldAt = (desktop: Desktop, kind: string): Promise<number> =>
  until(`${kind} in the journal`, () =>
    readFileSync(join(desktop.home, '.config', 'Fobwatch', 'journal.log'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((text) => line.parse(JSON.parse(text)))
      .find((one) => one.kind === kind)
      ?.at.getTime(),
  );

/** The panel was waited for long enough. */
const replaced = (stage: Stage) => toldAt(stage.desktop, 'window-in-place-of-icon');

/** What the window manager knows about our windows that it has: type and state. */
const properties = async (stage: Stage): Promise<string> => {
  const { desktop } = stage;
  const found = await findWindows(desktop, '--name', '^Fobwatch$');
  const asked = ['_NET_WM_WINDOW_TYPE', 'WM_STATE'];
  // One that goes meanwhile has none.
  const told = found.map((id) => desktop.run(['xprop', '-id', id, ...asked]).catch(() => ''));
  return (await Promise.all(told)).filter((one) => one.includes('window state')).join('\n');
};

const bringBack = async (stage: Stage): Promise<void> => {
  launchFromOutside(stage.desktop);
  await until('the window to be back', () =>
    stage
      .app()
      .electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some((window) => window.isVisible() && !window.isMinimized()),
      ),
  );
};

test('without a tray host the window opens at start, and a second launch shows it', async () => {
  await onStage({ desktop: { panel: false } }, async (stage) => {
    await until('the window', () => stage.app().isShown('index.html'));
    await stage.picture('no-tray-1-window');
    await stage.app().electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.minimize();
    });
    await until('the window to be away', async () =>
      stage
        .app()
        .electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().every((window) => window.isMinimized()),
        ),
    );
    await bringBack(stage);
  });
});

test('the icon appears when a host does, and comes back when the panel was restarted', async () => {
  await onStage({ desktop: { panel: false } }, async (stage) => {
    await until('the window', () => stage.app().isShown('index.html'));
    await stage.desktop.startPanel();
    await until('the icon', async () => (await stage.desktop.trayItems()).length === 1);
    await stage.desktop.stopPanel();
    await stage.desktop.startPanel();
    await until('the icon again', async () => (await stage.desktop.trayItems()).length === 1);
    await stage.open();
    await stage.picture('no-tray-2-icon-back');
    expect((await stage.desktop.trayMenu()).length).toBeGreaterThan(5);
  });
});

test('an app that a login starts before the panel waits for it before it shows its window', async () => {
  const desktop = await startDesktop({ panel: false, notifications: false });
  try {
    const app = await launchApp(desktop, { args: ['--background'] });
    await until('the window', () => app.isShown('index.html'));
    const waited =
      (await toldAt(desktop, 'window-in-place-of-icon')) - (await toldAt(desktop, 'tray-host'));
    expect(waited).toBeGreaterThan(4000);
    await app.quit();
  } finally {
    await desktop.stop();
  }
});

test('a panel that restarts brings no window up', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    await stage.desktop.clickTray();
    await stage.hidden();
    await stage.app().electron.evaluate(({ app, BrowserWindow }) => {
      const note = (): unknown => Reflect.set(globalThis, 'cameUp', true);
      for (const window of BrowserWindow.getAllWindows()) window.on('show', note);
      app.on('browser-window-created', note);
    });
    const stopped = performance.now();
    await stage.desktop.stopPanel();
    await stage.desktop.startPanel();
    await until('the icon again', async () => (await stage.desktop.trayItems()).length === 1);
    const away = performance.now() - stopped;
    const cameUp = await stage.app().electron.evaluate(() => Reflect.get(globalThis, 'cameUp'));
    // A panel that a busy machine restarts for longer than the app's patience stayed away, and the window comes.
    expect(cameUp === undefined || away > 5_000).toBe(true);
    // And it is the popover that was there before.
    await stage.open();
    expect(await properties(stage)).toContain('TOOLBAR');
  });
});

test('when the panel stays away the window comes, takes no focus, and can be put away and brought back', async () => {
  await onStage({}, async (stage) => {
    const { desktop } = stage;
    await stage.open();
    await desktop.clickTray();
    await stage.hidden();
    desktop.start('other', ['display', '-title', 'other', '-size', '200x200', 'gradient:red-blue']);
    await until('another window', async () => (await desktop.activeWindow()) === 'other');
    await desktop.stopPanel();
    await shown(stage);
    await replaced(stage);
    const page = await stage.page();
    // On the screen, under the pointer, and still without the focus.
    const { x, y } = await pointAt(desktop, page, page.getByRole('searchbox'));
    expect(await desktop.activeWindow()).toBe('other');
    await stage.picture('no-tray-3-panel-gone');
    await desktop.click(x, y);
    await until('the focus', () => stage.app().hasFocus('index.html'));
    await desktop.key('ctrl+w');
    await minimised(stage);
    expect(await properties(stage)).toContain('Iconic');
    await bringBack(stage);
    await until('the focus', () => stage.app().hasFocus('index.html'));

    // An ordinary window until it is put away, and then a popover again.
    await desktop.startPanel();
    await until('the icon', async () => (await desktop.trayItems()).length === 1);
    await desktop.clickTray();
    await until('the window to be destroyed', () =>
      stage
        .app()
        .electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 0),
    );
    await stage.open();
    expect(await properties(stage)).toContain('TOOLBAR');
  });
});

test('a popover that is used while the panel goes keeps what was typed, and can be put away afterwards', async () => {
  await onStage({}, async (stage) => {
    const { desktop } = stage;
    const page = await stage.open();
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await expect(field).toBeFocused();
    await desktop.type('123');
    await desktop.stopPanel();
    await replaced(stage);
    expect(await stage.app().hasFocus('index.html')).toBe(true);
    expect((await field.inputValue()).replaceAll(/\D/g, '')).toBe('123');
    await desktop.key('ctrl+w');
    await minimised(stage);
    expect(await properties(stage)).toContain('Iconic');
    await bringBack(stage);
    await until('the focus', () => stage.app().hasFocus('index.html'));
    await stage.picture('no-tray-4-back');
  });
});
