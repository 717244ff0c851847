import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { demoWorld } from '../local-aws/demo-world.ts';
import type { World } from '../local-aws/world.ts';
import { complaints } from '../support/axe.ts';
import { narrow, tab } from '../support/by-keys.ts';
import { filesWith, listen } from '../support/secret-search.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// An access key is rotated on the real desktop, with the real keychain: by keys alone, and killed in the middle.

/** The demo world, in which ada looks after her own keys. */
const keyWorld = (): World => {
  const world = demoWorld();
  const [first, ...others] = world.accounts;
  if (first === undefined) throw new Error('the demo world has lost its account');
  const users = first.users.map((user) => ({
    ...user,
    policies: [
      ...user.policies,
      {
        Version: '2012-10-17' as const,
        Statement: { Effect: 'Allow' as const, Action: 'iam:*AccessKey*', Resource: '*' },
      },
    ],
  }));
  return { ...world, accounts: [{ ...first, users }, ...others] };
};

const keysIn = (stage: Stage) => stage.aws.world().accounts[0]?.users[0]?.keys ?? [];

const [old] = demoWorld().accounts[0]?.users[0]?.keys ?? [];
if (old === undefined) throw new Error('the demo world has lost its key');

const itemOf = (stage: Stage, account: string): Promise<string | undefined> =>
  stage.desktop.keychainSecret({ service: 'Fobwatch', account });

/** Presses Tab until the focus is on the control of this name, as someone without a mouse does. */
const tabTo = async (stage: Stage, page: Page, name: string): Promise<void> => {
  for (let presses = 0; presses < 80; presses += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one key after another
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null) return '';
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      return element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
    });
    if (focused.trim() === name) return;
    // oxlint-disable-next-line no-await-in-loop
    await tab(stage, page);
  }
  throw new Error(`no way by Tab to ${name}`);
};

const press = async (stage: Stage, page: Page, name: string): Promise<void> => {
  await tabTo(stage, page, name);
  await stage.desktop.key('space');
};

/** The key of the file goes into the keychain, and the panel of its identity is opened. */
const openKeys = async (stage: Stage): Promise<Page> => {
  const page = await stage.open();
  await stage.click(page.getByRole('button', { name: /^Import/ }));
  await until('the key in the keychain', () => itemOf(stage, 'identity:ada'));
  await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);
  await press(stage, page, 'Settings');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await press(stage, page, 'Devices and keys of ada');
  await page.getByRole('heading', { name: 'Access keys' }).waitFor();
  await page.locator('[data-key]').first().waitFor();
  return page;
};

const rotationIs = (page: Page, step: string) =>
  expect(page.locator('.keys')).toHaveAttribute('data-rotation', step);

test('a key is rotated by keys alone, and its secret is where it belongs', async () => {
  await onStage({ world: keyWorld(), desktop: { dark: true } }, async (stage) => {
    const page = await openKeys(stage);
    const heard = await listen(stage);
    await expect(page.locator('.key-age').first()).toHaveText(/^key [\d,]+ days old$/);
    await expect(page.locator(`[data-key="${old.id}"]`)).toContainText('in use here');
    await page.locator('.keys').scrollIntoViewIfNeeded();
    await stage.picture('keys-dark-1-old');
    expect(await complaints(page)).toEqual([]);

    await press(stage, page, 'Rotate the key of ada');
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await press(stage, page, 'Replace it in ada of the AWS files too');
    await tabTo(stage, page, 'Rotate the key');
    await expect(page.getByRole('button', { name: 'Rotate the key', exact: true })).toBeInViewport({
      ratio: 1,
    });
    await stage.picture('keys-dark-2-question');
    expect(await complaints(page)).toEqual([]);
    await press(stage, page, 'Rotate the key');
    await expect(page.locator('.rotation-said')).toBeFocused();
    await rotationIs(page, 'resting');
    await page.locator('.keys').scrollIntoViewIfNeeded();
    await stage.picture('keys-dark-3-rotated');
    expect(await complaints(page)).toEqual([]);

    await narrow(stage, page);
    const tooWide = await page
      .locator('.keys *')
      .evaluateAll(
        (all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length,
      );
    expect(tooWide).toBe(0);
    await stage.picture('keys-dark-5-narrow');

    const now = keysIn(stage).find(({ id }) => id !== old.id);
    if (now === undefined) throw new Error('no new key was made');
    expect(keysIn(stage).map(({ active }) => active)).toEqual([false, true]);
    expect(await itemOf(stage, 'identity:ada')).toContain(now.secret);
    expect(await itemOf(stage, 'identity:ada (old key)')).toContain(old.secret);
    expect(readFileSync(stage.files.credentials, 'utf8')).toContain(now.secret);
    expect(filesWith(stage.desktop.home, [now.secret])).toEqual([stage.files.credentials]);
    expect(await heard()).toContain(now.id);
    expect((await heard()).includes(now.secret), 'the secret in IPC').toBe(false);
    expect(stage.app().output().includes(now.secret), 'the secret in the output').toBe(false);

    await press(stage, page, `Delete key ${old.id}`);
    await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await page.getByRole('button', { name: 'Delete it for good' }).scrollIntoViewIfNeeded();
    await stage.picture('keys-dark-4-delete');
    expect(keysIn(stage)).toHaveLength(2);
    await press(stage, page, 'Delete it for good');
    await rotationIs(page, 'none');
    expect(keysIn(stage).map(({ id }) => id)).toEqual([now.id]);
    expect(await itemOf(stage, 'identity:ada (old key)')).toBeUndefined();
    await expect(page.locator('.key-age')).toHaveCount(0);
  });
});

test('a rotation that is killed in the middle goes on at the next start, and back on demand', async () => {
  await onStage({ world: keyWorld() }, async (stage) => {
    const page = await openKeys(stage);
    stage.aws.addFault({ operation: 'iam:CreateAccessKey', fault: { kind: 'late', seconds: 600 } });
    await press(stage, page, 'Rotate the key of ada');
    await press(stage, page, 'Rotate the key');
    await rotationIs(page, 'proving');
    await until('it waits', () =>
      stage.aws.log().some(({ errorCode }) => errorCode === 'InvalidClientTokenId'),
    );
    await page.locator('.rotation-line').scrollIntoViewIfNeeded();
    await stage.picture('keys-6-waiting');
    await stage.app().kill();

    const now = keysIn(stage).find(({ id }) => id !== old.id);
    if (now === undefined) throw new Error('no new key was made');
    expect(await itemOf(stage, 'identity:ada')).toContain(old.secret);
    expect(await itemOf(stage, 'identity:ada (new key)')).toContain(now.secret);
    expect(filesWith(stage.desktop.home, [now.secret])).toEqual([]);

    stage.aws.advance(700);
    await stage.start();
    await until('the old key to be deactivated', () => keysIn(stage).some(({ active }) => !active));
    expect(await itemOf(stage, 'identity:ada')).toContain(now.secret);
    const again = await stage.open();
    await press(stage, again, 'Settings');
    await press(stage, again, 'Devices and keys of ada');
    await rotationIs(again, 'resting');
    await press(stage, again, 'Back to the old key');
    await rotationIs(again, 'none');
    expect(keysIn(stage)).toMatchObject([{ id: old.id, active: true }]);
    expect(await itemOf(stage, 'identity:ada')).toContain(old.secret);
    expect(await itemOf(stage, 'identity:ada (new key)')).toBeUndefined();
  });
});
