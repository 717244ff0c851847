import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp, launchFromOutside } from '../support/app.ts';
import type { App } from '../support/app.ts';
import type { Desktop } from '../support/desktop.ts';
import { borrowDesktop } from '../support/kept-seats.ts';
import { allAnswered, onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// How the app's windows come and go on a desktop with a tray.

const onDesktop = async (play: (desktop: Desktop, app: App) => Promise<void>): Promise<void> => {
  const desktop = await borrowDesktop();
  try {
    const app = await launchApp(desktop);
    await until('the tray icon', async () => (await desktop.trayItems()).length === 1);
    await play(desktop, app);
    await app.quit();
  } finally {
    await desktop.stop();
  }
};

const shown = (app: App) => until('the popover to be seen', () => app.isShown('index.html'));
const hidden = (app: App) =>
  until('the popover to be gone', async () => !(await app.isShown('index.html')));

type Bounds = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const popoverBounds = (app: App): Promise<Bounds | undefined> =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().endsWith('index.html'))
      ?.getBounds(),
  );

test('nothing is shown and nothing takes the focus until a person asks', async () => {
  await onDesktop(async (desktop, app) => {
    expect(
      await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    ).toBe(0);
    await desktop.clickTray();
    await shown(app);
    await until('the focus', async () => (await desktop.activeWindow()) === 'Fobwatch');
  });
});

test('a click on the icon itself shows the popover under it, inside the screen', async () => {
  await onDesktop(async (desktop, app) => {
    // The panel of this desktop is 32 px high and the icon is left of the clock.
    await desktop.clickTray();
    await shown(app);
    await expect.poll(() => popoverBounds(app)).toEqual({ x: 900, y: 36, width: 380, height: 560 });
  });
});

test('it hides when another window takes the focus', async () => {
  await onDesktop(async (desktop, app) => {
    await desktop.clickTray();
    await shown(app);
    await until('the focus', async () => (await desktop.activeWindow()) === 'Fobwatch');
    // A person turns to another program.
    desktop.start('other', ['xmessage', '-title', 'another window', 'something else']);
    await hidden(app);
  });
});

test('where a press into the bar moves the window, nothing that is pressed does', async () => {
  // A second key, for the list's tools stand beside a search.
  const spare =
    '\n[spare]\naws_access_key_id = AKIASPARE00000000001\naws_secret_access_key = spare-long-term-secret-0123456789abcdefghi\n';
  await onStage({ credentials: (text) => text + spare }, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'What the list shows' }));
    await page.getByRole('menu').waitFor();
    const regions = await page.evaluate(() => {
      const window = document.querySelector<HTMLElement>('.window');
      if (window !== null) window.dataset['platform'] = 'darwin';
      const of = (selector: string): readonly string[] =>
        [...document.querySelectorAll(selector)].map((one) =>
          getComputedStyle(one).getPropertyValue('-webkit-app-region'),
        );
      return { bar: of('.bar'), pressed: of('.bar :is(input, button), .menu') };
    });
    expect(regions.bar).toEqual(['drag']);
    expect(regions.pressed.length).toBeGreaterThanOrEqual(3);
    expect(new Set(regions.pressed)).toEqual(new Set(['no-drag']));
  });
});

test('it hides on Escape and comes back as it was', async () => {
  await onDesktop(async (desktop, app) => {
    await desktop.clickTray();
    await shown(app);
    await until('the focus', async () => (await desktop.activeWindow()) === 'Fobwatch');
    await app.window('index.html');
    await desktop.key('Escape');
    await hidden(app);
    await desktop.clickTray();
    await shown(app);
  });
});

test('the size a person gives it is kept over a restart', async () => {
  const desktop = await borrowDesktop();
  try {
    const first = await launchApp(desktop);
    await desktop.clickTray();
    await shown(first);
    await first.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setSize(420, 600),
    );
    await until('the new size', async () => (await popoverBounds(first))?.width === 420);
    await desktop.clickTray();
    await hidden(first);
    await first.quit();
    const second = await launchApp(desktop);
    await until('the tray icon', async () => (await desktop.trayItems()).length === 1);
    await desktop.clickTray();
    await shown(second);
    expect(await popoverBounds(second)).toMatchObject({ width: 420, height: 600 });
    await second.quit();
  } finally {
    await desktop.stop();
  }
});

/** Of a screen of 1280 x 800 pixels, 1.25 leaves room for the popover; with more of it the screen shrinks it. */
for (const scale of ['1.25', '1.5', '1.75']) {
  test(`nobody resizes it, and it stays as large, on a screen scaled by ${scale}`, async () => {
    const desktop = await borrowDesktop();
    try {
      const app = await launchApp(desktop, { args: [`--force-device-scale-factor=${scale}`] });
      const open = async (): Promise<Bounds | undefined> => {
        await desktop.clickTray();
        await shown(app);
        await until('the focus', () => app.hasFocus('index.html'));
        return popoverBounds(app);
      };
      const close = async (): Promise<void> => {
        await desktop.key('Escape');
        await hidden(app);
      };
      const first = await open();
      await close();
      await open();
      await close();
      const third = await open();
      await close();
      // Rounded once, not with every opening.
      expect(Math.abs((third?.width ?? 0) - (first?.width ?? 0))).toBeLessThanOrEqual(2);
      expect(Math.abs((third?.height ?? 0) - (first?.height ?? 0))).toBeLessThanOrEqual(2);
      await app.quit();
      expect(existsSync(join(desktop.home, '.config', 'Fobwatch', 'window.json'))).toBe(false);
    } finally {
      await desktop.stop();
    }
  });
}

test('moved it comes back there, after a restart too, until it is moved back to the icon', async () => {
  await onStage({}, async (stage) => {
    const bounds = async (): Promise<Bounds> => {
      const found = await popoverBounds(stage.app());
      if (found === undefined) throw new Error('there is no popover');
      return found;
    };
    const close = async (): Promise<void> => {
      await until('the focus', async () => (await stage.desktop.activeWindow()) === 'Fobwatch');
      await stage.desktop.key('Escape');
      await hidden(stage.app());
    };
    const move = async (x: number, y: number): Promise<void> => {
      await stage
        .app()
        .electron.evaluate(
          ({ BrowserWindow }, at) => BrowserWindow.getAllWindows()[0]?.setPosition(at.x, at.y),
          { x, y },
        );
      await until('the window to be there', async () => {
        const now = await bounds();
        return now.x === x && now.y === y;
      });
    };
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    // The window manager tells where it put a window a moment after.
    await expect.poll(async () => (await bounds()).x).toBeGreaterThan(0);
    const home = await bounds();
    await move(500, 156);
    const moved = await bounds();
    await close();
    await stage.open();
    await expect.poll(bounds).toEqual(moved);
    await close();
    await stage.app().quit();

    await stage.start();
    await stage.open();
    await expect.poll(bounds).toEqual(moved);
    await move(home.x - 3, home.y);
    await close();
    await stage.open();
    await expect.poll(bounds).toEqual(home);
    await stage.app().quit();
    const kept: unknown = JSON.parse(readFileSync(join(stage.data, 'window.json'), 'utf8'));
    expect(kept).toEqual({ width: 380, height: 560, places: [] });
  });
});

test('nothing is sent to a hidden window, and what it missed comes with the picture it is opened with', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await allAnswered(stage);
    const asked = (): number => stage.aws.log().filter(({ action }) => action === 'GetRole').length;
    await until('how long each may last', () => asked() >= 4 && stage.aws.pending() === 0);
    await stage.desktop.key('Escape');
    await hidden(stage.app());
    await page.evaluate(() => {
      document.body.dataset['pictures'] = '0';
      window.fobwatch.onSnapshot(() => {
        const { dataset } = document.body;
        dataset['pictures'] = String(Number(dataset['pictures']) + 1);
      });
    });
    const pictures = async () => Number(await page.locator('body').getAttribute('data-pictures'));
    await stage.desktop.clickMenu(/^Stop all/);
    await until('the tray to tell', async () => (await stage.tooltip()) === 'Nothing active');
    expect(await pictures()).toBe(0);
    await stage.open();
    await stage.phase('role:dev-readonly', 'off');
    expect(await pictures()).toBe(1);
  });
});

test('hidden for as long as the settings say it is destroyed, and comes back with everything, with the focus', async () => {
  await onStage({ settings: '[window]\nkeep = 1s\n' }, async (stage) => {
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const process = () =>
      stage
        .app()
        .electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
        );
    const before = await process();
    await stage.desktop.key('Escape');
    await hidden(stage.app());
    await until('the window to be gone', async () => (await process()) === undefined);
    const page = await stage.open();
    expect(await process()).not.toBe(before);
    await expect(page.getByRole('searchbox')).toBeFocused();
    await stage.phase('role:dev-readonly', 'fresh');
  });
});

test('once it is destroyed, main gives back the memory that nobody needs any more', async () => {
  await onStage({ settings: '[window]\nkeep = 1s\n' }, async (stage) => {
    await stage.open();
    const { electron } = stage.app();
    await electron.evaluate(() => {
      const registry = new FinalizationRegistry(() => Reflect.set(globalThis, 'collected', true));
      registry.register({}, null);
      Reflect.set(globalThis, 'registry', registry);
    });
    await stage.desktop.clickTray();
    await until('the window to be gone', () =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 0),
    );
    // At once: after a while it would be collected anyway.
    await until(
      'what nobody holds to be gone',
      () => electron.evaluate(() => Reflect.get(globalThis, 'collected') === true),
      { timeout: 5_000 },
    );
    // The door to the collector is shut again.
    expect(await electron.evaluate(() => 'gc' in globalThis)).toBe(false);
  });
});

test('the key form is a process of its own, which ends with its window', async () => {
  await onDesktop(async (desktop, app) => {
    await desktop.clickTray();
    await shown(app);
    await desktop.clickMenu(/Add key/);
    await until('the form to be seen', () => app.isShown('key-form'));
    const processes = () =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map(({ webContents }) => ({
          form: webContents.getURL().endsWith('key-form.html'),
          pid: webContents.getOSProcessId(),
        })),
      );
    const both = await processes();
    const form = both.find((one) => one.form)?.pid ?? 0;
    const popover = both.find((one) => !one.form)?.pid ?? 0;
    expect(form).toBeGreaterThan(0);
    expect(form).not.toBe(popover);
    // Closed by the window manager, as a person does: it closes what has the focus, and is told again if it did not.
    await until('the form to be gone', async () => {
      if ((await desktop.activeWindow()) === 'Add key – Fobwatch') await desktop.key('alt+F4');
      return (await processes()).length === 1;
    });
    await until("the form's process to be gone", () => {
      try {
        return /\nState:\s*Z/.test(readFileSync(`/proc/${form}/status`, 'utf8'));
      } catch {
        return true;
      }
    });
    // And it can be opened again.
    await desktop.clickMenu(/Add key/);
    await until('the form to be seen again', () => app.isShown('key-form'));
  });
});

test('a renderer that crashed is replaced at the next click', async () => {
  await onDesktop(async (desktop, app) => {
    await desktop.clickTray();
    await shown(app);
    const crashed = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const pid = contents?.getOSProcessId() ?? 0;
      contents?.forcefullyCrashRenderer();
      return pid;
    });
    await until('the window to be gone', async () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 0),
    );
    await desktop.clickTray();
    const pid = await until('a new page', async () =>
      app.electron.evaluate(({ BrowserWindow }) => {
        const window = BrowserWindow.getAllWindows()[0];
        return window?.isVisible() ? window.webContents.getOSProcessId() : undefined;
      }),
    );
    expect(pid).not.toBe(crashed);
  });
});

test('a signal ends it as its menu does: nothing is left running, the journal has no mishap', async () => {
  const desktop = await borrowDesktop();
  try {
    const app = launchFromOutside(desktop);
    await until('the tray icon', async () => (await desktop.trayItems()).length === 1);
    process.kill(app.pid, 'SIGTERM');
    await app.ended();
    await until('no icon', async () => (await desktop.trayItems()).length === 0);
    const journal = readFileSync(join(desktop.home, '.config', 'Fobwatch', 'journal.log'), 'utf8');
    expect(journal).toContain('"started"');
    expect(journal).not.toContain('unexpected');
  } finally {
    await desktop.stop();
  }
});
