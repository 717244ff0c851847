import { expect, test, type Locator } from '@playwright/test';
import { toPanel, worldOf } from '../support/device-desktop.ts';
import { fobwatch } from '../support/scene.ts';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The focus stays with whoever uses keys, whatever is drawn anew meanwhile, on the real desktop.

test('a question about the files does not take the focus back from the search', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const session = await stage.row('session:ada');
    await stage.click(session.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Install live profile' }));
    await expect(session.getByRole('button', { name: 'Install' })).toBeFocused();

    const search = page.getByRole('searchbox', { name: 'Search roles' });
    await stage.click(search);
    await stage.desktop.type('part');
    await until('what was typed to be searched for', () =>
      page.locator('.list[data-searched]').isVisible(),
    );
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('part');
  });
});

test('a role that is started by keys keeps the focus in its row', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:data-chained', 'fresh');
    const row = await stage.row('role:data-chained');
    await stage.click(row.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Stop', exact: true }));

    await row.getByRole('button', { name: 'Start data-chained' }).focus();
    await stage.desktop.key('Return');
    await stage.phase('role:data-chained', 'fresh');
    await expect(row.getByRole('button', { name: 'Copy exports of data-chained' })).toBeFocused();
  });
});

test('a question about the files that is declined leaves the focus in the row below the list', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('session:ada', 'fresh');
    const session = await stage.row('session:ada');
    await stage.click(session.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Install live profile' }));
    await expect(session.getByRole('button', { name: 'Install' })).toBeFocused();
    await stage.desktop.key('shift+Tab');
    await stage.desktop.key('Return');
    await expect(session.getByRole('button', { name: 'Install' })).toHaveCount(0);
    await expect(session.getByRole('button', { name: 'Copy exports of ada' })).toBeFocused();
  });
});

test('a yes to production for the session leaves the focus in the row it was about', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:prod-admin', 'fresh');
    const row = await stage.row('role:prod-admin');
    await stage.click(row.getByRole('button', { name: 'Hold to copy exports of prod-admin' }));
    await stage.click(page.getByRole('checkbox', { name: /session/ }));
    await page.getByRole('button', { name: 'Hold to confirm' }).focus();
    await page.keyboard.down('Enter');
    await expect(page.locator('.confirm')).toHaveCount(0);
    await page.keyboard.up('Enter');
    await expect(row.getByRole('button', { name: 'Copy exports of prod-admin' })).toBeFocused();
  });
});

test('a code that a program waits for leaves the focus with whoever walks the rows', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.desktop.key('ctrl+f');
    await stage.desktop.key('Down');
    const first = page.locator('.list [data-grant]').first();
    const isOnFirst = () => first.evaluate((row) => row.contains(document.activeElement));
    await until('the focus in the first row', isOnFirst);

    const asked = fobwatch(stage, 'env', 'audit-12h');
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await field.waitFor();
    expect(await isOnFirst()).toBe(true);
    await field.focus();
    await stage.typeCode();
    expect(await asked).toContain('AWS_SECRET_ACCESS_KEY');
  });
});

test('Return in the search opens the menu of a found profile that cannot be used', async () => {
  const orphan =
    '\n[profile orphan]\nrole_arn = arn:aws:iam::111122223333:role/orphan\nsource_profile = nobody\n';
  await onStage({ config: (text) => text + orphan }, async (stage) => {
    const page = await stage.open();
    await stage.desktop.key('ctrl+f');
    await stage.desktop.type('orph');
    await expect(page.locator('.list [data-grant]')).toHaveCount(1);
    await stage.desktop.key('Return');
    await expect(page.getByRole('menu').getByRole('menuitem').first()).toBeFocused();
  });
});

test('Tab comes to the list wherever it was scrolled to', async () => {
  const many = Array.from(
    { length: 300 },
    (_, at) =>
      `\n[profile many-${at}]\nrole_arn = arn:aws:iam::444455556666:role/r${at}\nsource_profile = ada\n`,
  ).join('');
  await onStage({ config: (text) => text + many }, async (stage) => {
    const page = await stage.open();
    const list = page.locator('.list');
    await list.locator('[data-grant]').first().hover();
    await page.mouse.wheel(0, 100_000);
    await expect(list.locator('[data-grant="role:many-299"]')).toBeAttached();
    // From below: what stands above the list would scroll it back to its top.
    const below = page.locator('.bottom [data-row-main]');
    await below.focus();
    await stage.desktop.key('shift+Tab');
    await expect(below).not.toBeFocused();
    expect(await list.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  });
});

/** Whether a key that belongs to a word which is being composed, as Japanese is, goes to that word alone. */
const isLeft = (field: Locator, key: string): Promise<boolean> =>
  field.evaluate(
    (one, pressed) =>
      one.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: pressed,
          isComposing: true,
          bubbles: true,
          cancelable: true,
        }),
      ),
    key,
  );

test('a word that is composed in the search keeps Return and Escape', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const search = page.getByRole('searchbox', { name: 'Search roles' });
    await stage.desktop.key('ctrl+f');
    await stage.desktop.type('dev-r');
    await expect(page.locator('.list [data-grant]')).toHaveCount(1);
    expect(await isLeft(search, 'Enter')).toBe(true);
    expect(await isLeft(search, 'Escape')).toBe(true);
  });
});

test('a word that is composed in a tag keeps Escape', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const row = await stage.row('role:dev-readonly');
    await stage.click(row.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Tags' }));
    expect(await isLeft(page.getByRole('textbox', { name: /^Tags/ }), 'Escape')).toBe(true);
  });
});

test('a word that is composed in a setting keeps Return and Escape', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.desktop.key('ctrl+comma');
    const field = page.getByRole('textbox', { name: 'Shortcut' });
    const before = await field.inputValue();
    await field.fill('Ctrl+Alt+K');
    expect(await isLeft(field, 'Escape')).toBe(true);
    await isLeft(field, 'Enter');
    // What was not taken yet can be taken back.
    await stage.desktop.key('Escape');
    await expect(field).toHaveValue(before);
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });
});

test('a word that is composed in a profile keeps Escape', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Edit profiles' }));
    await stage.click(page.getByRole('button', { name: 'More for profile dev-readonly' }));
    await stage.click(page.getByRole('menuitem', { name: 'Edit' }));
    const role = page.getByRole('textbox', { name: 'Role', exact: true });
    expect(await isLeft(role, 'Escape')).toBe(true);
  });
});

test('a word that is composed in the form for a key keeps Escape', async () => {
  await onStage({ firstRun: true, config: () => '', credentials: false }, async (stage) => {
    const page = await stage.show();
    await stage.click(page.getByRole('button', { name: 'Add key' }));
    await until('the form', () => stage.app().isShown('key-form.html'));
    const form = await stage.app().window('key-form.html');
    await isLeft(form.getByRole('textbox', { name: 'Name' }), 'Escape');
    // Answered after whatever Escape was told to do.
    await form.getByRole('button', { name: 'Add key' }).click();
    await expect(form.locator('[aria-invalid="true"]').first()).toBeVisible();
  });
});

test('a word that is composed in the name of a device keeps Escape', async () => {
  await onStage({ world: worldOf('none') }, async (stage) => {
    const page = await toPanel(stage);
    await stage.click(page.getByRole('button', { name: 'Add an MFA device for ada' }));
    const wizard = await stage.app().window('device.html');
    await wizard.locator('[data-step="naming"]').waitFor();
    await isLeft(wizard.getByRole('textbox').first(), 'Escape');
    // Answered after whatever Escape was told to do.
    await wizard.locator('button[type="submit"]').click();
    await wizard.locator('[data-step="scanning"]').waitFor();
  });
});

test('a button that waits for what it began keeps the focus, and begins it once', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Start others' }));
    await stage.click(page.getByRole('radio', { name: 'Federated user' }));
    await page.getByRole('textbox', { name: 'Name of the federated user' }).fill('ada-at-work');
    const release = stage.aws.hold('sts:GetFederationToken');
    await page.getByRole('button', { name: 'Start', exact: true }).focus();
    await stage.desktop.key('Return');
    const waiting = page.getByRole('button', { name: 'Starting…' });
    await expect(waiting).toBeDisabled();
    await expect(waiting).toBeFocused();
    await stage.desktop.key('Return');
    release();
    await until('the answer', async () => (await waiting.count()) === 0);
    const asked = stage.aws.log().filter(({ action }) => action === 'GetFederationToken');
    expect(asked).toHaveLength(1);
  });
});
