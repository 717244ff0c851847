import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { fits, narrow } from '../support/by-keys.ts';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Notices on a real notification daemon. Electron shows no buttons here, so a click leads to the window, which has the rest.

test('an end is told, let to come by keys, and how long ahead one role is told is kept in settings.ini', async () => {
  await onStage(
    {
      lifetimes: { sessionSeconds: 80, roleSeconds: { 'dev-readonly': 900 } },
      settings: '[notice]\nlead = 78s\n[renewal]\nwindow = 3s\n',
    },
    async (stage) => {
      const page = await stage.open();
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      await stage.desktop.key('Escape');
      const notice = await until('a notice', () => stage.desktop.notifications()[0]);
      expect(notice.title).toMatch(/^Session of ada ends (\w{3} )?\d{2}:\d{2}/);
      await stage.desktop.clickNotification();
      await stage.focused();

      const later = page.getByRole('button', { name: 'Later' });
      await later.waitFor();
      await later.focus();
      await stage.desktop.key('Return');
      await page.getByRole('menuitem', { name: 'Let it end' }).waitFor();
      await stage.picture('notices-1-later');
      await stage.desktop.key('Return');
      await expect(page.getByRole('textbox', { name: 'MFA code' })).toBeHidden();
      await expect(page.locator('[data-grant="session:ada"]')).toContainText('ends for good');
      expect(await complaints(page)).toEqual([]);
      await stage.picture('notices-2-let-to-end');

      await stage.click(page.getByRole('button', { name: 'More for dev-readonly' }));
      await stage.click(page.getByRole('menuitem', { name: 'Details' }));
      const lead = page.getByRole('combobox', { name: 'Notice' });
      await lead.selectOption({ label: '30 min before' });
      const ini = join(stage.data, 'settings.ini');
      await until('the lead in settings.ini', () =>
        readFileSync(ini, 'utf8').includes('[notice dev-readonly]\nlead = 30m\n'),
      );
      await lead.scrollIntoViewIfNeeded();
      await stage.picture('notices-3-lead');
      writeFileSync(ini, readFileSync(ini, 'utf8').replace('lead = 30m', 'lead = 25m'));
      await expect(lead).toHaveValue('1500');
      await narrow(stage, page);
      expect(await fits(page)).toBe(true);
      expect(await complaints(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await lead.scrollIntoViewIfNeeded();
      await stage.picture('notices-4-narrow-dark');

      // The settings have it as well, with the name of its section.
      await stage.desktop.key('ctrl+comma');
      await page.getByRole('searchbox', { name: 'Search settings' }).fill('single roles');
      const leads = page.locator('[data-section="[notice NAME] lead"]');
      await expect(leads.locator('dt')).toHaveText(['dev-readonly']);
      await expect(leads.locator('dd')).toHaveText(['25 min before']);
      expect(await fits(page)).toBe(true);
      expect(await complaints(page)).toEqual([]);
      await stage.picture('notices-5-in-settings');
      expect(stage.desktop.notifications()).toHaveLength(1);
    },
  );
});
