import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { usedBefore } from '../desktop-config.ts';
import { panelScene, view, type Act } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { until } from '../until.ts';

// Lists that are long, new, empty or in trouble.

const accounts = ['111122223333', '444455556666', '777788889999'];

/** So many roles under ada, over three accounts. */
const manyRoles = (count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const account = accounts[at % accounts.length] ?? '';
    return `[profile team-${at % 40}-service-${at}]\nrole_arn = arn:aws:iam::${account}:role/dev-readonly\nsource_profile = ada\nregion = eu-central-1\n`;
  }).join('\n');

export const many: Act = {
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

export const first: Act = {
  name: 'first',
  options: { firstRun: true },
  scenes: [
    {
      name: 'found',
      show: async (stage) => {
        const page = await stage.show();
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
  return stage.show();
};

export const nothing: Act = {
  name: 'nothing',
  options: { config: () => '', credentials: false },
  scenes: [
    {
      name: 'empty',
      show: async (stage) => {
        const page = await stage.show();
        await page.getByText('Start with a key').waitFor();
        return page;
      },
    },
    panelScene('timeline'),
    panelScene('ledger'),
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

export const troubles: Act = {
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
