import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { onStage, startStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The ledger as a person sees it: real fetches by the real command, on the real desktop.

const fobwatch = (stage: Stage, ...words: readonly string[]): Promise<string> =>
  stage.desktop.run([join(stage.data, 'bin', 'fobwatch'), ...words]);

const openLedger = async (stage: Stage, page: Page): Promise<void> => {
  await stage.click(page.getByRole('button', { name: 'Settings' }));
  await stage.click(page.getByRole('button', { name: 'Show ledger' }));
  await page.getByRole('heading', { name: 'Ledger' }).waitFor();
};

/** No role is production here: whoever fetches is asked about nothing. */
const NOTHING_ASKED = '[production]\nrules =\n';

const lines = (page: Page) => page.getByRole('listitem');

test('shows who fetched what and who got nothing, newest first', async () => {
  await onStage({ desktop: { dark: true }, settings: NOTHING_ASKED }, async (stage) => {
    const page = await stage.open();
    await openLedger(stage, page);
    await page.getByText('Nothing was handed out').waitFor();
    await stage.picture('ledger-dark-1-empty');
    expect(await complaints(page)).toEqual([]);
    await stage.click(page.getByRole('region').getByRole('button', { name: 'Back' }));
    await stage.click(page.getByRole('button', { name: 'Back' }));

    await stage.typeCode();
    await stage.phase('role:prod-admin', 'fresh');
    await stage.click(page.getByRole('button', { name: 'Copy exports of dev-readonly' }));
    await fobwatch(stage, 'credentials', 'prod-admin');
    await expect(fobwatch(stage, 'env', 'audit-12h', '--no-wait')).rejects.toThrow();
    await fobwatch(stage, 'export', 'partner-billing', '--file', join(stage.data, 'out.json'));

    await openLedger(stage, page);
    await expect(lines(page)).toContainText([
      /partner-billing.*Saved to .*out\.json for \S+ \(\d+\)/,
      /audit-12h.*\S+ \(\d+\) asked for exports: it needed a code/,
      /prod-admin.*Fetched by \S+ \(\d+\), ends (\w{3} )?\d\d:\d\d/,
      /dev-readonly.*Exports copied in the window/,
    ]);
    await expect(page.getByRole('searchbox')).toBeFocused();
    await stage.picture('ledger-dark-2-lines');
    expect(await complaints(page)).toEqual([]);

    // A line that comes while somebody looks.
    await fobwatch(stage, 'credentials', 'dev-readonly');
    await expect(lines(page)).toHaveCount(5);
    await expect(lines(page).first()).toContainText('dev-readonly');

    await stage.desktop.type('prod');
    await expect(lines(page)).toHaveCount(1);
    await stage.picture('ledger-dark-3-searched');
    await stage.desktop.type('zz');
    await page.getByText('No line has a grant').waitFor();
    await stage.desktop.key('Escape');
    await expect(lines(page)).toHaveCount(5);
    await stage.desktop.key('Escape');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });
});

test('a notice tells of a fetch where the settings ask for it; its click shows the ledger', async () => {
  await onStage({ settings: `[notice]\nfetch = on\n${NOTHING_ASKED}` }, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:prod-admin', 'fresh');
    await stage.desktop.key('Escape');
    await stage.hidden();
    await fobwatch(stage, 'credentials', 'prod-admin');
    const notice = await until('the notice', () => stage.desktop.notifications()[0]);
    expect(notice.title).toMatch(/^\S+ fetched prod-admin$/);
    expect(notice.body).toBe('Click to see the ledger.');
    await stage.picture('ledger-notice');
    await stage.desktop.clickNotification();
    await stage.focused();
    await expect(lines(page)).toContainText([/prod-admin.*Fetched by/]);
    await stage.picture('ledger-from-notice');
    // What the person copies by the menu is told from the window, and by no notice.
    await stage.desktop.clickMenu('partner-billing');
    await expect(lines(page).first()).toContainText(
      /partner-billing.*Exports copied from the menu/,
    );
    expect(stage.desktop.notifications()).toHaveLength(1);
    await stage.desktop.key('Escape');
    await stage.row('role:prod-admin');
    await expect(page.getByRole('searchbox', { name: 'Search roles' })).toBeVisible();
  });
});

test('lists a thousand lines, found by a search and all of them reached by keys', async () => {
  const stage = await startStage({});
  try {
    mkdirSync(stage.data, { recursive: true });
    const start = Date.parse('2026-11-01T08:00:00Z');
    const text = Array.from({ length: 1200 }, (_, at) => {
      const name = ['dev-readonly', 'prod-admin', 'partner-billing'][at % 3] ?? '';
      const time = (ms: number): string => new Date(start + at * 600_000 + ms).toISOString();
      return `${JSON.stringify({
        at: time(0),
        target: `role:${name}`,
        how: 'credentials',
        via: 'helper',
        to: 'terraform',
        by: 'terraform',
        pid: 4000 + at,
        outcome: at % 7 === 0 ? 'declined' : 'given',
        expiresAt: at % 7 === 0 ? null : time(3_600_000),
      })}\n`;
    }).join('');
    appendFileSync(join(stage.data, 'ledger.jsonl'), text);
    await stage.start();
    const page = await stage.open();
    await openLedger(stage, page);
    await expect(lines(page)).toHaveCount(1000);
    await stage.picture('ledger-thousand');
    const search = page.getByRole('searchbox');
    await search.fill('billing declined');
    await expect(lines(page)).toHaveCount(48);
    await search.fill('');
    await expect(lines(page)).toHaveCount(1000);

    await page.getByRole('searchbox').focus();
    await stage.desktop.key('Tab');
    await until('the keys to reach the oldest line', async () => {
      await stage.desktop.key('End');
      return page.evaluate(() => {
        const last = [...document.querySelectorAll('.ledger-line')].at(-1);
        return last !== undefined && last.getBoundingClientRect().bottom <= innerHeight;
      });
    });
  } finally {
    await stage.stop();
  }
});
