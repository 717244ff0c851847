import { expect, test } from '@playwright/test';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// What is left, to the second, and what a person should know of short lives.

for (const dark of [false, true]) {
  const theme = dark ? 'dark' : 'light';
  test(`ST5: details of a role and of the session count down by the second, ${theme}`, async () => {
    await onStage({ desktop: { dark } }, async (stage) => {
      const page = await stage.open();
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      await stage.phase('session:ada', 'fresh');
      for (const [id, life] of [
        ['role:dev-readonly', /^59 min \d+ s left of 1 h, 9\d %$/],
        ['session:ada', /^11 h 59 min \d+ s left of 12 h, 99 %$/],
      ] as const) {
        const row = await stage.row(id);
        await stage.click(row.getByRole('button', { name: /More/ }));
        await stage.click(page.getByRole('menuitem', { name: 'Details' }));
        const left = row.locator('[data-left]');
        await expect(left).toHaveText(life);
        const first = await left.textContent();
        await until('another second', async () => (await left.textContent()) !== first);
      }
      await expect((await stage.row('role:dev-readonly')).locator('.facts')).toContainText(
        /renewal 0 of \d+, 11 h 5\d min left/,
      );
      await stage.picture(`left-to-the-second-${theme}`);
    });
  });
}
