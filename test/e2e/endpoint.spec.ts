import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The container endpoint as a person uses it: turned on in a row's menu, its block copied and pasted into a shell, where
// Debian's awscli fetches from it, over a renewal, until it is turned off.

const SERVE = 'Serve credentials on this computer';

const choose = async (stage: Stage, id: string, item: string): Promise<void> => {
  const page = await stage.page();
  const row = await stage.row(id);
  await stage.click(row.getByRole('button', { name: /More/ }));
  await stage.click(page.getByRole('menuitem', { name: item }));
};

const clipboard = (stage: Stage): Promise<string> =>
  stage.desktop.run(['xclip', '-o', '-selection', 'clipboard']);

/** What a shell says that has this block, and the person's AWS files beside variables of before. */
const whoAmI = (stage: Stage, block: string): Promise<string> => {
  // A file and not an argument: those can be read by every user of the machine.
  const path = join(stage.desktop.home, 'block.sh');
  writeFileSync(path, block, { mode: 0o600 });
  const query = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];
  const script = `. "$0"; unset AWS_CONFIG_FILE; /usr/bin/aws --region us-east-1 --endpoint-url "$@" 2>&1 || true`;
  return stage.desktop.run(['bash', '-c', script, path, stage.aws.url, ...query], {
    env: {
      AWS_PROFILE: 'denied-ops',
      AWS_ACCESS_KEY_ID: 'AKIAOFANOTHERSHELL00',
      AWS_SECRET_ACCESS_KEY: 'of-another-shell',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    },
  });
};

/** Where the app's own process takes connections over TCP, as the kernel tells it: `0100007F:A3F1`. */
const listening = (stage: Stage): readonly string[] => {
  const { pid } = stage.app();
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        // Closed since the folder was read.
        return [];
      }
    }),
  );
  const rows = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').slice(1),
  );
  return rows.flatMap((row) => {
    const [, address = '', , state, , , , , , inode] = row.trim().split(/\s+/);
    return state === '0A' && own.has(`socket:[${inode}]`) ? [address] : [];
  });
};

test('nothing listens but while a role is served, and then on the loopback alone', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    // Playwright's own door into the app.
    const before = listening(stage);
    const added = () => listening(stage).filter((address) => !before.includes(address));
    expect(added()).toEqual([]);
    await choose(stage, 'role:dev-readonly', SERVE);
    await until('an endpoint to listen', () => added().length > 0);
    expect(added()).toEqual([expect.stringMatching(/^0100007F:/)]);
    await choose(stage, 'role:dev-readonly', 'Stop serving');
    await until('nothing to listen any more', () => added().length === 0);
  });
});

for (const dark of [false, true]) {
  test(`a role served on this computer, ${dark ? 'dark' : 'light'}`, async () => {
    await onStage({ desktop: { dark } }, async (stage) => {
      const page = await stage.open();
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      const row = await stage.row('role:dev-readonly');
      await expect(row.getByText('served', { exact: true })).toHaveCount(0);
      await choose(stage, 'role:dev-readonly', SERVE);
      await expect(
        row.getByText(/^Any program of yours that has the endpoint block/),
      ).toBeVisible();
      await choose(stage, 'role:dev-readonly', 'Copy endpoint block');
      await expect(row.getByText(/^endpoint copied, clears in/)).toBeVisible();
      const block = await clipboard(stage);
      expect(block).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');

      expect(await whoAmI(stage, block)).toContain('assumed-role/dev-readonly/');
      await expect(
        row.getByText(/Last fetched (\w{3} )?\d\d:\d\d by awscli or boto3/),
      ).toBeVisible();
      await stage.picture(`endpoint-${dark ? 'dark' : 'light'}`);
      await stage.click(row.getByRole('button', { name: /More/ }));
      await page.getByRole('menuitem', { name: 'Stop serving' }).waitFor();
      await stage.picture(`endpoint-menu-${dark ? 'dark' : 'light'}`);

      await stage.click(page.getByRole('menuitem', { name: 'Stop serving' }));
      await expect(row.getByText(/^Any program of yours/)).toHaveCount(0);
      expect(await whoAmI(stage, block)).not.toContain('assumed-role');
    });
  });
}

test('a program in a shell goes on over a renewal by the app, without a restart', async () => {
  await onStage({ lifetimes: { roleSeconds: { 'dev-readonly': 20 } } }, async (stage) => {
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh', 'due');
    await choose(stage, 'role:dev-readonly', SERVE);
    await choose(stage, 'role:dev-readonly', 'Copy endpoint block');
    const row = await stage.row('role:dev-readonly');
    await expect(row.getByText(/^endpoint copied, clears in/)).toBeVisible();
    const block = await clipboard(stage);
    const before = stage.aws.now();
    await until(
      'the first credentials to have ended',
      async () => {
        expect(await whoAmI(stage, block)).toContain('assumed-role/dev-readonly/');
        return stage.aws.now() - before > 25_000;
      },
      { every: 2_000 },
    );
  });
});

test('a program that asks before the code was entered brings a notice, and an error at once', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    await choose(stage, 'role:dev-readonly', SERVE);
    await choose(stage, 'role:dev-readonly', 'Copy endpoint block');
    const row = await stage.row('role:dev-readonly');
    await expect(row.getByText(/^endpoint copied, clears in/)).toBeVisible();
    const block = await clipboard(stage);
    expect(await whoAmI(stage, block)).toContain('Fobwatch needs an MFA code of ada');
    await expect(
      (await stage.page()).locator('.strip').getByText(/asked by awscli or boto3/),
    ).toBeVisible();
    await stage.picture('endpoint-asked');
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    expect(await whoAmI(stage, block)).toContain('assumed-role/dev-readonly/');
  });
});
