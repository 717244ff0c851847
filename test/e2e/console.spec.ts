import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { bridgeName } from '../../app/bridge.ts';
import type { Command } from '../../app/contract.ts';
import { demoWorld } from '../local-aws/demo-world.ts';
import { allow } from '../local-aws/support.ts';
import type { LocalAws } from '../local-aws/server.ts';
import { installBrowser, type Browser } from '../support/browser.ts';
import { onStage, type Stage, type StageOptions } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Signing in to the console: the real xdg-open of the desktop hands the URL to the person's default browser, which
// fetches it from the local AWS; its page says who signed in.

const send = (page: Page, command: Command): Promise<unknown> =>
  page.evaluate(`window[${JSON.stringify(bridgeName)}].send(${JSON.stringify(command)})`);

const signInHere = ({ url }: LocalAws): string => `[network]\nsignin_endpoint = ${url}\n`;

/** A stage whose person has a default browser. */
const withBrowser = async (
  options: StageOptions,
  play: (stage: Stage, browser: Browser) => Promise<void>,
): Promise<void> => {
  const found: { browser: Browser | null } = { browser: null };
  const beside: StageOptions['beside'] = async (_aws, home) => {
    found.browser = installBrowser(home, 'system-browser', true);
    return { env: {}, config: '', stop: async () => undefined };
  };
  await onStage({ settings: signInHere, beside, ...options }, async (stage) => {
    if (found.browser === null) throw new Error('no browser was installed');
    await play(stage, found.browser);
  });
};

const fact = (html: string, name: string): string | undefined =>
  new RegExp(`<dd id="${name}">([^<]*)</dd>`).exec(html)?.[1];

const choose = async (stage: Stage, id: string, item: string): Promise<void> => {
  const page = await stage.page();
  const row = await stage.row(id);
  await stage.click(row.getByRole('button', { name: /More/ }));
  await stage.click(page.getByRole('menuitem', { name: item }));
};

const narrow = JSON.stringify(allow('sts:GetCallerIdentity'));

/** The demo's ada, who may also federate. */
const federating = () => {
  const world = demoWorld();
  world.accounts[0]?.users[0]?.policies.push(allow('sts:GetFederationToken'));
  return world;
};

test('EX2: a role narrowed by a session policy and a federated user sign in to the console', async () => {
  await withBrowser({ world: federating() }, async (stage, browser) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await send(page, {
      kind: 'assume-role',
      profile: 'dev-readonly',
      name: 'narrow',
      roleSessionName: 'narrow-ada',
      durationSeconds: 900,
      policy: narrow,
      policyArns: [],
      sourceIdentity: null,
      tags: [],
      transitiveTagKeys: [],
      serialNumber: null,
      tokenCode: null,
    });
    await stage.phase('made:narrow', 'fresh');
    await choose(stage, 'made:narrow', 'Open console');
    const narrowed = await browser.page();
    expect(fact(narrowed, 'who')).toContain(':assumed-role/dev-readonly/narrow-ada');
    expect(fact(narrowed, 'narrowed')).toBe('yes');
    expect(fact(narrowed, 'sees-buckets')).toBe('no');
    expect(fact(narrowed, 'issuer')).toBe('fobwatch');

    await send(page, {
      kind: 'federate',
      identity: 'ada',
      name: null,
      userName: 'guest',
      durationSeconds: null,
      policy: JSON.stringify(allow('sts:GetCallerIdentity')),
      policyArns: [],
      tags: [],
    });
    await stage.phase('made:guest', 'fresh');
    const row = await stage.row('made:guest');
    await stage.click(row.getByRole('button', { name: /More/ }));
    await page.getByRole('menuitem', { name: 'Open console' }).waitFor();
    await stage.picture('console-menu-of-a-federated-user');
    await stage.click(page.getByRole('menuitem', { name: 'Open console' }));
    expect(fact(await browser.page(), 'who')).toContain(':federated-user/guest');
    await expect(row.getByText('console opened')).toBeVisible();
    await stage.picture('console-opened');
  });
});

test('the console of a role opens once its code was typed, in the region of its profile', async () => {
  await withBrowser({}, async (stage, browser) => {
    await stage.open();
    await choose(stage, 'role:dev-readonly', 'Open console');
    await expect((await stage.row('role:dev-readonly')).getByText('signing in')).toBeVisible();
    await stage.picture('console-waits-for-a-code');
    await stage.typeCode();
    const html = await browser.page();
    expect(fact(html, 'who')).toContain(':assumed-role/dev-readonly/');
    expect(fact(html, 'destination')).toMatch(
      /^https:\/\/console\.aws\.amazon\.com\/console\/home\?region=/,
    );
  });
});

test('a sign-in URL is copied as a secret, cleared in time, and in no file of the app', async () => {
  const settings = (aws: LocalAws): string => `${signInHere(aws)}[clipboard]\nclear_after = 8s\n`;
  await withBrowser({ settings }, async (stage) => {
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await choose(stage, 'role:dev-readonly', 'Copy sign-in URL');
    const url = await until('the URL in the clipboard', async () => {
      const text = await stage.desktop.clipboardText();
      return text.includes('SigninToken=') ? text : undefined;
    });
    const row = await stage.row('role:dev-readonly');
    await expect(row.getByText(/sign-in URL copied/)).toBeVisible();
    // In a narrow window its end is cut off.
    await expect(row.locator('[data-sign-in]')).toHaveAttribute('title', /^sign-in URL copied, /);
    await stage.picture('console-url-copied');
    const html = await stage.desktop.run(['curl', '--silent', '--noproxy', '*', url]);
    expect(fact(html, 'who')).toContain(':assumed-role/dev-readonly/');
    await until(
      'the clipboard to be empty',
      async () => (await stage.desktop.clipboardText()) === '',
    );
    await expect(row.getByText('clipboard cleared')).toBeVisible();
    const token = new URL(url).searchParams.get('SigninToken') ?? '';
    const found = await stage.desktop.run([
      'sh',
      '-c',
      'grep -rlF -e "$1" "$2" || true',
      '-',
      token,
      stage.data,
    ]);
    expect(found).toBe('');
    expect(readFileSync(join(stage.data, 'ledger.jsonl'), 'utf8')).toContain('"console"');
  });
});

test('a chosen command opens the console, with the role’s name where it is wanted', async () => {
  const settings = (aws: LocalAws, home: string): string =>
    `${signInHere(aws)}[console]\nbrowser = "${join(home, 'bin', 'chosen')}" --profile={name} {url}\n`;
  await onStage({ settings }, async (stage) => {
    const chosen = installBrowser(stage.desktop.home, 'chosen', false);
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await choose(stage, 'role:dev-readonly', 'Open console');
    expect(fact(await chosen.page(), 'who')).toContain(':assumed-role/dev-readonly/');
  });
});

test('what stands in the way of the console is said: a session, a refusal, a browser that is not there', async () => {
  const settings = (aws: LocalAws): string =>
    `${signInHere(aws)}[console]\nbrowser = no-such-browser-anywhere\n`;
  await onStage({ settings }, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.click(
      page.locator('[data-grant="session:ada"]').getByRole('button', { name: /More/ }),
    );
    const item = page.getByRole('menuitem', { name: /Open console/ });
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toContainText('use a role or a federated user');
    await stage.picture('console-menu-of-a-session');
    await stage.desktop.key('Escape');
    const row = await stage.row('role:dev-readonly');
    await choose(stage, 'role:dev-readonly', 'Open console');
    await expect(row.getByText(/The browser did not open/)).toBeVisible();
    await stage.picture('console-no-browser');
    stage.aws.addFault({
      operation: 'signin:getSigninToken',
      fault: { kind: 'error', status: 400, code: 'x', message: 'Invalid credentials parameter' },
    });
    await choose(stage, 'role:dev-readonly', 'Copy sign-in URL');
    await expect(row.getByText(/The console did not take the credentials/)).toBeVisible();
    await stage.picture('console-refused');
  });
});
