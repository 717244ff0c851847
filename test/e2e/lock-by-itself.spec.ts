import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startService } from '../support/presence-services.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The app locks by itself when its person goes away, as the desktop tells: by the signals of real buses, and by the X
// server's own count of idle time.

const lockedTooltip = async (stage: Stage): Promise<void> => {
  await until(
    'the tray to say that it is locked',
    async () => (await stage.tooltip()) === 'Fobwatch is locked',
  );
  // It says so at once, while all is still being let go of.
  await until('the lock to be kept', () => existsSync(join(stage.data, 'lock.json')));
};

const kept = (stage: Stage): unknown =>
  JSON.parse(readFileSync(join(stage.data, 'lock.json'), 'utf8'));

/** A session and its roles, got by a code in the window that is open. */
const getReady = async (stage: Stage): Promise<void> => {
  await stage.typeCode(await stage.nextCode());
  await stage.phase('role:dev-readonly', 'fresh');
};

/** How long nobody touched a key, as the desktop counts it, in whole s. */
const idleFor = (stage: Stage): Promise<number> =>
  stage.app().electron.evaluate(({ powerMonitor }) => powerMonitor.getSystemIdleTime());

/** The journal so far. */
const journal = (stage: Stage): string => readFileSync(join(stage.data, 'journal.log'), 'utf8');

const locker = (stage: Stage, service: string, path: string) =>
  startService(stage.desktop, { service, path }, { name: 'GetActive', out: 'b', answer: false });

const showLockSettings = async (stage: Stage) => {
  const page = await stage.page();
  await page.getByRole('button', { name: 'Settings' }).click();
  const part = page.locator('[data-part="lock"]');
  await part.scrollIntoViewIfNeeded();
  return { page, part };
};

test('where the desktop tells of nothing but idle time, only that is offered; a locker that comes later is', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    const { page, part } = await showLockSettings(stage);
    await expect(part.getByLabel('Lock when nobody is there')).toBeVisible();
    await expect(page.getByLabel('Lock with the screen')).toHaveCount(0);
    await expect(page.getByLabel('Lock before sleep')).toHaveCount(0);

    const xfce = await locker(stage, 'org.xfce.ScreenSaver', '/');
    const choice = part.getByLabel('Lock with the screen');
    await expect(choice).toBeVisible();
    await choice.selectOption('On');
    await stage.picture('lock-by-itself-1-settings');
    await until('the setting in settings.ini', () =>
      readFileSync(join(stage.data, 'settings.ini'), 'utf8').includes('with_screen = on'),
    );

    // A screen that opens again locks nothing; one that is locked does.
    await xfce.setActive(false);
    await xfce.setActive(true);
    await lockedTooltip(stage);
    expect(kept(stage)).toMatchObject({ cause: 'screen' });

    // Without its locker the setting stays in sight, and says that it does nothing.
    await getReady(stage);
    const again = await showLockSettings(stage);
    await xfce.stop();
    await expect(again.part.getByText('This desktop does not tell of that')).toBeVisible();
    await stage.picture('lock-by-itself-2-unheard');
  });
});

test('logind tells of screen and sleep: its session alone counts, and sleep waits until all is let go', async () => {
  const settings = '[lock]\nwith_screen = on\nbefore_sleep = on\n';
  await onStage({ settings, desktop: { logind: true } }, async (stage) => {
    const logind = stage.desktop.logind();
    const gnome = await locker(stage, 'org.gnome.ScreenSaver', '/org/gnome/ScreenSaver');
    await until('the app to hold back sleep', async () => /sleep/.test(await logind.inhibitors()));
    await stage.open();
    await getReady(stage);

    // Another person's session, and a screen that only went dark.
    await logind.askToLock('other');
    await gnome.setActive(true);
    await logind.setLocked(true);
    await lockedTooltip(stage);
    expect(kept(stage)).toMatchObject({ cause: 'screen' });
    await expect.poll(() => journal(stage).match(/"kind":"locked"/g)).toHaveLength(1);
    await logind.setLocked(false);

    await getReady(stage);
    await logind.sleep(true);
    await lockedTooltip(stage);
    expect(kept(stage)).toMatchObject({ cause: 'sleep' });
    await until('sleep to be let go on', async () => !/sleep/.test(await logind.inhibitors()));
    await logind.sleep(false);
    await stage.picture('lock-by-itself-3-after-sleep');
  });
});

test('nobody at the keys for so long locks it, and a key in between puts it off', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    await getReady(stage);
    // Idle counts from the last key: the setting must not find a desktop that was idle for longer.
    await stage.desktop.key('shift');
    writeFileSync(join(stage.data, 'settings.ini'), '[lock]\nafter_idle = 10s\n');
    await until('the half of it', async () => (await idleFor(stage)) >= 5);
    const touched = Date.now();
    await stage.desktop.key('shift');
    await lockedTooltip(stage);
    expect(Date.now() - touched).toBeGreaterThanOrEqual(9_000);
    expect(kept(stage)).toMatchObject({ cause: 'idle' });
    await stage.picture('lock-by-itself-4-idle');
  });
});
