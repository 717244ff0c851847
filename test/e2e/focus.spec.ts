import { expect, test } from '@playwright/test';
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
