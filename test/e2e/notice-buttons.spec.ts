import { expect, test } from '@playwright/test';
import { onStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Electron shows no buttons on notices of Linux: what they would do is offered where the click leads. The daemon here
// takes buttons, so that a notice that had some would show it.

test('a notice has no button but its click, and the click leads to all that the buttons would do', async () => {
  await onStage(
    {
      lifetimes: { sessionSeconds: 60, roleSeconds: { 'dev-readonly': 900 } },
      settings: '[notice]\nlead = 1h\n[renewal]\nwindow = 3s\n',
    },
    async (stage) => {
      const { desktop } = stage;
      const page = await stage.open();
      await stage.typeCode();
      await stage.phase('role:dev-readonly', 'fresh');
      await desktop.key('Escape');
      await stage.hidden();
      const daemon = {
        service: 'org.freedesktop.Notifications',
        path: '/org/freedesktop/Notifications',
      };
      const can = await desktop.bus.call(daemon, daemon.service, 'GetCapabilities');
      expect(can).toEqual([expect.arrayContaining(['actions'])]);
      const notice = await until('a notice', () => desktop.notifications()[0]);
      expect(notice.title).toMatch(/^Session of ada ends \d{2}:\d{2}/);
      expect(notice.actions).toEqual(['default']);

      await desktop.clickNotification();
      await until('the popover to be seen', () => stage.app().isShown('index.html'));
      await stage.click(page.getByRole('button', { name: 'Later' }));
      // With less than five minutes left there is nothing else to choose.
      await expect(page.getByRole('menuitem')).toHaveText(['Let it end']);
      await stage.picture('notice-buttons-where-the-click-leads');
    },
  );
});
