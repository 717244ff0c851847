import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { codeFor } from '../local-aws/totp.ts';
import { clickOn } from '../support/app.ts';
import { complaints } from '../support/axe.ts';
import { toPanel, worldOf } from '../support/device-desktop.ts';
import { filesWith, heapOf, listen } from '../support/secret-search.ts';
import { DEVICE, onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The device wizard on the real desktop: the QR code is read from a picture of the screen, as a phone reads it, and the
// codes are made from what was read.

const STEP = 30_000;
const pictures = fileURLToPath(new URL('../../dist/test/pictures/', import.meta.url));

const atStep = async (wizard: Page, step: string): Promise<void> => {
  await wizard.locator(`[data-step="${step}"]`).waitFor();
};

/** The focus is in this window and on a field, so that keys arrive there. */
const focused = async (stage: Stage, wizard: Page): Promise<void> => {
  await until('the wizard to have the focus', () => stage.app().hasFocus('device.html'));
  await until('a field to have the focus', () =>
    wizard.evaluate(() => document.activeElement?.matches('input, button') === true),
  );
};

/** Opens the wizard by keys alone, from the button that has the focus. */
const openWizard = async (stage: Stage, page: Page): Promise<Page> => {
  await stage.click(page.getByRole('button', { name: 'Add an MFA device for ada' }));
  const wizard = await stage.app().window('device.html');
  await until('the wizard to be seen', () => stage.app().isShown('device.html'));
  await atStep(wizard, 'naming');
  await focused(stage, wizard);
  return wizard;
};

const make = async (stage: Stage, wizard: Page): Promise<void> => {
  await stage.desktop.key('Return');
  await atStep(wizard, 'scanning');
  await wizard.getByRole('img', { name: /QR code/ }).waitFor();
  await focused(stage, wizard);
};

/** What a phone reads from the screen. */
const scanned = async (stage: Stage, picture: string): Promise<URL> => {
  const text = await until('the QR code to be read from the screen', async () => {
    await stage.picture(picture);
    const file = join(pictures, `${picture}.png`);
    const read = await stage.desktop.run(['zbarimg', '--quiet', '--raw', file]);
    return read.trim() || undefined;
  });
  return new URL(text);
};

const unassigned = (stage: Stage): readonly string[] =>
  stage.aws
    .world()
    .accounts.flatMap((account) => account.unassignedDevices.map(({ serial }) => serial));

const assigned = (stage: Stage): readonly string[] =>
  stage.aws
    .world()
    .accounts.flatMap(({ users }) => users)
    .flatMap((user) => (user.name === 'ada' ? user.devices : []).map(({ serial }) => serial));

const gone = (stage: Stage): Promise<true> =>
  until('the wizard to be destroyed', () =>
    stage
      .app()
      .electron.windows()
      .every((one) => !one.url().includes('device.html')),
  );

const typeTwo = async (stage: Stage, code: (away: number) => string): Promise<void> => {
  // Both within one step, or the pair would not fit the time of its arrival.
  await until('the begin of a step', () => stage.aws.now() % STEP < STEP - 8000);
  await stage.desktop.type(code(-1));
  await stage.desktop.key('Tab');
  await stage.desktop.type(code(0));
  await stage.desktop.key('Return');
};

test('EX4: a device is made, scanned from the screen, enabled and proven by keys alone', async () => {
  await onStage({ desktop: { dark: true }, world: worldOf('none') }, async (stage) => {
    const page = await toPanel(stage);
    const heard = await listen(stage);
    await page.getByText('AWS lists no MFA device').waitFor();
    await stage.picture('device-dark-1-panel');
    expect(await complaints(page)).toEqual([]);

    const wizard = await openWizard(stage, page);
    await stage.picture('device-dark-2-name');
    expect(await complaints(wizard)).toEqual([]);
    await make(stage, wizard);
    const uri = await scanned(stage, 'device-dark-3-scan');
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('Amazon Web Services:ada@');
    const seed = uri.searchParams.get('secret') ?? '';
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    expect(await complaints(wizard)).toEqual([]);
    // Nothing of it is spoken, or on the screen as text, until somebody asks.
    expect(await wizard.locator('body').innerText()).not.toContain(seed.slice(0, 4));
    expect(await wizard.evaluate(() => document.body.innerHTML)).not.toContain(seed);

    const code = (away: number): string => codeFor({ seed }, stage.aws.now() + away * STEP);
    const same = code(0);
    await stage.desktop.type(same);
    await stage.desktop.key('Tab');
    await stage.desktop.type(same);
    await stage.desktop.key('Return');
    await wizard.getByText('Both codes are the same').waitFor();
    await stage.picture('device-dark-4-refused');
    expect(await complaints(wizard)).toEqual([]);
    await wizard.getByLabel('First code').focus();
    await stage.desktop.key('ctrl+a');
    await until('the begin of a step', () => stage.aws.now() % STEP < STEP - 8000);
    await stage.desktop.type(code(-1));
    await stage.desktop.key('Tab');
    await stage.desktop.type(code(0));
    await stage.desktop.key('Return');
    await atStep(wizard, 'proving');
    expect(assigned(stage)).toEqual([DEVICE]);
    await wizard.getByText(/next code in/).waitFor();
    await stage.picture('device-dark-5-enabled');
    expect(await complaints(wizard)).toEqual([]);

    const before = code(0);
    await until('the next code', () => code(0) !== before);
    await until(
      'the wait to be over',
      async () => (await wizard.getByText(/next code in/).count()) === 0,
    );
    await focused(stage, wizard);
    await stage.desktop.type(code(0));
    await stage.desktop.key('Return');
    await atStep(wizard, 'done');
    await stage.picture('device-dark-6-done');
    expect(await complaints(wizard)).toEqual([]);
    await focused(stage, wizard);
    const kept = { service: 'Fobwatch', account: 'seed:ada' };
    expect(await stage.desktop.keychainSecret(kept)).toBeFalsy();
    await stage.desktop.key('shift+Tab');
    await stage.desktop.key('Return');
    await wizard.getByText('On: Fobwatch makes the codes').waitFor();
    expect(await stage.desktop.keychainSecret(kept)).toBe(seed);
    await stage.picture('device-dark-6-kept');
    await focused(stage, wizard);
    await expect(wizard.getByRole('button', { name: 'Close' })).toBeFocused();
    await stage.desktop.key('Return');
    await gone(stage);

    await until('the popover to be seen', () => stage.app().isShown('index.html'));
    await expect(page.locator(`[data-device="${DEVICE}"]`)).toContainText('codes come from it');
    await stage.picture('device-dark-7-listed');
    expect(await complaints(page)).toEqual([]);

    const traffic = await heard();
    expect(traffic).toContain(DEVICE);
    expect(traffic.includes(seed), 'the seed in IPC traffic').toBe(false);
    const heap = await heapOf(stage, 'device-dark');
    expect(heap).toContain(DEVICE);
    expect(heap.includes(seed), "the seed in the popover's heap").toBe(false);
    expect(filesWith(stage.desktop.home, [seed])).toEqual([]);
    expect(stage.app().output().includes(seed), 'the seed in the output').toBe(false);
    expect(await page.evaluate(() => Reflect.has(globalThis, 'fobwatchSeed'))).toBe(false);
  });
});

test('left at any step, by key, by its frame, by a crash or by quitting, no device stays', async () => {
  await onStage({ world: worldOf('none') }, async (stage) => {
    const page = await toPanel(stage);
    const leftBy = async (end: () => Promise<unknown>): Promise<void> => {
      await end();
      await gone(stage);
      await until('no device to be left', () => unassigned(stage).length === 0);
      // Back where it was begun.
      await until('the popover to be seen', () => stage.app().isShown('index.html'));
      await page.getByRole('heading', { name: 'Devices and keys' }).waitFor();
    };
    const wizard = await openWizard(stage, page);
    await leftBy(async () => {
      await focused(stage, wizard);
      await stage.desktop.key('Escape');
    });

    const scanning = async (): Promise<Page> => {
      const opened = await openWizard(stage, page);
      await make(stage, opened);
      expect(unassigned(stage)).toEqual([DEVICE]);
      return opened;
    };
    await scanning();
    await leftBy(() => stage.desktop.key('Escape'));
    await scanning();
    await leftBy(() =>
      stage.app().electron.evaluate(({ BrowserWindow }) => {
        for (const one of BrowserWindow.getAllWindows())
          if (one.webContents.getURL().endsWith('device.html')) one.close();
      }),
    );
    await scanning();
    await leftBy(() =>
      stage.app().electron.evaluate(({ BrowserWindow }) => {
        for (const one of BrowserWindow.getAllWindows())
          if (one.webContents.getURL().endsWith('device.html'))
            one.webContents.forcefullyCrashRenderer();
      }),
    );
    await scanning();
    await stage.app().quit();
    expect(unassigned(stage)).toEqual([]);
  });
});

test('the seed is given to the wizard’s window alone, and only while it is open', async () => {
  await onStage({ world: worldOf('none') }, async (stage) => {
    const wizard = await openWizard(stage, await toPanel(stage));
    await make(stage, wizard);
    const asks =
      "fobwatchSeed.seed().then((seed) => (seed === null ? 'none' : 'given'), () => 'refused')";
    const answers = await stage.app().electron.evaluate(async ({ app, BrowserWindow }, code) => {
      const foreign = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: `${app.getAppPath()}/dist/app/preload-device.cjs`,
          partition: 'device-wizard',
        },
      });
      await foreign.loadURL('fobwatch://app/device.html');
      const said: unknown = await foreign.webContents.executeJavaScript(code);
      foreign.destroy();
      const own = BrowserWindow.getAllWindows().find((one) =>
        one.webContents.getURL().endsWith('device.html'),
      );
      const owned: unknown = await own?.webContents.executeJavaScript(code);
      return [said, owned];
    }, asks);
    expect(answers).toEqual(['refused', 'given']);
  });
});

test('a device of an app that was killed is offered and removed by the next', async () => {
  await onStage({ world: worldOf('none') }, async (stage) => {
    await make(stage, await openWizard(stage, await toPanel(stage)));
    await stage.app().kill();
    expect(unassigned(stage)).toEqual([DEVICE]);
    await stage.start();
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Devices and keys of ada' }));
    await page.getByText(/was made and never enabled/).waitFor();
    await stage.picture('device-left');
    expect(await complaints(page)).toEqual([]);
    await stage.click(page.getByRole('button', { name: 'Remove it' }));
    await until('no device to be left', () => unassigned(stage).length === 0);
    await expect(page.getByText(/was made and never enabled/)).toHaveCount(0);
  });
});

test('a device is resynced, and deleted after being asked twice, by keys alone', async () => {
  await onStage({ world: worldOf('one') }, async (stage) => {
    const page = await toPanel(stage);
    const device = page.locator(`[data-device="${DEVICE}"]`);
    await device.waitFor();
    const seed = stage.aws
      .world()
      .accounts.flatMap(({ users }) => users)
      .flatMap(({ devices }) => devices)
      .flatMap((one) => (one.kind === 'totp' && one.serial === DEVICE ? [one.seed] : []))[0];
    const code = (away: number): string =>
      codeFor({ seed: seed ?? '' }, stage.aws.now() + away * STEP);
    await device.getByRole('button', { name: /^Resync/ }).focus();
    await stage.desktop.key('Return');
    await device.getByLabel('First code').waitFor();
    await device.getByLabel('First code').focus();
    await stage.picture('device-resync');
    expect(await complaints(page)).toEqual([]);
    await typeTwo(stage, code);
    await page.getByText(/is in step with AWS again/).waitFor();
    // The focus is back where it came from, and the form comes again as often as it is asked for.
    await expect(device.getByRole('button', { name: /^Resync/ })).toBeFocused();
    await stage.desktop.key('Return');
    await device.getByLabel('First code').waitFor();
    await device.getByRole('button', { name: 'Cancel' }).focus();
    await stage.desktop.key('Return');
    await expect(device.getByRole('button', { name: /^Resync/ })).toBeFocused();

    await device.getByRole('button', { name: /^Remove/ }).focus();
    await stage.desktop.key('Return');
    await device.getByText('roles that need MFA stop working').waitFor();
    await expect(device.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await stage.picture('device-remove-1');
    expect(await complaints(page)).toEqual([]);
    await stage.desktop.key('shift+Tab');
    await stage.desktop.key('Return');
    await expect(device.getByRole('button', { name: 'Really delete' })).toBeVisible();
    await expect(device.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await stage.picture('device-remove-2');
    expect(assigned(stage)).toEqual([DEVICE]);
    await stage.desktop.key('shift+Tab');
    await stage.desktop.key('Return');
    await page.getByText(/is deleted/).waitFor();
    await until('no device to be left', () => assigned(stage).length === 0);
    expect(unassigned(stage)).toEqual([]);
    await page.getByText('AWS lists no MFA device').waitFor();
    await stage.picture('device-removed');
  });
});

test('in the narrowest window the wizard and the panel lose nothing', async () => {
  await onStage({ world: worldOf('one') }, async (stage) => {
    const page = await toPanel(stage);
    await page.locator(`[data-device="${DEVICE}"]`).waitFor();
    const narrow = (name: string) =>
      stage.app().electron.evaluate(({ BrowserWindow }, page) => {
        for (const one of BrowserWindow.getAllWindows())
          if (one.webContents.getURL().endsWith(page)) one.setContentSize(320, 560);
      }, name);
    const overflows = (one: Page): Promise<boolean> =>
      one.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    await narrow('index.html');
    await until('the popover to be narrow', () => page.evaluate(() => innerWidth === 320));
    expect(await overflows(page)).toBe(false);
    await stage.picture('device-narrow-1-panel');
    await stage.click(page.getByRole('button', { name: 'Set up' }));
    expect(await overflows(page)).toBe(false);
    await stage.picture('device-narrow-1-codes');
    const wizard = await openWizard(stage, page);
    await narrow('device.html');
    await until('the wizard to be narrow', () => wizard.evaluate(() => innerWidth === 320));
    await make(stage, wizard);
    await clickOn(stage.desktop, wizard, wizard.getByRole('button', { name: 'Show as text' }));
    await expect(wizard.getByLabel('Seed', { exact: true })).toBeVisible();
    expect(await overflows(wizard)).toBe(false);
    await stage.picture('device-narrow-2-wizard');
    await clickOn(stage.desktop, wizard, wizard.getByRole('button', { name: 'Copy seed' }));
    const copied = await until(
      'the seed in the clipboard',
      async () => (await stage.desktop.clipboardText()) || undefined,
    );
    expect(copied).toMatch(/^[A-Z2-7]{64}$/);
    await stage.desktop.key('Escape');
    await gone(stage);
    await until('an empty clipboard', async () => (await stage.desktop.clipboardText()) === '');
  });
});
