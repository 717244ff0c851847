import { expect, test } from '@playwright/test';
import { launchFromOutside } from '../support/app.ts';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Desktops without a place for tray icons, and panels that come and go.

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
    launchFromOutside(stage.desktop);
    await until('the window to be back', async () =>
      stage
        .app()
        .electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().some(
            (window) => window.isVisible() && !window.isMinimized(),
          ),
        ),
    );
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
