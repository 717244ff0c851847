import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { fits, narrow, pressByKeys, reachByKeys } from '../support/by-keys.ts';
import { onStage, type Stage, type StageOptions } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Role profiles, edited in the window of the real app on the real desktop, in real files.

const URL_PASTED =
  'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=prod-admin&displayName=prod%20by%20hand';

const options = (dark = false): StageOptions => ({
  desktop: { dark },
  beside: async ({ url }) => ({
    env: { AWS_ENDPOINT_URL: url },
    config: '',
    stop: async () => undefined,
  }),
});

const look = async (stage: Stage, page: Page, name: string): Promise<void> => {
  await stage.picture(`profiles-${name}`);
  expect(await complaints(page), name).toEqual([]);
};

const openPanel = async (stage: Stage): Promise<Page> => {
  const page = await stage.open();
  await stage.click(page.getByRole('button', { name: 'Settings' }));
  await stage.click(page.getByRole('button', { name: 'Edit profiles' }));
  await page.getByRole('heading', { name: 'Profiles' }).waitFor();
  await page.getByRole('list', { name: 'Profiles of the AWS files' }).waitFor();
  return page;
};

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const press = (stage: Stage, page: Page, name: string) =>
  stage.click(page.getByRole('button', { name, exact: true }));
const fromMenu = async (stage: Stage, page: Page, profile: string, item: string) => {
  await stage.click(page.getByRole('button', { name: `More for profile ${profile}` }));
  await stage.click(page.getByRole('menuitem', { name: item }));
};

/** As from another program's window: the page gets what a person pastes. */
const paste = async (page: Page, name: string, text: string): Promise<void> => {
  await field(page, name).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
};

const config = (stage: Stage): string => readFileSync(stage.files.config, 'utf8');

test('a profile is added by a pasted URL, started, edited, duplicated, removed and taken back', async () => {
  await onStage(options(true), async (stage) => {
    const page = await openPanel(stage);
    const before = config(stage);
    await look(stage, page, 'dark-1-list');

    await press(stage, page, 'Add profile');
    await expect(field(page, 'Role')).toBeFocused();
    await stage.desktop.type('acme-prod/Admin');
    await expect(page.getByText('its number of twelve digits is needed')).toBeVisible();
    await look(stage, page, 'dark-2-alias');
    await field(page, 'Role').fill('');
    await paste(page, 'Role', URL_PASTED);
    await expect(field(page, 'Role')).toHaveValue('arn:aws:iam::444455556666:role/prod-admin');
    await expect(field(page, 'Name')).toHaveValue('prod-by-hand');
    await page.getByRole('combobox', { name: 'First credentials from' }).selectOption('ada');
    await field(page, 'Region').fill('Frankfurt');
    await expect(page.getByText('No partition of AWS has a region of that name.')).toBeVisible();
    await field(page, 'Region').fill('us-east-1');
    await expect(page.getByText('ada → prod-by-hand, 1 h, shares today’s code')).toBeVisible();
    await look(stage, page, 'dark-3-form');
    await press(stage, page, 'Save');
    await expect(page.getByText('Added prod-by-hand to .aws/config')).toBeVisible();
    await look(stage, page, 'dark-4-added');
    expect(config(stage)).toBe(
      `${before}\n[profile prod-by-hand]\n# Fobwatch keeps this profile\nrole_arn = arn:aws:iam::444455556666:role/prod-admin\nsource_profile = ada\nregion = us-east-1\n`,
    );

    await fromMenu(stage, page, 'prod-by-hand', 'Edit');
    await field(page, 'Role session name').fill('{user}-here');
    await press(stage, page, 'Save');
    await expect(page.getByText('Changed prod-by-hand in .aws/config')).toBeVisible();
    expect(config(stage)).toContain('\nrole_session_name = {user}-here\n');

    await fromMenu(stage, page, 'prod-by-hand', 'Duplicate');
    await expect(field(page, 'Name')).toHaveValue('prod-by-hand-copy');
    await press(stage, page, 'Save');
    await expect(page.getByText('Added prod-by-hand-copy to .aws/config')).toBeVisible();

    const both = config(stage);
    await fromMenu(stage, page, 'prod-by-hand-copy', 'Remove');
    await expect(page.getByText('Removed prod-by-hand-copy in .aws/config')).toBeVisible();
    expect(config(stage)).not.toContain('prod-by-hand-copy');
    await press(stage, page, 'Undo');
    await expect(page.getByText(/^Took back prod-by-hand-copy/)).toBeVisible();
    expect(config(stage)).toBe(both);

    await stage.desktop.key('Escape');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await stage.desktop.key('Escape');
    await stage.typeCode();
    await stage.phase('role:prod-by-hand', 'fresh');
  });
});

test('a section that a person wrote changes only after a yes to the lines, and only in them', async () => {
  await onStage(options(), async (stage) => {
    const page = await openPanel(stage);
    const before = config(stage);
    await fromMenu(stage, page, 'dev-readonly', 'Edit');
    await field(page, 'Role session name').fill('ada-at-work');
    await press(stage, page, 'Save');
    await expect(page.getByText(/You or another tool wrote dev-readonly/)).toBeVisible();
    await expect(page.getByText('role_session_name = ada-at-work')).toBeVisible();
    expect(config(stage)).toBe(before);
    await look(stage, page, 'consent');
    await press(stage, page, 'Change these lines');
    await expect(page.getByText('Changed dev-readonly in .aws/config')).toBeVisible();
    const added = config(stage)
      .split('\n')
      .filter((line) => !before.split('\n').includes(line));
    expect(added).toEqual(['role_session_name = ada-at-work']);

    await fromMenu(stage, page, 'dev-readonly', 'Remove');
    await expect(page.getByText('data-chained names dev-readonly as source')).toBeVisible();
    await press(stage, page, 'Remove');
    await expect(page.getByText(/header or remark/)).toBeVisible();
    await look(stage, page, 'consent-remove');
    await press(stage, page, 'Keep');
    expect(config(stage)).toContain('[profile dev-readonly]');
  });
});

test('profiles for many accounts are made at once, and shared with and adopted by another person', async () => {
  let shared = '';
  await onStage(options(), async (stage) => {
    const page = await openPanel(stage);
    const before = config(stage);
    await press(stage, page, 'Many accounts');
    await field(page, 'Accounts').fill(
      '111122223333 Acme Dev\n444455556666 Acme Prod\nnothing\n11112222333 short\n',
    );
    await field(page, 'Role name').fill('dev-readonly');
    await page.getByRole('combobox', { name: 'First credentials from' }).selectOption('ada');
    await expect(page.getByText('acme-dev-dev-readonly')).toBeVisible();
    await expect(page.getByText('Line 3 has no account number.')).toBeVisible();
    await expect(page.getByText(/Line 4 has a number of 11 digits/)).toBeVisible();
    await look(stage, page, 'bulk');
    await press(stage, page, 'Add 2 profiles');
    await expect(page.getByText('Added 2 profiles to .aws/config')).toBeVisible();
    expect(config(stage)).toContain('[profile acme-prod-dev-readonly]\n');
    expect(readFileSync(`${stage.files.config}~`, 'utf8')).toBe(before);

    await press(stage, page, 'Share');
    await look(stage, page, 'share');
    await field(page, 'Save as').fill(join(stage.desktop.home, 'team.json'));
    await stage.click(page.getByRole('button', { name: /^Share \d+ profiles$/ }));
    await expect(page.getByText(/^Shared \d+ profiles in/)).toBeVisible();
    shared = readFileSync(join(stage.desktop.home, 'team.json'), 'utf8');
    expect(shared).not.toMatch(/AKIA|mfa|source_profile": "ada/);
  });

  const other: StageOptions = {
    ...options(),
    config: (text) => text.replace(/\[profile dev-readonly\][^]*?\n\n/, ''),
  };
  await onStage(other, async (stage) => {
    const file = join(stage.desktop.home, 'team.json');
    writeFileSync(file, shared);
    const page = await openPanel(stage);
    await press(stage, page, 'Adopt');
    await page.getByLabel('File of shared profiles').setInputFiles(file);
    await expect(page.getByText('acme-dev-dev-readonly', { exact: true })).toBeVisible();
    await look(stage, page, 'adopt');
    await stage.click(page.getByRole('button', { name: /^Take over \d profiles$/ }));
    await expect(page.getByText(/^Added \d profiles to .aws\/config$/)).toBeVisible();
    expect(config(stage)).toContain('\n[profile dev-readonly]\n# Fobwatch keeps this profile\n');
    expect(config(stage)).toMatch(/\[profile acme-prod-dev-readonly\][^[]*source_profile = ada\n/);
  });
});

test('the keys alone add a profile in a window of 320 px; what is typed survives hiding, and is not lost unasked', async () => {
  await onStage(options(), async (stage) => {
    const page = await openPanel(stage);
    await narrow(stage, page);
    await expect(page.getByRole('searchbox', { name: 'Search profiles' })).toBeFocused();
    await stage.desktop.key('Tab');
    await expect(page.getByRole('button', { name: 'Add profile' })).toBeFocused();
    await stage.desktop.key('Return');
    await expect(field(page, 'Role')).toBeFocused();
    await stage.desktop.type('444455556666/prod-admin');
    await stage.desktop.key('Tab');
    await expect(field(page, 'Role')).toHaveValue('arn:aws:iam::444455556666:role/prod-admin');
    await expect(field(page, 'Name')).toBeFocused();
    await expect(field(page, 'Name')).toHaveValue('444455556666-prod-admin');
    await stage.desktop.key('Tab');
    await stage.desktop.type('ada');
    await look(stage, page, 'narrow');

    await stage.desktop.clickTray();
    await stage.hidden();
    await stage.desktop.clickTray();
    await until('the popover to be seen', () => stage.app().isShown('index.html'));
    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Edit profiles' }));
    await expect(field(page, 'Name')).toHaveValue('444455556666-prod-admin');

    await stage.desktop.key('Escape');
    await expect(page.getByText('What you typed here is lost when you leave.')).toBeVisible();
    await look(stage, page, 'narrow-leaving');
    await stage.desktop.key('Escape');
    await expect(page.getByText('What you typed here is lost when you leave.')).toBeHidden();
    const save = page.getByRole('button', { name: 'Save' });
    await until('the keys to reach the button', async () => {
      await stage.desktop.key('Tab');
      return save.evaluate((element) => element === document.activeElement);
    });
    await stage.desktop.key('Return');
    await expect(page.getByText('Added 444455556666-prod-admin to .aws/config')).toBeVisible();
    expect(config(stage)).toMatch(/\nsource_profile = ada\n$/);
    await stage.desktop.key('Escape');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });
});

const reachMenu = (stage: Stage, page: Page) =>
  until('the focus in the list', async () => {
    await stage.desktop.key('Tab');
    return page.evaluate(() => document.activeElement?.closest('.profile-row') !== null);
  });

test('a thousand profiles are walked and typed through like a native list, with one Tab stop and few rows drawn', async () => {
  const many = Array.from(
    { length: 1000 },
    (_, at) =>
      `\n[profile many-${String(at).padStart(3, '0')}]\nrole_arn = arn:aws:iam::444455556666:role/r${at}\nsource_profile = ada\n`,
  ).join('');
  const settings = '[session]\nstart = asked\n';
  await onStage({ ...options(), config: (text) => text + many, settings }, async (stage) => {
    const { desktop } = stage;
    const page = await openPanel(stage);
    const drawn = page.locator('.profile-row');
    const focused = (name: string) =>
      expect(page.getByRole('button', { name: `More for profile ${name}` })).toBeFocused();
    expect(await drawn.count()).toBeLessThan(40);
    await reachMenu(stage, page);
    await expect(
      page.locator('.profile-rows :is(button, [tabindex]):not([tabindex="-1"])'),
    ).toHaveCount(1);
    await desktop.key('End');
    await focused('many-999');
    await expect(drawn.last()).toBeInViewport({ ratio: 0.9 });
    expect(await drawn.count()).toBeLessThan(40);
    await desktop.key('Up');
    await focused('many-998');
    await desktop.type('many-500');
    await focused('many-500');
    await desktop.key('Page_Down');
    await expect(page.locator('.profile-row:focus-within')).toBeInViewport({ ratio: 0.9 });
    await expect(page.locator('.profile-row:focus-within')).toHaveAttribute(
      'data-profile',
      /^many-50[3-9]$/,
    );
    await desktop.key('Page_Up');
    await focused('many-500');
    await desktop.key('Tab');
    await expect(page.locator('.profile-row:focus-within')).toHaveCount(0);
    await look(stage, page, 'many');
    await reachMenu(stage, page);
    await focused('many-500');
    await desktop.key('Home');
    // One that nothing can be done with is walked over as well, and read.
    const first = page.getByRole('listitem', { name: 'ada, keys of its own' });
    await expect(first).toBeFocused();
    await expect(first).toBeInViewport({ ratio: 0.9 });
    await look(stage, page, 'no-menu');
    await desktop.key('Down');
    await focused('dev-readonly');
    await desktop.key('Up');
    await desktop.key('Up');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await desktop.type('many-777');
    await expect(drawn).toHaveCount(1);
    await desktop.key('Down');
    await focused('many-777');
  });
});

test('the keys alone make profiles for many accounts, share, adopt and remove them, in a window of 320 px', async () => {
  await onStage(options(), async (stage) => {
    const { desktop } = stage;
    const page = await openPanel(stage);
    const before = config(stage);
    await narrow(stage, page);
    await pressByKeys(stage, page, 'Many accounts');
    await expect(field(page, 'Accounts')).toBeFocused();
    await desktop.type('111122223333 Acme Dev\n444455556666 Acme Prod\n');
    await reachByKeys(stage, 'the role', field(page, 'Role name'));
    await desktop.type('dev-readonly');
    const source = page.getByRole('combobox', { name: 'First credentials from' });
    await reachByKeys(stage, 'the source', source);
    await desktop.type('ada');
    await expect(source).toHaveValue('profile ada');
    await look(stage, page, 'keys-1-bulk');
    expect(await fits(page)).toBe(true);
    await pressByKeys(stage, page, 'Add 2 profiles');
    await expect(page.getByText('Added 2 profiles to .aws/config')).toBeVisible();
    const added = config(stage);
    expect(added).toContain('[profile acme-prod-dev-readonly]\n');

    const file = join(desktop.home, 'team.json');
    await pressByKeys(stage, page, 'Share');
    await expect(field(page, 'Save as')).toBeFocused();
    await desktop.key('ctrl+a');
    await desktop.type(file);
    const left = page.getByRole('checkbox', { name: 'acme-prod-dev-readonly', exact: true });
    await reachByKeys(stage, 'a profile to leave out', left);
    await desktop.key('space');
    await expect(left).not.toBeChecked();
    await look(stage, page, 'keys-2-share');
    expect(await fits(page)).toBe(true);
    await reachByKeys(
      stage,
      'the button',
      page.getByRole('button', { name: /^Share \d+ profiles$/ }),
    );
    await desktop.key('Return');
    await expect(page.getByText(/^Shared \d+ profiles in/)).toBeVisible();
    expect(readFileSync(file, 'utf8')).not.toContain('acme-prod-dev-readonly');

    for (const name of ['acme-dev-dev-readonly', 'acme-prod-dev-readonly']) {
      // Tab stops once in the list; the arrows and the first letters lead to any of it.
      await reachMenu(stage, page);
      await desktop.type(name);
      await expect(page.getByRole('button', { name: `More for profile ${name}` })).toBeFocused();
      await desktop.key('Return');
      await page.getByRole('menuitem', { name: 'Remove' }).waitFor();
      await until('the keys to reach Remove', async () => {
        await desktop.key('Down');
        return page
          .getByRole('menuitem', { name: 'Remove' })
          .evaluate((element) => element === document.activeElement);
      });
      await desktop.key('Return');
      await expect(page.getByText(`Removed ${name} in .aws/config`)).toBeVisible();
      // Its row goes a moment later, and the focus with it.
      await expect(page.locator(`[data-profile="${name}"]`)).toHaveCount(0);
    }
    expect(config(stage)).toBe(before);

    await pressByKeys(stage, page, 'Adopt');
    await expect(page.getByLabel('File of shared profiles')).toBeFocused();
    // The file is chosen in the desktop's own dialog, whose first slash opens the line for a path.
    await desktop.key('space');
    await until(
      'the dialog of the desktop',
      async () => (await desktop.activeWindow()) === 'Open File',
    );
    await desktop.type(file);
    await desktop.key('Return');
    await expect(page.getByText('acme-dev-dev-readonly', { exact: true })).toBeVisible();
    await look(stage, page, 'keys-3-adopt');
    expect(await fits(page)).toBe(true);
    await pressByKeys(stage, page, 'Take over 1 profile');
    await expect(page.getByText('Added acme-dev-dev-readonly to .aws/config')).toBeVisible();
    expect(config(stage)).toContain('[profile acme-dev-dev-readonly]\n');
  });
});

test('a broken role leads from its row to the form of its profile, where it is mended', async () => {
  const broken = '\n[profile lost]\nrole_arn = arn:aws:iam::444455556666:role/prod-admin\n';
  await onStage({ ...options(), config: (text) => text + broken }, async (stage) => {
    const page = await stage.open();
    const row = await stage.row('role:lost');
    await stage.click(row.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Edit profile' }));
    await page.getByRole('heading', { name: 'Edit lost' }).waitFor();
    await page.getByRole('combobox', { name: 'First credentials from' }).selectOption('ada');
    await press(stage, page, 'Save');
    await press(stage, page, 'Change these lines');
    await expect(page.getByText('Changed lost in .aws/config')).toBeVisible();
    await stage.desktop.key('Escape');
    await stage.typeCode();
    await stage.phase('role:lost', 'fresh');
  });
});
