import { expect, test, type Page } from '@playwright/test';
import { bridgeName } from '../../app/bridge.ts';
import { panels } from '../../app/view/panels.ts';
import { launchFromOutside } from '../support/app.ts';
import { complaints } from '../support/axe.ts';
import { fits, narrow } from '../support/by-keys.ts';
import { keyComplaints, tabComplaints } from '../support/keyed.ts';
import { fobwatch } from '../support/scene.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { whoUses } from '../support/who-uses.ts';

// The five-second job by keys alone, from any other window, on the real desktop; and the list of all shortcuts.

const EVERYWHERE = 'super+shift+f';

/** The popover with the focus in the search, however it came. */
const searching = async (stage: Stage): Promise<Page> => {
  await until('the popover to be seen', () => stage.app().isShown('index.html'));
  const page = await stage.page();
  const search = page.getByRole('searchbox', { name: 'Search roles' });
  await stage.focused();
  await expect(search).toBeFocused();
  return page;
};

test('from another window: shortcut, name, Enter, code, Enter, and the exports are in the clipboard', async () => {
  await onStage({}, async (stage) => {
    let strokes = 0;
    const press = async (keys: string): Promise<void> => {
      strokes += 1;
      await stage.desktop.key(keys);
    };
    stage.desktop.start('other', ['xmessage', '-title', 'another window', 'something else']);
    await until('another window to have the focus', async () =>
      /another window/.test(await stage.desktop.activeWindow()),
    );
    await until('the keys to be listened to', async () => {
      await press(EVERYWHERE);
      return until('the popover', () => stage.app().isShown('index.html'), {
        timeout: 2000,
      }).catch(() => false);
    });
    strokes = 1;
    const page = await searching(stage);
    await expect(page.getByRole('textbox', { name: 'MFA code' })).toBeVisible();
    await stage.picture('keyboard-1-search');
    await stage.desktop.type('partner');
    await stage.picture('keyboard-2-found');
    await press('Return');
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await until('the focus in the code field', () =>
      field.evaluate((one) => one === document.activeElement),
    );
    await stage.desktop.type(await stage.nextCode());
    await press('Return');
    expect(await whoUses(stage)).toContain('assumed-role/partner-billing/');
    expect(strokes).toBeLessThanOrEqual(12);
    await stage.picture('keyboard-3-copied');

    // The same again, with credentials there: no code, and the search is as new.
    await press('Escape');
    await press('Escape');
    await stage.hidden();
    // As a key of the desktop starts it where no program can listen to keys.
    launchFromOutside(stage.desktop, { args: ['--search'] });
    await searching(stage);
    await stage.desktop.type('dev-read');
    await stage.desktop.key('Return');
    await expect(await stage.row('role:dev-readonly')).toContainText(/copied for/);
    expect(await whoUses(stage)).toContain('assumed-role/dev-readonly/');
  });
});

test('a question mark lists all shortcuts; one that is taken is told where it was chosen', async () => {
  await onStage({ desktop: { dark: true } }, async (stage) => {
    const page = await stage.open();
    await stage.desktop.key('question');
    await expect(page.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expect(page.getByText('Super', { exact: true })).toBeVisible();
    await stage.picture('shortcuts-dark');
    expect(await complaints(page)).toEqual([]);
    await stage.desktop.key('Escape');
    await expect(page.getByRole('heading', { name: 'Keyboard shortcuts' })).toHaveCount(0);

    await stage.desktop.key('ctrl+comma');
    const field = page.getByRole('textbox', { name: 'Shortcut' });
    await field.focus();
    await stage.desktop.key('ctrl+a');
    // The window manager closes windows by it.
    await stage.desktop.type('alt+f4');
    await stage.desktop.key('Return');
    const told = page.getByText(/^Alt\+F4 belongs to another program/);
    await expect(told).toBeVisible();
    await told.scrollIntoViewIfNeeded();
    await stage.picture('shortcut-taken-dark');
    expect(await complaints(page)).toEqual([]);
    await field.focus();
    await stage.desktop.key('ctrl+a');
    await stage.desktop.type('ctrl+alt+k');
    await stage.desktop.key('Return');
    await expect(told).toHaveCount(0);
    await expect(field).toHaveValue('Ctrl+Alt+K');
    await stage.desktop.key('ctrl+w');
    await stage.hidden();
    await stage.desktop.key('ctrl+alt+k');
    await searching(stage);

    await narrow(stage, page);
    await stage.desktop.key('F1');
    await expect(page.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible();
    await stage.picture('shortcuts-narrow-dark');
    expect(await fits(page)).toBe(true);
  });
});

test('everything in every view is reached by Tab, and shows that it has the focus', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    // The last input was a key, so the focus is shown as to whoever uses keys.
    await stage.desktop.key('Tab');
    expect(await keyComplaints(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'MFA code' }).focus();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await stage.phase('role:denied-ops', 'failed');
    expect(await keyComplaints(page)).toEqual([]);
    expect(await tabComplaints(page)).toEqual([]);
    const told: string[] = [];
    const show = async (panel: (typeof panels)[number]): Promise<void> => {
      const command = { kind: 'show-panel', panel, identity: 'ada' };
      await page.evaluate(`window['${bridgeName}'].send(${JSON.stringify(command)})`);
      await page.locator(`[data-view="${panel}"]`).waitFor();
    };
    for (const panel of panels) {
      // oxlint-disable-next-line no-await-in-loop -- one window
      await show(panel);
      // oxlint-disable-next-line no-await-in-loop
      const against = [...(await keyComplaints(page)), ...(await tabComplaints(page))];
      told.push(...against.map((one) => `${panel}: ${one}`));
    }
    expect(told).toEqual([]);

    // And would be told of, were it not so.
    await show('shortcuts');
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.button { outline: none !important; }');
      document.adoptedStyleSheets = [sheet];
    });
    expect(await keyComplaints(page)).toEqual(['BUTTON "Choose keys" shows no focus']);
  });
});

test('Escape clears what is searched for before it answers whoever waits, and spaces search for nothing', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const search = page.getByRole('searchbox', { name: 'Search roles' });
    await stage.desktop.key('ctrl+f');
    await stage.desktop.key('space');
    await stage.desktop.key('Return');
    await stage.desktop.type('part');
    await expect(search).toHaveValue(' part');
    await expect(page.locator('.row-copied')).toHaveCount(0);
    expect(await stage.desktop.clipboardText()).toBe('');

    const asked = fobwatch(stage, 'env', 'audit-12h');
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await field.waitFor();
    await expect(search).toBeFocused();
    await stage.desktop.key('Escape');
    await expect(search).toHaveValue('');
    await expect(field).toBeVisible();
    await field.focus();
    await stage.typeCode();
    expect(await asked).toContain('AWS_SESSION_TOKEN');
  });
});
