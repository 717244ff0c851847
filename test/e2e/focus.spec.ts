import { expect, test } from '@playwright/test';
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
