import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { usedBefore } from '../support/desktop-config.ts';
import { onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Every view as a person meets it on the real desktop, light and dark: a picture of the whole screen to be looked at,
// and nothing that axe-core would call out of reach for somebody.

const look = async (stage: Stage, name: string, page: Page): Promise<void> => {
  await stage.picture(`look-${name}`);
  expect(await complaints(page), name).toEqual([]);
};

/** Opens the popover by the tray, whatever it shows. */
const openPopover = async (stage: Stage): Promise<Page> => {
  await stage.desktop.clickTray();
  await until('the popover to be seen', () => stage.app().isShown('index.html'));
  return stage.page();
};

const endKeychain = async ({ desktop }: Stage): Promise<void> => {
  const bus = { service: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
  const reply = await desktop.bus.call(
    bus,
    bus.service,
    'GetConnectionUnixProcessID',
    's',
    'org.freedesktop.secrets',
  );
  process.kill(Number(reply));
  await until(
    'the keychain to be gone',
    async () => !(await desktop.bus.hasOwner('org.freedesktop.secrets')),
  );
};

/** Restarts the app as one that was never used. */
const startAnew = async (stage: Stage): Promise<Page> => {
  await stage.app().quit();
  rmSync(stage.data, { recursive: true });
  // The first run has a specification of its own.
  mkdirSync(stage.data, { mode: 0o700 });
  for (const [name, text] of Object.entries(usedBefore))
    writeFileSync(join(stage.desktop.home, name), text);
  await stage.start();
  return openPopover(stage);
};

for (const dark of [false, true]) {
  const theme = dark ? 'dark' : 'light';
  test(`axe finds nothing in any view, ${theme}`, async () => {
    await onStage({ desktop: { dark } }, async (stage) => {
      const page = await stage.open();
      expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(
        dark,
      );
      await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
      await look(stage, `${theme}-1-asked`, page);

      await stage.typeCode();
      await stage.phase('role:denied-ops', 'failed');
      const denied = await stage.row('role:denied-ops');
      await stage.click(denied.getByText('Details: AccessDenied'));
      await expect(denied.getByText(/is not authorized to perform/)).toBeVisible();
      await look(stage, `${theme}-2-ready`, page);

      await stage.click(page.getByRole('button', { name: 'Settings' }));
      await page.getByRole('heading', { name: 'Settings' }).waitFor();
      await look(stage, `${theme}-3-settings`, page);

      await stage.desktop.clickMenu(/Add key/);
      const form = await stage.app().window('key-form.html');
      await until('the form to be seen', () => stage.app().isShown('key-form.html'));
      await form.getByRole('heading', { name: 'Add key' }).waitFor();
      await look(stage, `${theme}-4-key-form`, form);

      rmSync(stage.files.config);
      rmSync(stage.files.credentials);
      const empty = await startAnew(stage);
      await empty.getByText('Start with a key').waitFor();
      await look(stage, `${theme}-5-empty`, empty);

      await endKeychain(stage);
      const keyless = await startAnew(stage);
      await keyless.getByText('No keychain').waitFor();
      await look(stage, `${theme}-6-no-keychain`, keyless);
    });
  });
}

test('a menu, walked with the keys, gives the focus back to its button', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const more = page.getByRole('button', { name: 'More for dev-readonly' });
    await stage.click(more);
    await page.getByRole('menuitem', { name: 'Details' }).waitFor();
    await stage.desktop.key('End');
    await stage.desktop.key('Return');
    await expect(page.getByText('arn:aws:iam::111122223333:role/dev-readonly')).toBeVisible();
    await expect(more).toBeFocused();
  });
});

test('after an import the next key strokes are the code', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: /^Import/ }));
    await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);
    await stage.desktop.type(await stage.nextCode());
    await stage.desktop.key('Return');
    await stage.phase('role:dev-readonly', 'fresh');
    await expect(page.getByRole('searchbox')).toBeFocused();
  });
});
