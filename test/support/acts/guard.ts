import { fobwatch, fromMenu, send, type Act } from '../scene.ts';

/** Production, and what else is asked in the list: a code set aside, tags, what is written into a file. */
export const guard: Act = {
  name: 'guard',
  options: {},
  scenes: [
    {
      name: 'set-aside',
      show: async (stage) => {
        const page = await stage.open();
        await page.getByRole('button', { name: 'Not now' }).click();
        await page.locator('.aside').waitFor();
        return page;
      },
    },
    {
      name: 'production',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Enter code', exact: true }).click();
        await stage.typeCode();
        await stage.phase('role:dev-readonly', 'fresh');
        await stage.phase('role:prod-admin', 'fresh');
        await page.getByRole('searchbox').fill('prod-adm');
        await page.locator('[data-grant="role:dev-readonly"]').waitFor({ state: 'detached' });
        return page;
      },
    },
    {
      name: 'question',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Hold to copy exports of prod-admin' }).click();
        await page.getByRole('heading', { name: 'Copy exports of prod-admin?' }).waitFor();
        return page;
      },
    },
    {
      name: 'typed',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Type the name instead' }).click();
        await page.getByRole('textbox', { name: 'Type prod-admin to confirm' }).fill('prod-adnim');
        await page.getByRole('button', { name: 'Confirm', exact: true }).click();
        await page.getByText('That is not its name.').waitFor();
        return page;
      },
    },
    {
      name: 'asked-by-program',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'No', exact: true }).click();
        await page.locator('.confirm').waitFor({ state: 'detached' });
        // It ends by the answer, or with the desktop.
        void fobwatch(stage, 'env', 'prod-admin').catch(() => undefined);
        await page
          .getByRole('heading', { name: 'Hand out the variables of prod-admin?' })
          .waitFor();
        return page;
      },
    },
    {
      name: 'write',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'No', exact: true }).click();
        await page.locator('.confirm').waitFor({ state: 'detached' });
        await page.getByRole('searchbox').fill('');
        await fromMenu(page, 'dev-readonly', 'Write to credentials file');
        await page.getByText('+ [sts-dev-readonly]').waitFor();
        return page;
      },
    },
    {
      name: 'written',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('button', { name: 'Write', exact: true }).click();
        await page.getByText('Written as sts-dev-readonly in .aws/credentials').waitFor();
        return page;
      },
    },
    {
      name: 'tags',
      show: async (stage) => {
        const page = await stage.page();
        const target = { kind: 'role', profile: 'partner-billing' } as const;
        await send(page, { kind: 'tag', target, tags: ['billing', 'every day'] });
        await fromMenu(page, 'dev-readonly', 'Tags');
        await page.getByRole('button', { name: 'billing', exact: true }).click();
        return page;
      },
    },
  ],
};
