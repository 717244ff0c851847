import { panels } from '../../../app/view/panels.ts';
import {
  backToRoles,
  copyExports,
  fromMenu,
  openReady,
  send,
  showPanel,
  type Act,
} from '../scene.ts';
import { until } from '../until.ts';

/** A person with roles, through a day. */
export const daily: Act = {
  name: 'daily',
  options: {},
  scenes: [
    {
      name: 'asked',
      main: true,
      show: async (stage) => {
        const page = await stage.open();
        await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
        return page;
      },
    },
    {
      name: 'ready',
      main: true,
      show: async (stage) => {
        await stage.typeCode();
        await stage.phase('role:dev-readonly', 'fresh');
        await stage.phase('role:denied-ops', 'failed');
        return stage.page();
      },
    },
    {
      name: 'copied',
      show: async (stage) => {
        await copyExports(stage, await stage.page());
        return stage.page();
      },
    },
    {
      name: 'menu',
      show: async (stage) => {
        const page = await stage.page();
        await stage.click(page.getByRole('button', { name: 'More for dev-readonly' }).first());
        await page.getByRole('menu').waitFor();
        return page;
      },
    },
    {
      name: 'details',
      main: true,
      again: async (page) => {
        await page.locator('[data-grant="role:dev-readonly"] [aria-haspopup="menu"]').click();
        await page.getByRole('menuitem').last().click();
        await page.getByText('arn:aws:iam::111122223333:role/dev-readonly').first().waitFor();
      },
      show: async (stage) => {
        const page = await stage.page();
        await stage.click(page.getByRole('menuitem', { name: 'Details' }));
        await page.getByText('arn:aws:iam::111122223333:role/dev-readonly').first().waitFor();
        return page;
      },
    },
    {
      name: 'session-details',
      show: async (stage) => {
        const page = await stage.page();
        await fromMenu(page, 'ada', 'Details');
        const last = page.locator('.bottom .facts').getByRole('button', { name: 'Show ledger' });
        await last.scrollIntoViewIfNeeded();
        return page;
      },
    },
    {
      name: 'no-match',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('searchbox').first().fill('no such role');
        await page.locator('[data-state="no-match"]').waitFor();
        return page;
      },
    },
    {
      name: 'key-form',
      show: async (stage) => {
        await send(await backToRoles(stage), { kind: 'open-key-form' });
        const form = await stage.app().window('key-form.html');
        await until('the form to be seen', () => stage.app().isShown('key-form.html'));
        await form.getByRole('heading', { name: 'Add key' }).waitFor();
        return form;
      },
    },
  ],
};

/** Every panel, with what a code made ready: a new panel is in it by itself. */
export const everyPanel: Act = {
  name: 'panels',
  options: {},
  scenes: panels.map((panel) => ({
    name: panel,
    main: panel === 'settings' || panel === 'timeline',
    show: async (stage) => {
      if (!(await stage.app().isShown('index.html')))
        await copyExports(stage, await openReady(stage));
      return showPanel(stage, panel);
    },
  })),
};
