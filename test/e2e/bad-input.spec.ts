import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Bad input: a clear error where it happened, and everything else keeps working.

/** Kinds of breakage a person's config may have, each in front of or behind good profiles. */
const BROKEN = `just some words
[profile half
role_arn = arn:aws:iam::111122223333:role/half
[profile loop-a]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = loop-b
[profile loop-b]
role_arn = arn:aws:iam::111122223333:role/b
source_profile = loop-a
[profile orphan]
role_arn = arn:aws:iam::111122223333:role/orphan
source_profile = nobody
[profile half-key]
aws_access_key_id = AKIAHALF000000000000
[profile needs-half]
role_arn = arn:aws:iam::111122223333:role/needs-half
source_profile = half-key
[profile too-long]
role_arn = arn:aws:iam::111122223333:role/too-long
source_profile = ada
duration_seconds = 99999999
[profile no-arn]
role_arn = not-an-arn
source_profile = ada
[profile both]
role_arn = arn:aws:iam::111122223333:role/both
source_profile = ada
credential_source = Environment
[profile sso]
role_arn = arn:aws:iam::111122223333:role/sso
credential_source = Elsewhere
\u0000\u0001
`;

test('broken profiles are shown with their problem and hide no other', async () => {
  await onStage({ config: (good) => `${BROKEN}${good}` }, async (stage) => {
    const page = await stage.open();
    await expect(await stage.row('role:loop-a')).toContainText(/loop/);
    await expect(await stage.row('role:orphan')).toContainText('nobody');
    await expect(await stage.row('role:needs-half')).toContainText('half-key');
    await expect(await stage.row('role:too-long')).toContainText('duration_seconds');
    await expect(await stage.row('role:no-arn')).toContainText('role_arn');
    await expect(await stage.row('role:both')).toContainText(/source_profile/);
    await expect(await stage.row('role:sso')).toContainText('credential_source');
    await stage.picture('broken-1-files');
    await page.getByRole('textbox', { name: 'MFA code' }).focus();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.phase('role:prod-admin', 'fresh');
  });
});

test('a file mended while the app runs is read again by itself', async () => {
  await onStage({ config: () => '[profile nothing\n' }, async (stage) => {
    await stage.open();
    await stage.picture('broken-2-unclosed');
    writeFileSync(
      stage.files.config,
      '[profile mended]\nrole_arn = arn:aws:iam::111122223333:role/dev-readonly\nsource_profile = ada\n',
    );
    await expect(await stage.row('role:mended')).toBeVisible();
  });
});

test('settings.ini with bad values, of a newer version, then broken: each is told and the app works on', async () => {
  const newer = 'version = 2\n[session]\ntoken_life = forever\n[tray]\nicon\n';
  await onStage({ settings: newer }, async (stage) => {
    const path = join(stage.data, 'settings.ini');
    const page = await stage.open();
    const problems = page.locator('[data-problem="setting"]');
    await expect(problems.first()).toContainText('version 2');
    await stage.picture('settings-1-newer');
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const field = page.getByLabel('Clear the clipboard');
    await field.fill('30s');
    await field.press('Enter');
    await expect(problems.first()).toContainText('clipboard.clear_after was not saved');
    await stage.picture('settings-2-not-saved');
    expect(readFileSync(path, 'utf8')).toBe(newer);

    writeFileSync(path, '{ "session": "forever" }\n');
    await expect(problems.first()).toContainText('settings.ini.broken-');
    const [aside] = readdirSync(stage.data).filter((name) => name.includes('broken'));
    expect(readFileSync(join(stage.data, aside ?? ''), 'utf8')).toBe('{ "session": "forever" }\n');
    expect(readFileSync(path, 'utf8')).toContain('version = 1');
    await stage.picture('settings-3-set-aside');

    writeFileSync(path, '[session]\ntoken_life = forever\nstart = asked\n');
    await expect(page.getByText('line 2 of settings.ini')).toBeVisible();
    await stage.picture('settings-4-line');
  });
});

test('junk messages over IPC are refused by kind, logged without content, and change nothing', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await page.evaluate(() => {
      const bridge: unknown = Reflect.get(globalThis, 'fobwatch');
      if (typeof bridge !== 'object' || bridge === null) throw new Error('no bridge');
      const send: unknown = Reflect.get(bridge, 'send');
      if (typeof send !== 'function') throw new Error('no bridge');
      const junk: readonly unknown[] = [
        null,
        42,
        'quit',
        [],
        {},
        { kind: 'no-such-command' },
        { kind: '__proto__' },
        { kind: 'submit-code', identity: 'ada' },
        { kind: 'submit-code', identity: 7, code: {} },
        { kind: 'start', targets: [{ kind: 'role', profile: 'x'.repeat(10_000) }] },
        { kind: 'stop-all', planted: 'junk-with-a-secret' },
      ];
      for (const one of junk) send(one);
    });
    const journal = join(stage.data, 'journal.log');
    await until('the refusals in the journal', () =>
      (readFileSync(journal, 'utf8').match(/refused/g) ?? []).length >= 11 ? true : undefined,
    );
    expect(readFileSync(journal, 'utf8')).not.toContain('junk-with-a-secret');
    await page.getByRole('textbox', { name: 'MFA code' }).focus();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
  });
});

test('junk in the MFA field is never sent, and a pasted code is cleaned to its digits', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await field.waitFor();
    await stage.desktop.type('abc12');
    await stage.desktop.key('Return');
    await expect.poll(async () => (await field.inputValue()).replaceAll(/\s/g, '')).toBe('12');
    expect(stage.aws.log()).toEqual([]);
    await stage.picture('junk-code');
    await field.fill('');
    const code = await stage.nextCode();
    await stage
      .app()
      .electron.evaluate(
        ({ clipboard }, text) => clipboard.writeText(text),
        ` ${code.slice(0, 3)}-${code.slice(3)}\n`,
      );
    await stage.desktop.key('ctrl+v');
    await stage.desktop.key('Return');
    await stage.phase('role:dev-readonly', 'fresh');
  });
});

test('what is typed into a whole code begins another, also after the window was away', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await expect(field).toBeFocused();
    await stage.desktop.type('111111');
    await expect(field).toHaveValue(/^111\D*111$/);
    await stage.desktop.key('ctrl+w');
    await stage.hidden();
    await stage.open();
    await expect(field).toBeFocused();
    await stage.desktop.type('234567');
    await expect(field).toHaveValue(/^234\D*567$/);
  });
});

test('without a network the old state is shown with a sentence, and it goes on by itself when it is back', async () => {
  await onStage(
    { lifetimes: { roleSeconds: { 'dev-readonly': 30 } }, settings: '[renewal]\nwindow = 25s\n' },
    async (stage) => {
      await stage.open();
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      stage.aws.addFault({
        operation: 'sts:AssumeRole',
        times: null,
        fault: { kind: 'reset-before' },
      });
      await stage.phase('role:dev-readonly', 'due');
      await until('a failed attempt', () =>
        stage.aws.log().some(({ fault }) => fault === 'reset-before'),
      );
      await stage.picture('offline-due');
      stage.aws.clearFaults();
      await stage.phase('role:dev-readonly', 'fresh');
    },
  );
});
