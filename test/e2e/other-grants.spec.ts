import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { allow } from '../local-aws/support.ts';
import { complaints } from '../support/axe.ts';
import { installBrowser, type Browser } from '../support/browser.ts';
import { fits, narrow, pressByKeys, reachByKeys } from '../support/by-keys.ts';
import {
  arn,
  createProviders,
  federatedWorld,
  responseOf,
  type Providers,
} from '../support/federated-world.ts';
import { fobwatch } from '../support/scene.ts';
import { onStage, type Stage, type StageOptions } from '../support/stage.ts';
import { until } from '../support/until.ts';

// What no profile names, started in the window: a role by SAML, a role by web identity, a federated user.

const onOthers = async (
  dark: boolean,
  play: (stage: Stage, providers: Providers) => Promise<void>,
  options: Pick<StageOptions, 'config' | 'credentials' | 'lifetimes'> & {
    /** More of settings.ini. */
    readonly more?: string;
  } = {},
): Promise<void> => {
  const { more = '', ...files } = options;
  const providers = await createProviders();
  await onStage(
    {
      ...files,
      desktop: { dark },
      world: federatedWorld(providers),
      settings: ({ url }) => `[network]\nsignin_endpoint = ${url}\n${more}`,
      beside: async ({ url }) => ({
        env: { AWS_ENDPOINT_URL: url, AWS_REGION: 'us-east-1' },
        config: '',
        stop: async () => undefined,
      }),
    },
    (stage) => play(stage, providers),
  );
};

const openPanel = async (stage: Stage): Promise<Page> => toPanel(stage, await stage.open());

const toPanel = async (stage: Stage, page: Page): Promise<Page> => {
  await stage.click(page.getByRole('button', { name: 'Settings' }));
  await stage.click(page.getByRole('button', { name: 'Start others' }));
  await page.getByRole('heading', { name: 'Other credentials' }).waitFor();
  return page;
};

/** Starts the first of the roles that the assertion of the clipboard offers. */
const startAnalyst = async (stage: Stage, page: Page, providers: Providers): Promise<void> => {
  await stage.desktop.copyText(await responseOf(providers));
  await stage.click(page.getByRole('button', { name: 'Read assertion' }));
  await expect(page.getByRole('status').first()).toContainText('It offers 2 roles.');
  await stage.click(page.getByRole('button', { name: 'Start', exact: true }));
  await stage.phase('made:analyst', 'fresh');
};

/** AWS takes no call that was signed five minutes ago: its time goes on by so many seconds at once. */
const AT_ONCE = 200;

/** AWS's time goes on by so many seconds, as the app hears with the answers meanwhile. */
const goOn = async (stage: Stage, seconds: number): Promise<void> => {
  for (let left = seconds; left > 0; left -= AT_ONCE) {
    stage.aws.advance(Math.min(left, AT_ONCE));
    // oxlint-disable-next-line no-await-in-loop -- time goes one way
    await fobwatch(stage, 'identify', 'analyst');
  }
};

/** What the exports that were copied from a row are good for, by Debian's awscli. */
const usedBy = async (stage: Stage, id: string): Promise<string> => {
  const row = await stage.row(id);
  await stage.click(row.getByRole('button', { name: /^Copy/ }));
  await expect(row).toContainText('copied');
  const script = `eval "$(cat)"; /usr/bin/aws --endpoint-url "$1" sts get-caller-identity`;
  return stage.desktop.run(['bash', '-c', script, '-', stage.aws.url], {
    input: await stage.desktop.clipboardText(),
  });
};

/** The page that the person's browser gets when the console is opened from a row's menu. */
const consoleOf = async (stage: Stage, browser: Browser, id: string): Promise<string> => {
  const row = await stage.row(id);
  await stage.click(row.getByRole('button', { name: /More/ }));
  await stage.click((await stage.page()).getByRole('menuitem', { name: 'Open console' }));
  const html = await browser.page();
  await expect(row.getByText('console opened')).toBeVisible();
  return html;
};

test('BO3: an assertion of the clipboard offers its roles; the chosen one starts and is used', async () => {
  await onOthers(true, async (stage, providers) => {
    const page = await openPanel(stage);
    await stage.desktop.copyText('not an assertion!');
    await stage.click(page.getByRole('button', { name: 'Read assertion' }));
    await expect(page.getByRole('status').first()).toContainText('holds no SAML response');
    await stage.picture('other-grants-dark-1-refused');
    expect(await complaints(page)).toEqual([]);

    const response = await responseOf(providers);
    await stage.desktop.copyText(response);
    await stage.click(page.getByRole('button', { name: 'Read assertion' }));
    await expect(page.getByRole('status').first()).toContainText('It offers 2 roles.');
    expect(await page.content()).not.toContain(response.slice(0, 60));
    await page
      .getByLabel('Role', { exact: true })
      .selectOption({ label: 'auditor in 1111-2222-3333, by acme-login' });
    await stage.picture('other-grants-dark-2-offered');
    expect(await complaints(page)).toEqual([]);
    await stage.click(page.getByRole('button', { name: 'Start', exact: true }));
    await stage.phase('made:auditor', 'fresh');
    await stage.picture('other-grants-dark-3-held');
    expect(await usedBy(stage, 'made:auditor')).toContain('assumed-role/auditor');
  });
});

test('BO3: a role by SAML is chosen and started by keys alone, in a window of 320 px', async () => {
  await onOthers(false, async (stage, providers) => {
    const page = await stage.open();
    await narrow(stage, page);
    await stage.desktop.copyText(await responseOf(providers));
    await pressByKeys(stage, page, 'Settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await pressByKeys(stage, page, 'Start others');
    await pressByKeys(stage, page, 'Read assertion');
    await expect(page.getByRole('status').first()).toContainText('It offers 2 roles.');
    const role = page.getByLabel('Role', { exact: true });
    await reachByKeys(stage, 'the role', role);
    await stage.desktop.key('Down');
    await expect(role.locator('option:checked')).toHaveText(/auditor/);
    await stage.picture('other-grants-saml-narrow');
    expect(await complaints(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await pressByKeys(stage, page, 'Start');
    await stage.phase('made:auditor', 'fresh');
    await stage.picture('other-grants-saml-narrow-held');
  });
});

test('BO3: an assertion is read from a file and from what a command prints, by keys alone', async () => {
  await onOthers(false, async (stage, providers) => {
    const { desktop } = stage;
    const browser = installBrowser(desktop.home, 'system-browser', true);
    const response = await responseOf(providers);
    writeFileSync(join(desktop.home, 'response.txt'), response);
    const command = join(desktop.home, 'saml-login');
    writeFileSync(
      command,
      `#!/bin/sh\nprintf 'SAMLResponse=%s' '${encodeURIComponent(response)}'\n`,
    );
    chmodSync(command, 0o755);
    const page = await openPanel(stage);
    const told = page.getByRole('status').first();
    await reachByKeys(stage, 'the clipboard', page.getByRole('radio', { name: 'Clipboard' }));
    await desktop.key('Right');
    await expect(page.getByRole('radio', { name: 'File' })).toBeChecked();
    await desktop.key('Tab');
    await desktop.type('~/nowhere.txt');
    await pressByKeys(stage, page, 'Read assertion');
    await expect(told).toContainText('nowhere.txt');
    await stage.picture('other-grants-saml-file-missing');
    await reachByKeys(stage, 'the path', page.getByRole('textbox', { name: 'File' }));
    await desktop.key('ctrl+a');
    await desktop.type('~/response.txt');
    await pressByKeys(stage, page, 'Read assertion');
    await expect(told).toContainText('It offers 2 roles.');
    await pressByKeys(stage, page, 'Start');
    await stage.phase('made:analyst', 'fresh');

    await toPanel(stage, page);
    await reachByKeys(stage, 'the clipboard', page.getByRole('radio', { name: 'Clipboard' }));
    await desktop.key('Left');
    await expect(page.getByRole('radio', { name: 'Command' })).toBeChecked();
    await desktop.key('Tab');
    await desktop.type(`'${command}' --print`);
    await pressByKeys(stage, page, 'Read assertion');
    await expect(told).toContainText('It offers 2 roles.');
    expect(await page.content()).not.toContain(response.slice(0, 60));
    await reachByKeys(stage, 'the role', page.getByLabel('Role', { exact: true }));
    await desktop.key('Down');
    await stage.picture('other-grants-saml-command');
    await pressByKeys(stage, page, 'Start');
    await stage.phase('made:auditor', 'fresh');
    expect(await usedBy(stage, 'made:auditor')).toContain('assumed-role/auditor');
    expect(await consoleOf(stage, browser, 'made:auditor')).toContain(':assumed-role/auditor/');
  });
});

test('BO4: a token in a file starts a role by keys alone; a fault is told at its field; its console opens', async () => {
  await onOthers(false, async (stage, providers) => {
    const { desktop } = stage;
    const browser = installBrowser(desktop.home, 'system-browser', true);
    writeFileSync(join(desktop.home, 'token.jwt'), await providers.oidc.token());
    const page = await openPanel(stage);
    const role = page.getByLabel('Role ARN');
    await page.getByRole('radio', { name: 'SAML' }).focus();
    await desktop.key('Right');
    await expect(page.getByRole('radio', { name: 'Web identity' })).toBeChecked();
    await reachByKeys(stage, 'the role', role);
    await desktop.type('arn:aws:iam::1:user/not-a-role');
    await desktop.key('Return');
    const file = page.getByRole('textbox', { name: 'Token file' });
    await expect(file).toBeFocused();
    await expect(file).toHaveAccessibleDescription('Name the file that the token is in.');
    await desktop.type('~/token.jwt');
    await desktop.key('Return');
    await expect(role).toHaveAttribute('aria-invalid', 'true');
    await expect(role).toBeFocused();
    await expect(role).toHaveAccessibleDescription(/RoleArn may be made of these only/);
    await stage.picture('other-grants-web-fault');
    expect(await complaints(page)).toEqual([]);
    await desktop.key('ctrl+a');
    await desktop.type(arn('role', 'deployer'));
    await desktop.key('Return');
    await stage.phase('made:deployer', 'fresh');
    expect(await usedBy(stage, 'made:deployer')).toContain('assumed-role/deployer');

    expect(await consoleOf(stage, browser, 'made:deployer')).toContain(':assumed-role/deployer/');
    await stage.picture('other-grants-web-console');
  });
});

test('BO5: a federated user is started by keys alone, and narrowed by a policy', async () => {
  await onOthers(false, async (stage) => {
    const page = await openPanel(stage);
    const { desktop } = stage;
    await page.getByRole('radio', { name: 'SAML' }).focus();
    await desktop.key('Left');
    await expect(page.getByRole('radio', { name: 'Federated user' })).toBeChecked();
    await desktop.key('Tab');
    await expect(page.getByLabel('Identity', { exact: true })).toBeFocused();
    await desktop.key('Tab');
    await desktop.type('ada-at-work');
    await desktop.key('Tab');
    await desktop.type(JSON.stringify(allow('sts:GetCallerIdentity')));
    await desktop.key('Tab');
    await desktop.type('1h');
    await stage.picture('other-grants-federated');
    expect(await complaints(page)).toEqual([]);
    await desktop.key('Return');
    await stage.phase('made:ada-at-work', 'fresh');
    expect(await usedBy(stage, 'made:ada-at-work')).toContain('federated-user/ada-at-work');
  });
});

test('BO3: without an identity or a role profile, a role by SAML is told where it is, marked, stopped and locked', async () => {
  await onOthers(
    false,
    async (stage, providers) => {
      const page = await toPanel(stage, await stage.show());
      await startAnalyst(stage, page, providers);
      const row = await stage.row('made:analyst');
      await expect(row).toContainText('1111-2222-3333 · role by SAML');
      await expect(page.locator('[data-state]')).toHaveCount(0);
      await page.getByRole('searchbox').fill('1111');
      await expect(page.locator('.list[data-searched] [data-grant="made:analyst"]')).toBeVisible();
      await page.getByRole('searchbox').fill('');

      const choose = async (item: string): Promise<void> => {
        await stage.click(row.getByRole('button', { name: /More/ }));
        await stage.click(page.getByRole('menuitem', { name: item, exact: true }));
      };
      await choose('Mark as production');
      await expect(row).toHaveAttribute('data-production');
      await choose('Details');
      await expect(row.locator('.facts')).toContainText(
        `by the rule “${arn('role', 'analyst')}”; what leaves is confirmed each time`,
      );
      await choose('Mark as not production');
      await expect(row.getByText('Is analyst not production any more?')).toBeVisible();
      await stage.picture('other-grants-no-identity');
      expect(await complaints(page)).toEqual([]);
      await narrow(stage, page);
      expect(await fits(page)).toBe(true);
      await stage.picture('other-grants-no-identity-narrow');
      await stage.click(row.getByRole('button', { name: 'Take it away' }));
      await expect(row).not.toHaveAttribute('data-production');

      await stage.click(page.getByRole('button', { name: 'More for the list' }));
      await expect(page.getByRole('menuitem')).toHaveText(['Start all', 'Stop all']);
      await stage.picture('other-grants-no-identity-all');
      await stage.desktop.key('Escape');
      await stage.click(page.getByRole('button', { name: 'Show timeline' }));
      await expect(page.getByRole('option', { name: /^analyst: / })).toBeVisible();
      await stage.desktop.key('Escape');
      await expect(page.getByRole('button', { name: 'Lock now' })).toBeVisible();
      await stage.desktop.key('ctrl+shift+l');
      await page.locator('.window[data-view="locked"]').waitFor();
    },
    { config: () => '', credentials: false },
  );
});

test('BO3: the notice of a role by SAML leads to its row, whose menu lets it end without a word', async () => {
  await onOthers(
    true,
    async (stage, providers) => {
      const page = await openPanel(stage);
      await startAnalyst(stage, page, providers);
      await page.getByRole('searchbox').fill('partner');
      await stage.desktop.key('ctrl+w');
      await stage.hidden();
      const notice = await until('a notice', () => stage.desktop.notifications()[0]);
      expect(notice.title).toMatch(/^analyst ends/);
      await stage.desktop.clickNotification();
      await stage.focused();

      const row = page.locator('[data-grant="made:analyst"]').first();
      await expect(row.locator('[data-row-main]')).toBeFocused();
      await expect(row).toBeInViewport({ ratio: 1 });
      await stage.picture('other-grants-notice-1-row');
      await stage.desktop.key('Right');
      const item = page.getByRole('menuitem', { name: 'Let it end' });
      await item.waitFor();
      await stage.desktop.key('End');
      await stage.desktop.key('Up');
      await expect(item).toBeFocused();
      await stage.picture('other-grants-notice-2-menu');
      await stage.desktop.key('Return');
      await expect(row).toContainText('its end is not told');
      expect(await complaints(page)).toEqual([]);

      // Whoever comes back from elsewhere is not led there again.
      await stage.desktop.key('ctrl+t');
      await page.locator('[data-view="timeline"]').waitFor();
      await stage.desktop.key('Escape');
      await expect(page.getByRole('searchbox')).toBeFocused();
      await narrow(stage, page);
      expect(await fits(page)).toBe(true);
      await stage.picture('other-grants-notice-3-untold-narrow');
    },
    { lifetimes: { roleSeconds: { analyst: 100 } }, more: '[notice]\nlead = 1h\n' },
  );
});

test('BO3: the notice of a role by SAML is put off in its row’s menu, and comes again after that time', async () => {
  await onOthers(
    false,
    async (stage, providers) => {
      const page = await openPanel(stage);
      await startAnalyst(stage, page, providers);
      await stage.desktop.key('ctrl+w');
      await stage.hidden();
      // No notice comes in the first half of a life.
      await goOn(stage, 750);
      await until('a notice', () => stage.desktop.notifications()[0]);
      await stage.desktop.clickNotification();
      await stage.focused();

      const row = page.locator('[data-grant="made:analyst"]');
      await expect(row.locator('[data-row-main]')).toBeFocused();
      await stage.desktop.key('Right');
      const later = page.getByRole('menuitem', { name: /^Remind me/ });
      await expect(later).toHaveText('Remind me in 5 min');
      await stage.desktop.key('End');
      await stage.desktop.key('Up');
      await stage.desktop.key('Up');
      await expect(later).toBeFocused();
      await stage.picture('other-grants-later-1-menu');
      await stage.desktop.key('Return');
      await expect(row).toContainText('reminder at');
      expect(await complaints(page)).toEqual([]);
      expect(stage.desktop.notifications()).toHaveLength(1);
      await stage.desktop.key('ctrl+w');
      await stage.hidden();

      await goOn(stage, 300);
      const again = await until('the notice again', () => stage.desktop.notifications()[1]);
      expect(again).toMatchObject({ title: expect.stringMatching(/^analyst ends/), open: true });
      await stage.desktop.clickNotification();
      await stage.focused();
      await expect(row).not.toContainText('reminder at');
      await stage.picture('other-grants-later-2-told-again');
    },
    { lifetimes: { roleSeconds: { analyst: 1400 } }, more: '[notice]\nlead = 1h\n' },
  );
});
