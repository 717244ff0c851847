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

  test(`a role of 15 minutes is handed out with a warning, ${theme}`, async () => {
    const config = (good: string): string =>
      good.replace('[profile dev-readonly]', '[profile dev-readonly]\nduration_seconds = 900');
    await onStage({ desktop: { dark }, config }, async (stage) => {
      const page = await stage.open();
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      const row = await stage.row('role:dev-readonly');
      await expect(row).toContainText('lasts 15 min: SDKs renew at once');
      await stage.click(row.getByRole('button', { name: /More/ }));
      await stage.click(page.getByRole('menuitem', { name: 'Details' }));
      await stage.picture(`short-role-${theme}`);
      await stage.click(row.getByRole('button', { name: 'Copy exports of dev-readonly' }));
      await expect(row.locator('[data-copied]')).toContainText(/copied for \w+, lasts 15 min only/);
      await stage.picture(`short-role-copied-${theme}`);
    });
  });

  test(`BO1: regions that are unlisted or none are told where they are named, ${theme}`, async () => {
    // Nothing is started here: AWS's own endpoints would be asked.
    const plain = (name: string, region: string): string =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/dev-readonly\nsource_profile = ada\nignore_configured_endpoint_urls = true\nregion = ${region}\n`;
    const config = (good: string): string =>
      `${plain('a-new', 'eu-north-7')}${plain('a-wrong', 'frankfurt')}${good}`;
    await onStage({ desktop: { dark }, config }, async (stage) => {
      const page = await stage.open();
      const unlisted = await stage.row('role:a-new');
      await expect(unlisted).toContainText('eu-north-7 is not listed');
      await stage.click(unlisted.getByRole('button', { name: /More/ }));
      await stage.click(page.getByRole('menuitem', { name: 'Details' }));
      await expect(unlisted).toContainText('not among the regions Fobwatch knows');
      const wrong = await stage.row('role:a-wrong');
      await expect(wrong).toContainText('is no region of AWS');
      await wrong.evaluate((element) => element.scrollIntoView({ block: 'end' }));
      await stage.picture(`regions-${theme}`);
      expect(stage.aws.log()).toEqual([]);
    });
  });
}
