import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { clickOn } from '../support/app.ts';
import { complaints } from '../support/axe.ts';
import { toPanel, worldOf } from '../support/device-desktop.ts';
import { filesWith, heapOf, listen } from '../support/secret-search.ts';
import { DEVICE, onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Codes that nobody types, with the desktop's own keychain and a real program. Off until somebody turns them on.

const seedOf = (stage: Stage): string => {
  const found = stage.aws
    .world()
    .accounts.flatMap(({ users }) => users)
    .flatMap(({ devices }) => devices)
    .find(({ serial }) => serial === DEVICE);
  if (found?.kind !== 'totp') throw new Error('the demo world has lost its device');
  return found.seed;
};

const KEPT = { service: 'Fobwatch', account: 'seed:ada' };

/** Opens what can be set up, by keys. */
const setUp = async (stage: Stage, page: Page): Promise<void> => {
  await page.locator(`[data-device="${DEVICE}"]`).waitFor();
  await page.getByText('Off: the codes are typed.').waitFor();
  await page.getByRole('button', { name: 'Set up' }).focus();
  await stage.desktop.key('Return');
  await page.getByText('whoever takes over this computer has both factors').waitFor();
};

/** Starts a role from the list; nobody types anything. */
const startRole = async (stage: Stage, page: Page): Promise<void> => {
  await stage.desktop.key('Escape');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await stage.desktop.key('Escape');
  await page.getByRole('searchbox', { name: 'Search roles' }).waitFor();
  await clickOn(stage.desktop, page, page.getByRole('button', { name: 'Start dev-readonly' }));
  await stage.phase('role:dev-readonly', 'fresh');
};

const codesSent = (stage: Stage): number =>
  stage.aws.log().filter(({ carriedCode }) => carriedCode).length;

test('a seed pasted by a person is in the keychain alone, and starts sessions by itself', async () => {
  await onStage({ desktop: { dark: true }, world: worldOf('one') }, async (stage) => {
    const seed = seedOf(stage);
    const page = await toPanel(stage);
    const heard = await listen(stage);
    await setUp(stage, page);
    await stage.picture('own-codes-dark-1-warned');
    expect(await complaints(page)).toEqual([]);
    const field = page.getByLabel('Seed', { exact: true });
    await field.focus();
    await stage.desktop.type('not a seed 1');
    await stage.desktop.key('Return');
    await page.getByText('This is no seed').waitFor();
    await expect(field).toHaveValue('');
    await stage.picture('own-codes-dark-2-refused');
    expect(await complaints(page)).toEqual([]);
    await field.focus();
    await stage.desktop.type(seed);
    await stage.desktop.key('Return');
    await page.getByText('On: Fobwatch makes the codes').waitFor();
    expect(await stage.desktop.keychainSecret(KEPT)).toBe(seed);
    await stage.picture('own-codes-dark-3-on');
    expect(await complaints(page)).toEqual([]);
    expect(codesSent(stage)).toBe(0);

    await startRole(stage, page);
    expect(codesSent(stage)).toBe(1);
    await stage.picture('own-codes-dark-4-started');
    expect(filesWith(stage.desktop.home, [seed])).toEqual([]);
    expect((await heard()).includes(seed), 'the seed in IPC traffic').toBe(false);
    const heap = await heapOf(stage, 'own-codes-dark');
    expect(heap.includes(seed), "the seed in the popover's heap").toBe(false);

    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Devices and keys of ada' }));
    await page.getByRole('button', { name: 'Type codes again' }).focus();
    await stage.desktop.key('Return');
    await page.getByText('Off: the codes are typed.').waitFor();
    expect(await stage.desktop.keychainSecret(KEPT)).toBeFalsy();
  });
});

test('a program prints the codes, when one is needed and not before', async () => {
  await onStage({ world: worldOf('one') }, async (stage) => {
    const page = await toPanel(stage);
    const file = join(stage.desktop.home, 'seed');
    writeFileSync(file, `${seedOf(stage)}\n`, { mode: 0o600 });
    await setUp(stage, page);
    await page.getByLabel('Command that prints the code').focus();
    await stage.desktop.type(`oathtool --totp --base32 @${file}`);
    await stage.desktop.key('Return');
    await page.getByText(/On: oathtool .* prints the codes/).waitFor();
    await stage.picture('own-codes-command');
    expect(codesSent(stage)).toBe(0);
    await startRole(stage, page);
    expect(codesSent(stage)).toBe(1);
  });
});

test('after a refused code a person is asked, and nothing is tried again by itself', async () => {
  await onStage({ world: worldOf('one') }, async (stage) => {
    const page = await toPanel(stage);
    await setUp(stage, page);
    await page.getByLabel('Command that prints the code').focus();
    await stage.desktop.type('echo 000000');
    await stage.desktop.key('Return');
    await page.getByText(/On: echo 000000 prints the codes/).waitFor();
    await stage.desktop.key('Escape');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await stage.desktop.key('Escape');
    await stage.click(page.getByRole('button', { name: 'Start dev-readonly' }));
    await page
      .locator('.strip-help')
      .getByText(/Wrong or used before/)
      .waitFor();
    await stage.picture('own-codes-asked');
    expect(codesSent(stage)).toBe(1);
    await until('the code field to be there', () =>
      page.getByRole('textbox', { name: 'MFA code' }).isVisible(),
    );
    await page.getByRole('textbox', { name: 'MFA code' }).focus();
    const refused = stage.code();
    await until('the next code', () => stage.code() !== refused);
    await stage.typeCode(stage.code());
    await stage.phase('role:dev-readonly', 'fresh');
    expect(codesSent(stage)).toBe(2);
  });
});
