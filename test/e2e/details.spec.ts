import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { onStage, SHARED_ROLES, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The details of a grant, as a person opens them from its row's menu.

const openDetails = async (stage: Stage, page: Page, name: string): Promise<void> => {
  await stage.click(page.getByRole('button', { name: `More for ${name}`, exact: true }));
  await stage.click(page.getByRole('menuitem', { name: 'Details', exact: true }));
};

const resize = (stage: Stage, width: number, height: number) =>
  stage
    .app()
    .electron.evaluate(
      ({ BrowserWindow }, size) =>
        BrowserWindow.getAllWindows()[0]?.setBounds({ x: 880, y: 36, ...size }),
      { width, height },
    );

test('details draw the way to a role, its last errors and its ledger lines; the timeline all lifetimes', async () => {
  await onStage({ desktop: { dark: true } }, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:data-chained', 'fresh');
    await stage.phase('role:denied-ops', 'failed');
    await resize(stage, 380, 720);
    const fobwatch = join(stage.data, 'bin', 'fobwatch');
    await stage.desktop.run([fobwatch, 'credentials', 'data-chained']);

    await openDetails(stage, page, 'data-chained');
    const chained = await stage.row('role:data-chained');
    const way = chained.locator('.grant-way-step');
    await expect(way).toHaveText([
      /^ada.*long-term key/,
      /^Session.*with a code.*ends/,
      /^\S+.*ends/,
      /^data-chained.*ends/,
    ]);
    await expect(chained).toContainText(/Fetched by/);
    await chained.scrollIntoViewIfNeeded();
    expect(await complaints(page)).toEqual([]);
    await stage.picture('details-dark-1-chained');
    await openDetails(stage, page, 'denied-ops');
    const denied = await stage.row('role:denied-ops');
    await expect(denied.getByText('Last errors')).toBeVisible();
    await expect(denied.locator('.past-failure')).toContainText('AccessDenied');
    await resize(stage, 320, 720);
    await until('it to be narrow', () => page.evaluate(() => window.innerWidth === 320));
    await denied.locator('.past-failure').scrollIntoViewIfNeeded();
    expect(await complaints(page)).toEqual([]);
    await stage.picture('details-dark-2-denied-320');

    await stage.click(denied.getByRole('button', { name: 'Show ledger' }));
    await page.getByRole('heading', { name: 'Ledger' }).waitFor();

    await stage.desktop.key('ctrl+t');
    const bars = page.getByRole('option');
    await expect(bars).toHaveText([/^ada/, ...SHARED_ROLES.map(() => /./)]);
    await expect(bars.first()).toHaveAccessibleName(/^Session of ada: ends .* then it needs you$/);
    await expect(page.getByRole('option', { name: /^dev-readonly: / })).toHaveAccessibleName(
      /renewals until its session ends/,
    );
    // By keys alone, from bar to bar, each in words below.
    await expect(page.getByRole('button', { name: 'Back' })).toBeFocused();
    await stage.desktop.key('Tab');
    await expect(page.getByRole('listbox', { name: 'Lifetimes' })).toBeFocused();
    await stage.desktop.key('End');
    await expect(bars.last()).toHaveAttribute('aria-selected', 'true');
    const last = (await bars.last().textContent()) ?? '';
    await expect(page.locator('.timeline-facts')).toContainText(last);
    await stage.picture('timeline-dark-1-320');
    expect(await complaints(page)).toEqual([]);
    await resize(stage, 380, 560);
    await until('it to be wide', () => page.evaluate(() => window.innerWidth === 380));
    await stage.picture('timeline-dark-2-380');
    // Back to the ledger, and from there to the list.
    await stage.desktop.key('Escape');
    await page.getByRole('heading', { name: 'Ledger' }).waitFor();
    await stage.desktop.key('Escape');
    await stage.click(page.getByRole('button', { name: 'Show timeline' }));
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  });
});

test('details of the session below the list scroll in the least window, and its line stays in sight', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await openDetails(stage, page, 'ada');
    const session = page.locator('.bottom > .session');
    const ledger = session.getByRole('button', { name: 'Show ledger' });
    await ledger.waitFor();
    await expect(session).toContainText('as token_life in the settings asks for');
    await resize(stage, 380, 360);
    await until('it to be low', () => page.evaluate(() => window.innerHeight === 360));
    expect(await complaints(page)).toEqual([]);
    await stage.picture('details-session-1-360');

    await ledger.scrollIntoViewIfNeeded();
    await expect(ledger).toBeInViewport({ ratio: 0.9 });
    // What its details are too long for is their own part: its line, the list and the gear stay where they are.
    await expect(session.getByRole('button', { name: 'More for ada' })).toBeInViewport({
      ratio: 0.9,
    });
    await expect(page.getByRole('button', { name: 'Settings', exact: true })).toBeInViewport({
      ratio: 0.9,
    });
    const list = await page.locator('main.scroll').boundingBox();
    expect(list?.height).toBeGreaterThanOrEqual(39);
    expect(await complaints(page)).toEqual([]);
    await stage.picture('details-session-2-360-scrolled');
    await stage.click(ledger);
    await page.getByRole('heading', { name: 'Ledger' }).waitFor();
  });
});

/** A second key, so that sessions stand in the list, and more roles than are drawn. */
const longList = {
  settings: '[session]\nstart = asked\n',
  credentials: (text: string) =>
    `${text}\n[spare]\naws_access_key_id = AKIASPARE00000000001\naws_secret_access_key = spare-long-term-secret-0123456789abcdefghi\n`,
  config: (text: string) =>
    [
      `${text}\n[profile spare]\nregion = us-east-1\n${/endpoint_url = .*/.exec(text)?.[0]}\n`,
      ...Array.from(
        { length: 300 },
        (_, at) =>
          `[profile many-${at}]\nrole_arn = arn:aws:iam::444455556666:role/r${at}\nsource_profile = ada\n`,
      ),
    ].join('\n'),
};

test('details of a session in a long list are open still after scrolling away and back', async () => {
  await onStage(longList, async (stage) => {
    const page = await stage.open();
    const list = page.locator('.list');
    const spare = list.locator('[data-grant="session:spare"]');
    await openDetails(stage, page, 'spare');
    await expect(spare.locator('.facts')).toBeVisible();
    // The row that Tab stops at is drawn wherever the list is scrolled to.
    await list.locator('[data-grant="session:ada"] [data-row-main]').focus();
    await list.hover({ position: { x: 40, y: 20 } });
    await page.mouse.wheel(0, 100_000);
    await expect(spare).toHaveCount(0);
    await page.mouse.wheel(0, -100_000);
    await expect(spare.locator('.facts')).toBeVisible();
  });
});
