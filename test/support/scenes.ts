import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';
import { bridgeName } from '../../app/bridge.ts';
import type { Command } from '../../app/contract.ts';
import { panels, type Panel } from '../../app/view/panels.ts';
import { usedBefore } from './desktop-config.ts';
import type { Stage, StageOptions } from './stage.ts';
import { until } from './until.ts';

/** A view in a state, and how a stage comes to show it. Scenes of an act follow each other on one stage. */
export type Scene = {
  readonly name: string;
  /** Brings the view up and answers with its page. */
  readonly show: (stage: Stage) => Promise<Page>;
};

export type Act = {
  readonly name: string;
  readonly options: StageOptions;
  readonly scenes: readonly Scene[];
};

/** The same command that a click would send. */
const send = (page: Page, command: Command): Promise<unknown> =>
  page.evaluate(`window[${JSON.stringify(bridgeName)}].send(${JSON.stringify(command)})`);

const seen = (stage: Stage): Promise<unknown> =>
  until('the popover to be seen', () => stage.app().isShown('index.html'));

/** Opens the popover by the tray, whatever it shows. */
const openPopover = async (stage: Stage): Promise<Page> => {
  await stage.desktop.clickTray();
  await seen(stage);
  return stage.page();
};

const view = (page: Page, name: string): Promise<unknown> =>
  page.locator(`.window[data-view="${name}"]`).waitFor();

/** Whom a panel is about, where it is about somebody. */
const about = (panel: Panel): { identity?: string } =>
  panel === 'identity' ? { identity: 'ada' } : {};

const panelScene = (panel: Panel): Scene => ({
  name: panel,
  show: async (stage) => {
    const page = await stage.page();
    await send(page, { kind: 'show-panel', panel, ...about(panel) });
    await view(page, panel);
    await page.getByRole('heading').first().waitFor();
    return page;
  },
});

const backToRoles = async (stage: Stage): Promise<Page> => {
  const page = await stage.page();
  await until('the list of roles', async () => {
    if ((await page.locator('.window[data-view="roles"]').count()) === 1) return true;
    await stage.desktop.key('Escape');
    return false;
  });
  await seen(stage);
  return page;
};

/** A person with roles, through a day. */
const daily: Act = {
  name: 'daily',
  options: {},
  scenes: [
    {
      name: 'asked',
      show: async (stage) => {
        const page = await stage.open();
        await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
        return page;
      },
    },
    {
      name: 'ready',
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
        const row = await stage.row('role:dev-readonly');
        await send(await stage.page(), {
          kind: 'copy-exports',
          target: { kind: 'role', profile: 'dev-readonly' },
        });
        await row
          .getByText(/copied/)
          .first()
          .waitFor();
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
      show: async (stage) => {
        const page = await stage.page();
        await stage.click(page.getByRole('menuitem', { name: 'Details' }));
        await page.getByText('arn:aws:iam::111122223333:role/dev-readonly').first().waitFor();
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
    ...panels.map(panelScene),
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

const accounts = ['111122223333', '444455556666', '777788889999'];

/** So many roles under ada, over three accounts. */
const manyRoles = (count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const account = accounts[at % accounts.length] ?? '';
    return `[profile team-${at % 40}-service-${at}]\nrole_arn = arn:aws:iam::${account}:role/dev-readonly\nsource_profile = ada\nregion = eu-central-1\n`;
  }).join('\n');

const many: Act = {
  name: 'many',
  options: {
    config: (text) => `${text}\n${manyRoles(1000)}`,
    settings: '[session]\nstart = asked\n',
  },
  scenes: [
    { name: 'list', show: (stage) => stage.open() },
    {
      name: 'search',
      show: async (stage) => {
        const page = await stage.page();
        await page.getByRole('searchbox').first().fill('service-77');
        await page.getByText('team-37-service-77').first().waitFor();
        return page;
      },
    },
  ],
};

const first: Act = {
  name: 'first',
  options: { firstRun: true },
  scenes: [
    {
      name: 'found',
      show: async (stage) => {
        const page = await openPopover(stage);
        await view(page, 'found');
        await page.getByRole('button', { name: /^Import/ }).waitFor();
        return page;
      },
    },
  ],
};

const endKeychain = async ({ desktop }: Stage): Promise<void> => {
  const bus = { service: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
  const secrets = 'org.freedesktop.secrets';
  const reply = await desktop.bus.call(
    bus,
    bus.service,
    'GetConnectionUnixProcessID',
    's',
    secrets,
  );
  process.kill(Number(reply));
  await until('the keychain to be gone', async () => !(await desktop.bus.hasOwner(secrets)));
};

/** Restarts the app as one that has nothing left of its own. */
const startAnew = async (stage: Stage): Promise<Page> => {
  await stage.app().quit();
  rmSync(stage.data, { recursive: true });
  // The first run has a scene of its own.
  mkdirSync(stage.data, { mode: 0o700 });
  for (const [name, text] of Object.entries(usedBefore))
    writeFileSync(join(stage.desktop.home, name), text);
  await stage.start();
  return openPopover(stage);
};

const nothing: Act = {
  name: 'nothing',
  options: { config: () => '', credentials: false },
  scenes: [
    {
      name: 'empty',
      show: async (stage) => {
        const page = await openPopover(stage);
        await page.getByText('Start with a key').waitFor();
        return page;
      },
    },
    {
      name: 'no-keychain',
      show: async (stage) => {
        await endKeychain(stage);
        const page = await startAnew(stage);
        await page.getByText('No keychain').waitFor();
        return page;
      },
    },
  ],
};

const troubles: Act = {
  name: 'troubles',
  options: {
    config: (text) =>
      `${text}\n[profile lost]\nrole_arn = arn:aws:iam::444455556666:role/prod-admin\n\n[profile open\nregion = us-east-1\n`,
    settings: '[session]\ntoken_life = soon\n',
  },
  scenes: [
    {
      name: 'broken-lines',
      show: async (stage) => {
        const page = await stage.open();
        await page.locator('[data-grant="role:lost"]').waitFor();
        return page;
      },
    },
    {
      name: 'offline',
      show: async (stage) => {
        await stage.aws.stop();
        await stage.typeCode('123456');
        const page = await stage.page();
        await page
          .getByText(/No answer came/)
          .first()
          .waitFor();
        return page;
      },
    },
    {
      name: 'broken-file',
      show: async (stage) => {
        rmSync(stage.files.credentials);
        writeFileSync(stage.files.config, Buffer.from([0, 1, 2, 0, 255]));
        const page = await stage.page();
        await page.getByText(/UTF-8/).first().waitFor();
        return page;
      },
    },
  ],
};

/** Every view there is: a new panel is in it by itself. */
export const acts: readonly Act[] = [daily, many, first, nothing, troubles];
