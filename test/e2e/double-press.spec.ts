import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { pointAt } from '../support/app.ts';
import { fobwatch, openReady, send } from '../support/scene.ts';
import { onStage, type Stage } from '../support/stage.ts';

// Whoever presses twice where once was meant: the second half does nothing that the first put in its place.

/** ms between the two: what most people need. */
const BETWEEN = '100';

const clickTwice = async (stage: Stage, page: Page, one: Locator): Promise<void> => {
  await pointAt(stage.desktop, page, one);
  await stage.desktop.hands('click', '--repeat', '2', '--delay', BETWEEN, '1');
};

test('a double click on the first yes of panic is no second yes', async () => {
  await onStage({}, async (stage) => {
    const page = await openReady(stage);
    await fobwatch(stage, 'write', 'dev-readonly', '--profile', 'out');
    await send(page, { kind: 'lock' });
    await stage.click(page.getByRole('button', { name: 'Panic…' }));
    await clickTwice(stage, page, page.getByRole('button', { name: 'Go on' }));
    await expect(page.getByRole('button', { name: 'Keep them' })).toBeFocused();
    // The keys come after the clicks.
    await stage.desktop.key('Escape');
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    expect(readFileSync(stage.files.credentials, 'utf8')).toContain('[out]');
    await expect(page.getByText(/was taken out of/)).toHaveCount(0);
  });
});

test('Start that is pressed twice starts, and copies nothing over what the clipboard holds', async () => {
  await onStage({}, async (stage) => {
    const page = await openReady(stage);
    const row = await stage.row('role:dev-readonly');
    const start = row.getByRole('button', { name: 'Start dev-readonly' });
    const stopped = async (): Promise<void> => {
      await stage.click(row.getByRole('button', { name: /More/ }));
      await stage.click(page.getByRole('menuitem', { name: 'Stop', exact: true }));
      await start.waitFor();
      await stage.desktop.copyText('mine');
    };
    const isUncopied = async (): Promise<void> => {
      await stage.phase('role:dev-readonly', 'fresh');
      await expect(row.locator('.row-copied')).toHaveCount(0);
      expect(await stage.desktop.clipboardText()).toBe('mine');
    };
    await stopped();
    await clickTwice(stage, page, start);
    await isUncopied();
    await stopped();
    await start.focus();
    await stage.desktop.hands('key', '--repeat', '2', '--delay', BETWEEN, 'Return');
    await isUncopied();
  });
});
