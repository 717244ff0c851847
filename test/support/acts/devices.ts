import type { Page } from '@playwright/test';
import { codeFor } from '../../local-aws/totp.ts';
import { toPanel, worldOf } from '../device-desktop.ts';
import type { Act } from '../scene.ts';
import { DEVICE, type Stage } from '../stage.ts';
import { until } from '../until.ts';

const STEP = 30_000;

const atStep = async (stage: Stage, step: string): Promise<Page> => {
  const page = await stage.app().window('device.html');
  await page.locator(`[data-step="${step}"]`).waitFor();
  return page;
};

/** The seed of the device that is made, or was. */
const seedOf = (stage: Stage): string => {
  const { accounts } = stage.aws.world();
  const seeds = [
    ...accounts.flatMap(({ unassignedDevices }) => unassignedDevices),
    ...accounts.flatMap(({ users }) => users.flatMap(({ devices }) => devices)),
  ].flatMap((one) => ('seed' in one ? [one.seed] : []));
  return seeds[0] ?? '';
};

/** The code so many steps away. */
const code = (stage: Stage, away: number): string =>
  codeFor({ seed: seedOf(stage) }, stage.aws.now() + away * STEP);

/** Types and sends the codes so many steps away, whatever language the wizard speaks. */
export const typeCodes = async (
  stage: Stage,
  page: Page,
  [first, second]: readonly [number, number],
): Promise<void> => {
  // Both within one step, or the pair would not fit the time of its arrival.
  await until('the begin of a step', () => stage.aws.now() % STEP < STEP - 5000);
  await page.locator('.digits').first().fill(code(stage, first));
  await page.locator('.digits').last().fill(code(stage, second));
  await page.locator('button[type="submit"]').click();
};

/** The same with the one code that proves a device, once the last one is over. */
export const proveCode = async (stage: Stage, page: Page): Promise<void> => {
  await page.locator('[data-step="proving"] form .setting-help').waitFor({ state: 'detached' });
  await page.locator('.digits').fill(code(stage, 0));
  await page.locator('button[type="submit"]').click();
};

/** A device is made in a window of its own, step by step. */
export const wizard: Act = {
  name: 'wizard',
  options: { world: worldOf('none') },
  scenes: [
    {
      name: 'no-device',
      show: async (stage) => {
        const page = await toPanel(stage);
        await page.getByText('AWS lists no MFA device').waitFor();
        return page;
      },
    },
    {
      name: 'name',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Add an MFA device for ada' }).click();
        await until('the wizard to be seen', () => stage.app().isShown('device.html'));
        return atStep(stage, 'naming');
      },
    },
    {
      name: 'scan',
      show: async (stage) => {
        const page = await atStep(stage, 'naming');
        await page.getByRole('button', { name: 'Make device' }).click();
        await atStep(stage, 'scanning');
        await page.getByRole('img', { name: /QR code/ }).waitFor();
        return page;
      },
    },
    {
      name: 'refused',
      show: async (stage) => {
        const page = await atStep(stage, 'scanning');
        await page.getByRole('button', { name: 'Show as text' }).click();
        await typeCodes(stage, page, [0, 0]);
        await page.getByText('Both codes are the same').scrollIntoViewIfNeeded();
        return page;
      },
    },
    {
      name: 'enabled',
      show: async (stage) => {
        const page = await atStep(stage, 'scanning');
        await typeCodes(stage, page, [-1, 0]);
        await atStep(stage, 'proving');
        return page;
      },
    },
    {
      name: 'done',
      show: async (stage) => {
        const page = await atStep(stage, 'proving');
        await proveCode(stage, page);
        return atStep(stage, 'done');
      },
    },
  ],
};

const device = (page: Page) => page.locator(`[data-device="${DEVICE}"]`);

/** Devices and keys of an identity, and what is asked before they change. */
export const keys: Act = {
  name: 'keys',
  options: { world: worldOf('one') },
  scenes: [
    {
      name: 'listed',
      show: async (stage) => {
        const page = await toPanel(stage);
        await device(page).waitFor();
        await page.locator('[data-key]').first().waitFor();
        return page;
      },
    },
    {
      name: 'resync',
      show: async (stage) => {
        const page = await stage.page();
        await device(page)
          .getByRole('button', { name: /^Resync/ })
          .click();
        await device(page).getByLabel('First code').waitFor();
        return page;
      },
    },
    {
      name: 'remove-device',
      show: async (stage) => {
        const page = await stage.page();
        await device(page).getByRole('button', { name: 'Cancel' }).click();
        await device(page)
          .getByRole('button', { name: /^Remove/ })
          .click();
        await device(page).getByText('roles that need MFA stop working').waitFor();
        return page;
      },
    },
    {
      name: 'own-codes',
      show: async (stage) => {
        const page = await stage.page();
        await device(page).getByRole('button', { name: 'Keep it' }).click();
        await page.getByRole('button', { name: 'Set up' }).click();
        await page.getByText('Codes without typing').scrollIntoViewIfNeeded();
        return page;
      },
    },
    {
      name: 'rotate',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Rotate the key of ada' }).click();
        await page.getByRole('button', { name: 'Rotate the key', exact: true }).focus();
        return page;
      },
    },
    {
      name: 'rotated',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Rotate the key', exact: true }).click();
        await page.locator('.keys[data-rotation="resting"]').waitFor();
        await page.locator('.keys').scrollIntoViewIfNeeded();
        return page;
      },
    },
    {
      name: 'delete-key',
      show: async (stage) => {
        const page = await stage.page();
        await page
          .getByRole('button', { name: /^Delete key/ })
          .first()
          .click();
        await page.getByRole('button', { name: 'Delete it for good' }).scrollIntoViewIfNeeded();
        return page;
      },
    },
  ],
};
