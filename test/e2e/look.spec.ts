import { expect, test } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { onStage } from '../support/stage.ts';

// What a person meets on a desktop that asks for dark windows, and where the keys go next. Every view in both themes is
// in all-views.spec.ts.

test('a dark desktop gets dark windows, which axe finds nothing in', async () => {
  await onStage({ desktop: { dark: true } }, async (stage) => {
    const page = await stage.open();
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(
      true,
    );
    await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
    await stage.picture('look-dark-asked');
    expect(await complaints(page)).toEqual([]);
    await stage.typeCode();
    await stage.phase('role:denied-ops', 'failed');
    const denied = await stage.row('role:denied-ops');
    await stage.click(denied.getByText('Details: AccessDenied'));
    await expect(denied.getByText(/is not authorized to perform/)).toBeVisible();
    await stage.picture('look-dark-ready');
    expect(await complaints(page)).toEqual([]);
  });
});

test('a menu, walked with the keys, gives the focus back to its button', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    const more = page.getByRole('button', { name: 'More for dev-readonly' });
    await stage.click(more);
    await page.getByRole('menuitem', { name: 'Details' }).waitFor();
    await stage.desktop.key('End');
    await stage.desktop.key('Return');
    await expect(page.getByText('arn:aws:iam::111122223333:role/dev-readonly')).toBeVisible();
    await expect(more).toBeFocused();
  });
});

test('after an import the next key strokes are the code', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: /^Import/ }));
    await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);
    await stage.desktop.type(await stage.nextCode());
    await stage.desktop.key('Return');
    await stage.phase('role:dev-readonly', 'fresh');
    await expect(page.getByRole('searchbox')).toBeFocused();
  });
});
