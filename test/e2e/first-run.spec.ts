import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { demoWorld } from '../local-aws/demo-world.ts';
import type { World } from '../local-aws/world.ts';
import { complaints } from '../support/axe.ts';
import { narrow } from '../support/by-keys.ts';
import { filesWith } from '../support/secret-search.ts';
import { DEVICE, onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The first run on a real desktop: a home with AWS files and nothing of ours, as the app meets it on its first day.

const SECRET = (() => {
  const [key] =
    demoWorld()
      .accounts.flatMap(({ users }) => users)
      .find(({ name }) => name === 'ada')?.keys ?? [];
  if (key === undefined) throw new Error('ada has no key');
  return key.secret;
})();

const quiet = { AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1', AWS_PAGER: '' };

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });

test('ST9: from a clean start to exported credentials in at most 6 actions and the code', async () => {
  await onStage({ firstRun: true }, async (stage) => {
    let actions = 0;
    const act = async <T>(action: Promise<T>): Promise<T> => {
      actions += 1;
      return action;
    };
    const page = await act(stage.show());
    await expect(page.getByRole('heading', { name: 'What the AWS files hold' })).toBeVisible();
    await expect(page.getByText('1 key in plain text and 6 roles in 3 accounts')).toBeVisible();
    await stage.picture('first-1-found');
    await act(stage.click(button(page, 'Import the key')));
    await expect(page.locator('[data-found="ada"]')).toContainText(
      'arn:aws:iam::111122223333:user/ada, 1111-2222-3333 (acme-dev)',
    );
    await stage.picture('first-2-imported');
    await act(stage.click(button(page, 'Go on')));
    // The code, and the key that sends it.
    await act(stage.typeCode());
    await stage.phase('role:dev-readonly', 'fresh');
    await act(stage.click(button(page, 'Copy exports of dev-readonly')));
    const block = await until(
      'exports in the clipboard',
      async () => (await stage.desktop.clipboardText()) || undefined,
    );
    expect(actions).toBeLessThanOrEqual(6);
    const who = await stage.desktop.run(
      [
        'bash',
        '-c',
        'eval "$(cat)"; /usr/bin/aws --endpoint-url "$1" sts get-caller-identity',
        '-',
        stage.aws.url,
      ],
      { input: block, env: { ...quiet, AWS_CONFIG_FILE: '/dev/null' } },
    );
    expect(who).toContain('assumed-role/dev-readonly/');
    expect(await stage.desktop.keychainItems({ account: 'identity:ada' })).toContain('label =');
  });
});

test('ST9: with the keys alone: import, go on, the code, the copy', async () => {
  await onStage({ firstRun: true }, async (stage) => {
    const page = await stage.show();
    await expect(button(page, 'Import the key')).toBeFocused();
    await stage.desktop.key('Return');
    await expect(page.locator('[data-found="ada"]')).toContainText('user/ada');
    await expect(button(page, 'Go on')).toBeFocused();
    await stage.desktop.key('Return');
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.desktop.type('dev-readonly');
    await stage.desktop.key('Return');
    await until('exports', async () =>
      (await stage.desktop.clipboardText()).includes('AWS_SESSION_TOKEN'),
    );
  });
});

test('ST9: the key leaves the file when asked; no file of the home holds it, and other tools ask Fobwatch', async () => {
  await onStage({ firstRun: true }, async (stage) => {
    const before = readFileSync(stage.files.credentials, 'utf8');
    writeFileSync(`${stage.files.credentials}~`, before, { mode: 0o600 });
    writeFileSync(`${stage.files.credentials}.fobwatch-3~`, `# older\n${before}`, { mode: 0o600 });
    const page = await stage.show();
    await stage.click(button(page, 'Import the key'));
    await expect(page.locator('[data-found="ada"]')).toContainText('still in credentials:3');
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe(before);
    await stage.click(button(page, 'Take keys out of the files…'));
    const question = page.getByRole('region', { name: 'Take keys out of the files' });
    await expect(question).toContainText('− credentials:2 aws_access_key_id');
    await expect(question).toContainText('− credentials:3 aws_secret_access_key');
    await expect(question).toContainText('+ [profile ada]');
    await expect(button(page, 'Not now').first()).toBeFocused();
    await question.scrollIntoViewIfNeeded();
    await stage.picture('first-3-question');
    expect(await complaints(page)).toEqual([]);
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe(before);
    await stage.click(button(page, 'Take out'));
    await expect(question).toContainText('Other tools ask Fobwatch for ada now.');
    await expect(question).toContainText(
      '2 backups sealed: credentials~ and credentials.fobwatch-3~.',
    );
    await question.scrollIntoViewIfNeeded();
    await stage.picture('first-4-removed');
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe('[ada]\n');
    expect(filesWith(stage.desktop.home, [SECRET])).toEqual([]);

    await stage.click(button(page, 'Go on'));
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const tools = {
      ...quiet,
      AWS_CONFIG_FILE: stage.files.config,
      AWS_SHARED_CREDENTIALS_FILE: stage.files.credentials,
    };
    const called = ['sts', 'get-caller-identity', '--profile', 'ada', '--region', 'us-east-1'];
    const byCli = ['/usr/bin/aws', '--endpoint-url', stage.aws.url, ...called];
    expect(await stage.desktop.run(byCli, { env: tools })).toContain(':user/ada');
    const script = `import boto3, sys; print(boto3.Session(profile_name='ada').client('sts', endpoint_url=sys.argv[1], region_name='us-east-1').get_caller_identity()['Arn'])`;
    const byBoto = ['/usr/bin/python3', '-c', script, stage.aws.url];
    expect(await stage.desktop.run(byBoto, { env: tools })).toContain(':user/ada');

    // Later, in the panel: back as it was, to the byte.
    await stage.desktop.clickMenu(/Settings/);
    await button(page, 'Show what they hold').click();
    await stage.picture('first-5-panel');
    await button(page, /^Put back….*credentials~/).click();
    await stage.picture('first-6-put-back');
    await page.getByRole('button', { name: 'Put back', exact: true }).click();
    await expect(question).toContainText('is again what its backup was');
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe(before);
    await button(page, 'Undo').click();
    await expect(question).toContainText('as before');
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe('[ada]\n');
  });
});

test('ST9: an undo puts the key back where it was, with the profile as it was', async () => {
  await onStage({ firstRun: true }, async (stage) => {
    const before = [stage.files.credentials, stage.files.config].map((path) => readFileSync(path));
    const page = await stage.show();
    await stage.click(button(page, 'Import the key'));
    await stage.click(button(page, 'Take keys out of the files…'));
    await stage.desktop.key('Tab');
    await expect(button(page, 'Take out')).toBeFocused();
    await stage.desktop.key('Return');
    await button(page, 'Undo').waitFor();
    await stage.desktop.key('Tab');
    await expect(button(page, 'Undo')).toBeFocused();
    await stage.desktop.key('Return');
    await expect(page.getByText(/are as before/).last()).toBeVisible();
    const after = [stage.files.credentials, stage.files.config].map((path) => readFileSync(path));
    expect(after).toEqual(before);
  });
});

const SECOND = `
[spare]
aws_access_key_id = AKIASPARE00000000001
aws_secret_access_key = spare-long-term-secret-0123456789abcdefghi
[half]
aws_secret_access_key = half-long-term-secret-0123456789abcdefghij
no property
`;

test('ST9: several keys and broken lines: each can be left out, problems name their lines', async () => {
  await onStage(
    {
      firstRun: true,
      desktop: { dark: true },
      credentials: (text) => text + SECOND,
      // At the local AWS, as all others.
      config: (text) =>
        `${text}\n[profile spare]\nregion = us-east-1\n${/endpoint_url = .*/.exec(text)?.[0]}\n`,
    },
    async (stage) => {
      const page = await stage.show();
      await expect(page.getByText('credentials:9', { exact: true })).toBeVisible();
      await expect(page.getByText('credentials:10', { exact: true })).toBeVisible();
      await page.getByRole('checkbox', { name: 'spare' }).uncheck();
      await expect(button(page, 'Import the key')).toBeVisible();
      await page.getByRole('checkbox', { name: 'spare' }).check();
      await stage.picture('first-several-dark');
      expect(await complaints(page)).toEqual([]);
      await stage.click(button(page, 'Import 2 keys'));
      // AWS does not know it: said in its place, and the other is fine.
      await expect(page.locator('[data-found="spare"]')).toContainText(/AWS does not know|key/);
      await expect(page.locator('[data-found="ada"]')).toContainText('user/ada');
      await expect(page.locator('[data-found="ada"]').getByRole('combobox')).toHaveValue(DEVICE);
      await expect(button(page, 'Check spare again')).toBeVisible();
      await narrow(stage, page);
      await stage.picture('first-several-narrow-dark');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        320,
      );
      expect(await complaints(page)).toEqual([]);
    },
  );
});

/** Three people of one account: one may not look for her device, one has none, one has a security key. */
const devicesWorld = (): World => {
  const world = demoWorld();
  const deny = {
    Version: '2012-10-17' as const,
    Statement: { Effect: 'Deny' as const, Action: 'iam:ListMFADevices', Resource: '*' },
  };
  const accounts = world.accounts.map((account) => ({
    ...account,
    users: account.users.flatMap((user) => [
      { ...user, policies: [...user.policies, deny] },
      {
        ...user,
        name: 'bea',
        id: `AIDA${'B'.repeat(17)}`,
        keys: user.keys.map((key) => ({ ...key, id: `AKIA${'B'.repeat(16)}` })),
        devices: [],
      },
      {
        ...user,
        name: 'cal',
        id: `AIDA${'C'.repeat(17)}`,
        keys: user.keys.map((key) => ({ ...key, id: `AKIA${'C'.repeat(16)}` })),
        devices: [
          {
            kind: 'fido' as const,
            serial: 'arn:aws:iam::111122223333:u2f/user/cal/yubi-1',
            enabledAt: '2024-03-01T09:00:00Z',
          },
        ],
      },
    ]),
  }));
  const more = ['bea', 'cal'].map((name) => ({
    name,
    region: 'us-east-1',
    accessKeyId: `AKIA${name.charAt(0).toUpperCase().repeat(16)}`,
  }));
  return { ...world, accounts, profiles: [...world.profiles, ...more] };
};

test('ST9: a guessed serial is said to be one, a security key is explained, and no device leads to the wizard', async () => {
  await onStage({ firstRun: true, world: devicesWorld() }, async (stage) => {
    const page = await stage.show();
    await stage.click(button(page, 'Import 3 keys'));
    const of = (name: string): Locator => page.locator(`[data-found="${name}"]`);
    await expect(of('ada')).toContainText('not confirmed');
    await expect(of('ada')).toContainText('AWS does not let this key list its devices');
    await expect(of('bea')).toContainText('No MFA device.');
    await expect(of('cal')).toContainText('AWS takes no security key for the command line');
    await expect(button(page, 'Set up a device for cal')).toBeVisible();
    const wide = page.locator('.scroll').first();
    expect(await wide.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    await of('bea').scrollIntoViewIfNeeded();
    await stage.picture('first-devices');
    expect(await complaints(page)).toEqual([]);
    await stage.click(button(page, 'Set up a device for bea'));
    await expect(page.getByRole('heading', { name: 'Devices and keys' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'bea' })).toBeVisible();
    await stage.desktop.key('Escape');
    await expect(page.getByRole('heading', { name: 'What the AWS files hold' })).toBeVisible();
  });
});

test('ST9: an empty home is told in words, with a key by hand and a way to other files', async () => {
  await onStage({ firstRun: true, config: () => '', credentials: false }, async (stage) => {
    rmSync(stage.files.config);
    await stage.app().quit();
    await stage.start();
    const page = await stage.show();
    await expect(page.getByText(/^No key and no role was found/)).toBeVisible();
    await expect(button(page, 'Add key')).toBeFocused();
    await stage.picture('first-empty');
    expect(await complaints(page)).toEqual([]);
    await stage.click(button(page, 'Try it out'));
    await expect(page.getByRole('heading', { name: 'Trial' })).toBeVisible();
    await stage.desktop.key('Escape');
    await expect(button(page, 'Add key')).toBeFocused();
    await stage.desktop.key('Return');
    await until('the form', () => stage.app().isShown('key-form.html'));
  });
});

test('ST9: without a keychain it says so and offers no import', async () => {
  await onStage({ firstRun: true, desktop: { keychain: false } }, async (stage) => {
    const page = await stage.show();
    await expect(page.getByText(/none can be moved now/)).toBeVisible();
    await expect(button(page, /^Import/)).toHaveCount(0);
    await expect(button(page, 'Add key')).toHaveCount(0);
    await stage.picture('first-no-keychain');
    await stage.click(button(page, 'Go on'));
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
  });
});

test('ST9: a file that another Fobwatch writes stays as it is, and can be asked again', async () => {
  await onStage({ firstRun: true }, async (stage) => {
    const before = readFileSync(stage.files.credentials, 'utf8');
    const page = await stage.show();
    await stage.click(button(page, 'Import the key'));
    await expect(page.locator('[data-found="ada"]')).toContainText('user/ada');
    // Whoever holds it lives as long as this test.
    const lock = `${stage.files.credentials}.fobwatch-lock`;
    writeFileSync(lock, `${hostname()} ${process.pid} test`);
    await stage.click(button(page, 'Take keys out of the files…'));
    await stage.click(button(page, 'Take out'));
    await stage.click(page.getByText('Details'));
    await expect(page.getByText('another Fobwatch process is writing it')).toBeVisible();
    await stage.picture('first-locked');
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe(before);
    rmSync(lock);
    await stage.click(button(page, 'Look again'));
    await page.getByRole('checkbox', { name: /Let other tools go on/ }).uncheck();
    await stage.click(button(page, 'Take out'));
    await expect(page.getByText(/2 lines taken out/).last()).toBeVisible();
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe('[ada]\n');

    // Other tools have nothing by that profile now, and can be led to Fobwatch later as well.
    await stage.click(button(page, 'Close'));
    await stage.click(button(page, 'Let other tools ask Fobwatch for ada…'));
    await expect(page.getByText(/^Nothing leaves the files/)).toBeVisible();
    await stage.picture('first-lead-later');
    await stage.click(button(page, 'Let them'));
    await expect(page.getByText('Other tools ask Fobwatch for ada now.').last()).toBeVisible();
    expect(readFileSync(stage.files.config, 'utf8')).toMatch(/credential_process = .*session:ada/);
  });
});

test('ST9: a file that is read-only stays as it is, and the reason is told', async () => {
  await onStage({ firstRun: true }, async (stage) => {
    const before = readFileSync(stage.files.credentials, 'utf8');
    const page = await stage.show();
    await stage.click(button(page, 'Import the key'));
    await expect(page.locator('[data-found="ada"]')).toContainText('user/ada');
    chmodSync(stage.files.credentials, 0o400);
    await stage.click(button(page, 'Take keys out of the files…'));
    await stage.click(button(page, 'Take out'));
    await expect(page.getByText(/could not be written; check its permissions/)).toBeVisible();
    await stage.click(page.getByText('Details'));
    await expect(page.getByText('is read-only')).toBeVisible();
    await stage.picture('first-read-only');
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe(before);
  });
});
