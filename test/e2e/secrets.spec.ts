import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoWorld } from '../local-aws/demo-world.ts';
import { clickOn } from '../support/app.ts';
import { filesWith, heapOf, listen } from '../support/secret-search.ts';
import { onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Where secrets are, and where they are not. Planted: the long-term key, and what STS gave for it.

const [key] = demoWorld().accounts[0]?.users[0]?.keys ?? [];
if (key === undefined) throw new Error('the demo world has lost its key');

const secretsInExports = (block: string): readonly string[] =>
  [...block.matchAll(/export AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN)='([^']+)'/g)].map(
    ([, value]) => value ?? '',
  );

const copyExports = async (stage: Stage, name: string): Promise<string> => {
  const page = await stage.page();
  await stage.click(page.getByRole('button', { name: `Copy exports of ${name}` }));
  return until(
    'exports in the clipboard',
    async () => (await stage.desktop.clipboardText()) || undefined,
  );
};

test('a key entered by form is in the keychain and nowhere else', async () => {
  await onStage({ credentials: false }, async (stage) => {
    const page = await stage.open();
    const heard = await listen(stage);
    await stage.picture('key-1-none');
    await stage.desktop.clickMenu(/Add key/);
    const form = await stage.app().window('key-form');
    await until('the form to be seen', () => stage.app().isShown('key-form'));
    const name = form.getByRole('textbox', { name: 'Name' });
    await expect(name).toHaveValue('ada');
    await clickOn(stage.desktop, form, form.getByLabel('Access key id'));
    await stage.desktop.type(key.id);
    await clickOn(stage.desktop, form, form.getByLabel('Secret access key'));
    await stage.desktop.type(key.secret);
    await stage.picture('key-2-form');
    await stage.desktop.key('Return');
    await until('the form to be destroyed', () =>
      stage
        .app()
        .electron.windows()
        .every((one) => !one.url().includes('key-form')),
    );
    const kept = await until('the key in the keychain', () =>
      stage.desktop.keychainSecret({ service: 'Fobwatch', account: 'identity:ada' }),
    );
    expect(kept).toContain(key.secret);

    await until('the device to be found', async () =>
      /mfa\/ada/.test((await page.textContent('body')) ?? ''),
    );
    await page.getByRole('textbox', { name: 'MFA code' }).focus();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const granted = secretsInExports(await copyExports(stage, 'dev-readonly'));
    expect(granted).toHaveLength(2);
    await stage.picture('key-3-used');
    const secrets = [key.secret, ...granted];

    expect(filesWith(stage.desktop.home, secrets)).toEqual([]);
    const traffic = await heard();
    expect(traffic).toContain('dev-readonly');
    const heap = await heapOf(stage, 'popover');
    expect(heap).toContain('dev-readonly');
    for (const one of secrets) {
      expect(traffic.includes(one), 'a secret in IPC traffic').toBe(false);
      expect(heap.includes(one), "a secret in the renderer's heap").toBe(false);
      expect(stage.app().output().includes(one), 'a secret in the output').toBe(false);
    }
    expect(statSync(join(stage.data, 'sessions.sealed')).mode & 0o777).toBe(0o600);
  });
});

test('an imported key is in the keychain and in the untouched AWS file, and nowhere else', async () => {
  await onStage({}, async (stage) => {
    const before = readFileSync(stage.files.credentials);
    const page = await stage.open();
    const heard = await listen(stage);
    await stage.click(page.getByRole('button', { name: /^Import/ }));
    const kept = await until('the key in the keychain', () =>
      stage.desktop.keychainSecret({ service: 'Fobwatch', account: 'identity:ada' }),
    );
    expect(kept).toContain(key.secret);
    await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);
    expect(readFileSync(stage.files.credentials).equals(before)).toBe(true);
    expect(filesWith(stage.desktop.home, [key.secret])).toEqual([stage.files.credentials]);
    expect((await heard()).includes(key.secret)).toBe(false);
  });
});

test('without a keychain a key is refused with the remedy, and kept nowhere', async () => {
  await onStage({ desktop: { keychain: false }, credentials: false }, async (stage) => {
    await stage.open();
    await stage.desktop.clickMenu(/Add key/);
    const form = await stage.app().window('key-form');
    await form.getByLabel('Access key id').fill(key.id);
    await form.getByLabel('Secret access key').fill(key.secret);
    await form.getByRole('button', { name: 'Add key' }).click();
    await expect(form.getByText(/Secret Service/)).toBeVisible();
    await stage.picture('key-4-no-keychain');
    expect(filesWith(stage.desktop.home, [key.secret])).toEqual([]);
  });
});

test('without a keychain keys in the files work, and their grants stay in memory', async () => {
  await onStage({ desktop: { keychain: false } }, async (stage) => {
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const granted = secretsInExports(await copyExports(stage, 'dev-readonly'));
    await stage.picture('key-5-in-memory');
    expect(filesWith(stage.desktop.home, granted)).toEqual([]);
    expect(readdirSync(stage.data)).not.toContain('sessions.sealed');
  });
});
