import type { Page } from '@playwright/test';
import { showPanel, type Act } from '../scene.ts';

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

const fromMenu = async (page: Page, profile: string, item: string): Promise<void> => {
  await press(page, `More for profile ${profile}`);
  await page.getByRole('menuitem', { name: item }).click();
};

const PROD = 'arn:aws:iam::444455556666:role/prod-admin';

/** What another person shared: one that is new, one that differs, one that is there and one that cannot be taken. */
const shared = JSON.stringify({
  kind: 'fobwatch-profiles',
  version: 1,
  profiles: [
    { name: 'acme-audit', role_arn: 'arn:aws:iam::444455556666:role/audit', region: 'eu-west-1' },
    { name: 'prod-admin', role_arn: PROD, region: 'eu-central-1' },
    {
      name: 'denied-ops',
      role_arn: 'arn:aws:iam::111122223333:role/denied-ops',
      region: 'us-east-1',
    },
    { name: 'with-a-key', role_arn: PROD, aws_secret_access_key: 'not taken' },
  ],
});

/** The editor of role profiles. */
export const forms: Act = {
  name: 'forms',
  options: {},
  scenes: [
    {
      name: 'add',
      show: async (stage) => {
        await stage.open();
        const page = await showPanel(stage, 'profiles');
        await press(page, 'Add profile');
        await field(page, 'Role').fill(PROD);
        await field(page, 'Name').fill('prod-by-hand');
        await page.getByRole('combobox', { name: 'First credentials from' }).selectOption('ada');
        await field(page, 'Region').fill('Frankfurt');
        await page.getByText('No partition of AWS has a region of that name.').waitFor();
        return page;
      },
    },
    {
      name: 'leaving',
      show: async (stage) => {
        const page = await stage.page();
        await page.keyboard.press('Escape');
        await page.getByText('What you typed here is lost when you leave.').waitFor();
        return page;
      },
    },
    {
      name: 'added',
      show: async (stage) => {
        const page = await stage.page();
        await page.keyboard.press('Escape');
        await field(page, 'Region').fill('us-east-1');
        await press(page, 'Save');
        await page.getByText('Added prod-by-hand to .aws/config').waitFor();
        return page;
      },
    },
    {
      name: 'consent',
      show: async (stage) => {
        const page = await stage.page();
        await fromMenu(page, 'dev-readonly', 'Edit');
        await field(page, 'Role session name').fill('ada-at-work');
        await press(page, 'Save');
        await page.getByText('role_session_name = ada-at-work').scrollIntoViewIfNeeded();
        return page;
      },
    },
    {
      name: 'remove',
      show: async (stage) => {
        const page = await stage.page();
        await press(page, 'Cancel');
        await fromMenu(page, 'dev-readonly', 'Remove');
        await page.getByText('data-chained names dev-readonly as source').waitFor();
        return page;
      },
    },
    {
      name: 'many-accounts',
      show: async (stage) => {
        const page = await stage.page();
        await press(page, 'Keep');
        await press(page, 'Many accounts');
        await field(page, 'Accounts').fill(
          '111122223333 Acme Dev\n444455556666 Acme Prod\nnothing\n11112222333 short\n',
        );
        await field(page, 'Role name').fill('dev-readonly');
        await page.getByRole('combobox', { name: 'First credentials from' }).selectOption('ada');
        await page.getByText('Line 3 has no account number.').waitFor();
        return page;
      },
    },
    {
      name: 'share',
      show: async (stage) => {
        const page = await stage.page();
        await press(page, 'Cancel');
        await press(page, 'Discard');
        await press(page, 'Share');
        await field(page, 'Save as').waitFor();
        return page;
      },
    },
    {
      name: 'adopt',
      show: async (stage) => {
        const page = await stage.page();
        await press(page, 'Cancel');
        await press(page, 'Adopt');
        await page.getByLabel('File of shared profiles').setInputFiles({
          name: 'team.json',
          mimeType: 'application/json',
          buffer: Buffer.from(shared),
        });
        await page.getByText('acme-audit', { exact: true }).scrollIntoViewIfNeeded();
        return page;
      },
    },
  ],
};
