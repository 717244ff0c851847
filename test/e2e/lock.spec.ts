import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoWorld } from '../local-aws/demo-world.ts';
import { seededOtpSeed } from '../local-aws/seeded.ts';
import { complaints } from '../support/axe.ts';
import { keyComplaints } from '../support/keyed.ts';
import { mainHeapOf } from '../support/secret-search.ts';
import { DEVICE, onStage, type Stage } from '../support/stage.ts';
import { still } from '../support/still.ts';
import { until } from '../support/until.ts';

// The lock on the real desktop: what is let go of, that it stays so, and the one way in.

const fobwatch = (stage: Stage, ...words: readonly string[]): Promise<string> =>
  stage.desktop.run([
    'bash',
    '-c',
    '"$@" 2>&1; echo "ended $?"',
    'fobwatch',
    join(stage.data, 'bin', 'fobwatch'),
    ...words,
  ]);

const [key] = demoWorld().accounts[0]?.users[0]?.keys ?? [];
if (key === undefined) throw new Error('the demo world has lost its key');

const isLocked = async (stage: Stage): Promise<void> => {
  const page = await stage.page();
  await expect(page.getByRole('heading', { level: 1, name: 'Locked' })).toBeVisible();
};

const curl = (stage: Stage, block: string): Promise<string> =>
  stage.desktop.run([
    'bash',
    '-c',
    `${block}\ncurl -s -o /dev/null -w '%{http_code}' -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"; true`,
  ]);

test('locked by hand it lets go of everything, also over a restart, until a new code', async () => {
  await onStage({}, async (stage) => {
    const sealed = join(stage.data, 'sessions.sealed');
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.click(page.getByRole('button', { name: 'Copy exports of dev-readonly' }));
    const exports = await until(
      'exports in the clipboard',
      async () => (await stage.desktop.clipboardText()) || undefined,
    );
    const granted = [...exports.matchAll(/(?:SECRET_ACCESS_KEY|SESSION_TOKEN)='([^']+)'/g)].map(
      ([, value]) => value ?? '',
    );
    expect(granted).toHaveLength(2);
    const block = (await fobwatch(stage, 'endpoint', 'dev-readonly')).replace(/ended 0\s*$/, '');
    expect(await curl(stage, block)).toBe('200');
    expect(existsSync(sealed)).toBe(true);
    const before = await mainHeapOf(stage);
    expect(before.includes(granted[0] ?? '')).toBe(true);

    await stage.click(page.getByRole('button', { name: 'Lock now' }));
    await isLocked(stage);
    await stage.picture('lock-1-locked');
    expect(await complaints(page)).toEqual([]);
    // It is said at once, while all is still being let go of.
    await expect.poll(() => existsSync(sealed)).toBe(false);
    await expect.poll(() => stage.desktop.clipboardText()).toBe('');
    expect(await curl(stage, block)).toBe('000');
    expect(await stage.tooltip()).toBe('Fobwatch is locked');
    const after = await mainHeapOf(stage);
    for (const one of [...granted, key.secret])
      expect(after.includes(one), 'a secret in the heap of main').toBe(false);
    expect(await fobwatch(stage, 'env', 'dev-readonly')).toMatch(/is locked.*\nended 8/);
    expect(await fobwatch(stage, 'status')).toContain('Locked since');

    await stage.app().quit();
    await stage.start();
    await stage.desktop.clickTray();
    await until('the popover to be seen', () => stage.app().isShown('index.html'));
    await isLocked(stage);
    await stage.picture('lock-2-started-again');
    expect(await fobwatch(stage, 'env', 'dev-readonly')).toContain('ended 8');
    await stage.typeCode(await stage.nextCode());
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.picture('lock-3-unlocked');
    await expect.poll(() => existsSync(sealed)).toBe(true);

    // The command locks as well; panic is asked twice, by keys alone.
    await fobwatch(stage, 'write', 'dev-readonly', '--profile', 'out');
    expect(readFileSync(stage.files.credentials, 'utf8')).toContain('[out]');
    expect(await fobwatch(stage, 'lock')).toMatch(/Fobwatch is locked.*[^]*ended 0/);
    await isLocked(stage);
    const again = await stage.page();
    await again.getByRole('button', { name: 'Panic…' }).focus();
    await stage.desktop.key('Return');
    const dialog = again.getByRole('alertdialog');
    await expect(dialog.getByRole('button', { name: 'Not now' })).toBeFocused();
    await stage.picture('lock-4-panic-first');
    await stage.desktop.key('Tab');
    await stage.desktop.key('Return');
    await expect(dialog.getByRole('button', { name: 'Keep them' })).toBeFocused();
    expect(readFileSync(stage.files.credentials, 'utf8')).toContain('[out]');
    await stage.desktop.key('Tab');
    await stage.desktop.key('Return');
    await expect(again.getByText(/out was taken out of/)).toBeVisible();
    expect(readFileSync(stage.files.credentials, 'utf8')).not.toContain('[out]');
    await again.getByText(/still works? at AWS/).click();
    await stage.click(again.getByRole('button', { name: 'Copy the policy' }));
    await expect(again.getByText('The policy is in the clipboard.')).toBeVisible();
    expect(await stage.desktop.clipboardText()).toContain('aws:TokenIssueTime');
    await stage.picture('lock-5-panic');
    expect(await complaints(again)).toEqual([]);
    await again.emulateMedia({ colorScheme: 'dark' });
    await still(again);
    await stage.picture('lock-6-dark');
  });
});

test('a question mark lists the keys of the locked window, and Escape leads back to the code half typed', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.desktop.key('ctrl+shift+l');
    await isLocked(stage);
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await expect(field).toBeFocused();
    await stage.desktop.type('123');
    await stage.desktop.key('question');
    await expect(page.getByRole('heading', { name: 'Shortcuts while locked' })).toBeVisible();
    await expect(page.getByText('Super', { exact: true })).toBeVisible();
    await expect(page.getByText('Quit Fobwatch')).toBeVisible();
    await expect(page.getByText('Ledger')).toHaveCount(0);
    await stage.picture('lock-11-shortcuts');
    expect(await complaints(page)).toEqual([]);
    expect(await keyComplaints(page)).toEqual([]);

    await stage.desktop.key('Escape');
    await expect(field).toBeFocused();
    await expect(field).toHaveValue(/^1\s?2\s?3$/);
    await stage.desktop.key('F1');
    await expect(page.getByRole('button', { name: 'Back' })).toBeFocused();
    await stage.desktop.key('Return');
    await expect(field).toBeFocused();
  });
});

test('panic cleans every file that was written into, also after a restart', async () => {
  await onStage({}, async (stage) => {
    const other = join(stage.desktop.home, 'build', 'keys');
    const mine = '# by hand\r\n[mine]\naws_access_key_id=AKIAMINE000000000001\n\n';
    mkdirSync(join(stage.desktop.home, 'build'));
    writeFileSync(other, mine, { mode: 0o640 });
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    expect(
      await fobwatch(stage, 'write', 'dev-readonly', '--profile', 'out', '--file', other),
    ).toContain('ended 0');
    expect(readFileSync(other, 'utf8')).toContain('[out]');
    const list = join(stage.data, 'written-files.json');
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual({
      version: 1,
      files: [{ file: 'credentials', path: other }],
    });
    expect(statSync(list).mode & 0o777).toBe(0o600);

    await stage.app().quit();
    await stage.start();
    const said = await fobwatch(stage, 'panic', '--yes');
    expect(said).toContain(`out was taken out of ${other}.`);
    expect(said).toContain('ended 0');
    expect(readFileSync(other, 'utf8')).toBe(mine);
    expect(statSync(other).mode & 0o777).toBe(0o640);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual({ version: 1, files: [] });
    await stage.desktop.clickTray();
    await until('the popover to be seen', () => stage.app().isShown('index.html'));
    const page = await stage.page();
    await expect(page.getByText(`out was taken out of ${other}.`)).toBeVisible();
  });
});

/** The devices that ada has from now on, by their serials. */
const register = (stage: Stage, ...serials: readonly string[]): void =>
  stage.aws.changeWorld((world) => ({
    ...world,
    accounts: world.accounts.map((account) => ({
      ...account,
      users: account.users.map((user) =>
        user.name === 'ada'
          ? {
              ...user,
              devices: serials.map((serial) => ({
                kind: 'totp',
                serial,
                seed: seededOtpSeed('another-device', serial),
              })),
            }
          : user,
      ),
    })),
  }));

test('whoever lost the device unlocks with another one that AWS names, and by nothing else', async () => {
  await onStage({}, async (stage) => {
    const other = `${DEVICE}-new`;
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const page = await stage.page();
    await stage.desktop.key('ctrl+shift+l');
    await isLocked(stage);
    const lookUp = (): Promise<void> =>
      stage.click(page.getByRole('button', { name: 'Another device?' }));
    const unlockNow = page.getByRole('button', { name: 'Unlock', exact: true });

    await lookUp();
    await expect(page.getByText(/AWS still lists this device/)).toBeVisible();
    register(stage);
    await lookUp();
    await expect(page.getByText(/AWS lists no device of ada/)).toBeVisible();
    await isLocked(stage);
    await expect(unlockNow).toHaveCount(0);
    await stage.picture('lock-7-no-device');
    stage.aws.addFault({
      operation: 'iam:ListMFADevices',
      fault: { kind: 'error', status: 403, code: 'AccessDenied', message: 'not authorized' },
    });
    await lookUp();
    await expect(page.getByText(/the permission iam:ListMFADevices/)).toBeVisible();
    // Once the code that was sent is not shown any more, which may take its 30 s.
    await expect(page.getByText('from the authenticator entry …/mfa/ada')).toBeVisible();

    register(stage, other);
    await page.getByRole('button', { name: 'Another device?' }).focus();
    await stage.desktop.key('Return');
    await expect(page.getByText(/AWS names this device now/)).toBeVisible();
    await expect(page.getByText('from the authenticator entry …/mfa/ada-new')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'MFA code' })).toBeFocused();
    await isLocked(stage);
    expect(await complaints(page)).toEqual([]);
    await stage.picture('lock-8-another-device');
    const heap = await mainHeapOf(stage);
    expect(heap.includes(key.secret), 'the key in the heap of main').toBe(false);
    await stage
      .app()
      .electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.setSize(320, 560),
      );
    await until('the narrow window', () => page.evaluate(() => window.innerWidth === 320));
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await stage.picture('lock-9-narrow');
    await page.emulateMedia({ colorScheme: 'dark' });
    await still(page);
    await stage.picture('lock-10-narrow-dark');

    await stage.typeCode(stage.aws.codeFor(other) ?? '');
    await stage.phase('role:dev-readonly', 'fresh');
  });
});
