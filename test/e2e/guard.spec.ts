import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { pointAt } from '../support/app.ts';
import { complaints } from '../support/axe.ts';
import { fits, narrow, reachByKeys } from '../support/by-keys.ts';
import { allAnswered, onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Production on a real desktop: what leaves is confirmed by a person, by hand and by key, for themselves and for the
// programs that ask.

const fobwatch = (stage: Stage, ...words: readonly string[]): Promise<string> =>
  stage.desktop.run([join(stage.data, 'bin', 'fobwatch'), ...words]);

/** What a command that fails says. */
const refusal = (ran: Promise<string>): Promise<string> =>
  ran.then(
    () => 'it did not fail',
    (error: unknown) => String(error),
  );

const strip = (page: Page): Locator => page.locator('.confirm');
const holdButton = (page: Page): Locator => page.getByRole('button', { name: 'Hold to confirm' });

/** Holds the pointer's button down on an element until something is so. */
const holdDown = async (
  stage: Stage,
  locator: Locator,
  enough: () => Promise<boolean>,
): Promise<void> => {
  await pointAt(stage.desktop, await stage.page(), locator);
  await stage.desktop.hands('mousedown', '1');
  await until('the button to be held down long enough', enough);
  await stage.desktop.hands('mouseup', '1');
};

/** The same with the space bar, on what has the focus. */
const holdSpace = async (stage: Stage, enough: () => Promise<boolean>): Promise<void> => {
  await stage.desktop.hands('keydown', 'space');
  await until('the key to be held down long enough', enough);
  await stage.desktop.hands('keyup', 'space');
};

/** The popover, with production at hand. */
const openReady = async (stage: Stage): Promise<Page> => {
  const page = await stage.open();
  await stage.typeCode();
  await stage.phase('role:prod-admin', 'fresh');
  return page;
};

const holdToCopy = async (stage: Stage): Promise<Locator> =>
  (await stage.row('role:prod-admin')).getByRole('button', {
    name: 'Hold to copy exports of prod-admin',
  });

const gone = (page: Page) => async (): Promise<boolean> => (await strip(page).count()) === 0;

test('exports of production are copied by holding down, never by a click', async () => {
  await onStage({ desktop: { dark: true } }, async (stage) => {
    const page = await openReady(stage);
    const { desktop } = stage;
    const row = await stage.row('role:prod-admin');
    await expect(row).toContainText('production');
    const copy = row.getByRole('button', { name: 'Hold to copy exports of prod-admin' });

    // A click leads to the question, with the focus on the way to say yes.
    await stage.click(copy);
    await expect(strip(page)).toContainText('Copy exports of prod-admin?');
    await expect(holdButton(page)).toBeFocused();
    expect(await desktop.clipboardText()).toBe('');
    await stage.picture('guard-dark-1-asked');
    expect(await complaints(page)).toEqual([]);
    await desktop.key('Escape');
    await expect(strip(page)).toHaveCount(0);
    await expect(copy).toBeFocused();

    // Held down, the row alone is enough; its ring grows meanwhile.
    await pointAt(desktop, page, copy);
    // It is to be seen for a second only.
    const holding = copy.and(page.locator('[data-holding]')).waitFor();
    await desktop.hands('mousedown', '1');
    await holding;
    await stage.picture('guard-dark-2-holding');
    await until('exports in the clipboard', async () =>
      (await desktop.clipboardText()).includes('AWS_SECRET_ACCESS_KEY'),
    );
    await desktop.hands('mouseup', '1');
    await expect(strip(page)).toHaveCount(0);
    await expect(row).toContainText(/copied for \w+, clears in (30|2\d) s/);

    // By keys alone: the search finds it, Return asks, the space bar is held down.
    await stage.desktop.copyText('other');
    await desktop.key('ctrl+f');
    await desktop.type('prod-adm');
    await desktop.key('Return');
    await expect(holdButton(page)).toBeFocused();
    await desktop.key('space');
    await expect(strip(page)).toHaveCount(1);
    await holdSpace(stage, gone(page));
    await until('exports in the clipboard', async () =>
      (await desktop.clipboardText()).includes('AWS_SECRET_ACCESS_KEY'),
    );

    // Or its name is typed, for whoever cannot hold anything down; at 320 px as well.
    await narrow(stage, page);
    await desktop.key('ctrl+f');
    await desktop.key('Return');
    await expect(holdButton(page)).toBeFocused();
    const instead = page.getByRole('button', { name: 'Type the name instead' });
    await reachByKeys(stage, 'the way to type', instead);
    await desktop.key('Return');
    await desktop.type('prod-adnim');
    await desktop.key('Return');
    await expect(strip(page)).toContainText('That is not its name.');
    await stage.picture('guard-dark-3-typed');
    expect(await fits(page)).toBe(true);
    expect(await complaints(page)).toEqual([]);
    await desktop.key('ctrl+a');
    await desktop.type('prod-admin');
    await desktop.key('Return');
    await expect(strip(page)).toHaveCount(0);
  });
});

test('the tray’s menu leads to the question, and a yes until the session ends asks no more', async () => {
  await onStage({}, async (stage) => {
    const { desktop } = stage;
    const page = await openReady(stage);
    // The menu is made anew with each role that comes.
    await allAnswered(stage);
    await desktop.key('Escape');
    await desktop.clickMenu(['Copy exports', 'prod-admin (production)']);
    await until('the popover to be seen', () => stage.app().isShown('index.html'));
    await expect(holdButton(page)).toBeFocused();
    expect(await desktop.clipboardText()).toBe('');
    await stage.click(page.getByRole('checkbox', { name: 'Until the session ends' }));
    await holdDown(stage, holdButton(page), gone(page));
    const row = await stage.row('role:prod-admin');
    const copy = row.getByRole('button', { name: 'Copy exports of prod-admin', exact: true });
    await expect(copy).toBeVisible();
    await stage.desktop.copyText('other');
    await stage.click(copy);
    await until('exports in the clipboard', async () =>
      (await desktop.clipboardText()).includes('AWS_SECRET_ACCESS_KEY'),
    );

    // Its menu takes the mark away, once that is confirmed, and gives one to another role.
    await stage.click(row.getByRole('button', { name: 'More for prod-admin' }));
    await stage.click(page.getByRole('menuitem', { name: 'Mark as not production' }));
    await expect(row.getByRole('button', { name: 'Keep the mark' })).toBeFocused();
    await expect(row).toHaveAttribute('data-production', '');
    expect(await complaints(page)).toEqual([]);
    await stage.desktop.key('Return');
    await expect(row.getByRole('button', { name: 'Keep the mark' })).toHaveCount(0);
    await expect(row).toHaveAttribute('data-production', '');
    await stage.click(row.getByRole('button', { name: 'More for prod-admin' }));
    await stage.click(page.getByRole('menuitem', { name: 'Mark as not production' }));
    await stage.click(row.getByRole('button', { name: 'Take it away' }));
    await expect(row).not.toHaveAttribute('data-production', '');
    const dev = await stage.row('role:dev-readonly');
    await stage.click(dev.getByRole('button', { name: 'More for dev-readonly' }));
    await stage.click(page.getByRole('menuitem', { name: 'Mark as production' }));
    await expect(dev).toHaveAttribute('data-production', '');
    await expect(dev.getByRole('button', { name: /^Hold to copy/ })).toBeVisible();
  });
});

test('a program that wants production is asked about in the window, and told what the answer was', async () => {
  await onStage({}, async (stage) => {
    const { desktop } = stage;
    const page = await openReady(stage);
    await desktop.key('Escape');
    await stage.hidden();
    await expect(refusal(fobwatch(stage, 'env', 'prod-admin', '--no-wait'))).resolves.toContain(
      'prod-admin is production, and a person confirms it',
    );

    // A notice, no window; declined.
    const first = refusal(fobwatch(stage, 'env', 'prod-admin'));
    const notice = await until('the notice', () => desktop.notifications().at(-1));
    expect(notice.title).toMatch(/^\S.* wants credentials of prod-admin \(production\)$/);
    expect(await stage.app().isShown('index.html')).toBe(false);
    await desktop.clickNotification();
    await expect(strip(page)).toContainText('Hand out the variables of prod-admin?');
    await expect(strip(page)).toContainText(/asked by \S.*\(process \d+\) in \//);
    await stage.picture('guard-asked-by-program');
    expect(await complaints(page)).toEqual([]);
    await stage.click(strip(page).getByRole('button', { name: 'No', exact: true }));
    expect(await first).toContain('prod-admin is production, and the answer in Fobwatch was no.');

    // Confirmed until the session ends; the next is not asked about, and an endpoint is.
    const second = fobwatch(stage, 'env', 'prod-admin');
    await strip(page).waitFor();
    await stage.click(page.getByRole('checkbox', { name: 'Until the session ends' }));
    await holdDown(stage, holdButton(page), gone(page));
    expect(await second).toContain('AWS_SECRET_ACCESS_KEY');
    expect(await fobwatch(stage, 'env', 'prod-admin')).toContain('AWS_SECRET_ACCESS_KEY');
    const script = '"$0" endpoint prod-admin; true';
    const other = desktop.run(['bash', '-c', script, join(stage.data, 'bin', 'fobwatch')]);
    await expect(strip(page)).toContainText('Serve credentials of prod-admin to programs?');
    await expect(strip(page)).toContainText(/asked by bash \(process \d+\)/);
    await holdDown(stage, holdButton(page), gone(page));
    expect(await other).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(await fobwatch(stage, 'status')).toMatch(/prod-admin.*production/);
  });
});

/** How often exports of a role were copied, as the ledger has it. */
const copies = (stage: Stage, role: string): number =>
  readFileSync(join(stage.data, 'ledger.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"role:${role}"`) && line.includes('"copy"')).length;

test('a key that was held down to confirm presses nothing else', async () => {
  await onStage({}, async (stage) => {
    const { desktop } = stage;
    const page = await openReady(stage);
    await desktop.key('ctrl+f');
    await desktop.type('dev-read');
    const asked = fobwatch(stage, 'env', 'prod-admin');
    await strip(page).waitFor();
    await holdButton(page).focus();
    await page.keyboard.down('Enter');
    await expect(strip(page)).toHaveCount(0);
    // The focus went to the search, in which Return copies what is found first.
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await asked).toContain('AWS_SECRET_ACCESS_KEY');
    await page.keyboard.press('Enter');
    await until('exports in the clipboard', async () =>
      (await desktop.clipboardText()).includes('AWS_SECRET_ACCESS_KEY'),
    );
    expect(copies(stage, 'dev-readonly')).toBe(1);
  });
});

test('whoever leaves the name half typed is left where they went', async () => {
  await onStage({}, async (stage) => {
    const { desktop } = stage;
    const page = await openReady(stage);
    const copy = await holdToCopy(stage);

    // Pictures come and go while a name is typed: whoever has left for the search stays there.
    await stage.click(copy);
    await stage.click(page.getByRole('button', { name: 'Type the name instead' }));
    await expect(page.getByRole('textbox', { name: 'Type prod-admin to confirm' })).toBeFocused();
    await desktop.key('ctrl+f');
    const asked = refusal(fobwatch(stage, 'env', 'prod-admin'));
    await expect(strip(page)).toContainText('1 other question waits.');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await desktop.key('Escape');
    await stage.click(strip(page).getByRole('button', { name: 'No', exact: true }));
    await asked;
    await expect(strip(page)).toHaveCount(0);
  });
});

test('a shortcut holds nothing down, and a screen reader’s click after a hold is heard', async () => {
  await onStage({}, async (stage) => {
    const { desktop } = stage;
    const page = await openReady(stage);
    const copy = await holdToCopy(stage);

    await stage.click(copy);
    await expect(holdButton(page)).toBeFocused();
    await page.keyboard.down('Control');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Control');
    await expect(holdButton(page)).not.toHaveAttribute('data-holding', '');
    await page.keyboard.up('Enter');
    await desktop.key('Escape');
    await expect(copy).toBeFocused();

    await page.keyboard.down('Space');
    await until('exports in the clipboard', async () =>
      (await desktop.clipboardText()).includes('AWS_SECRET_ACCESS_KEY'),
    );
    await page.keyboard.up('Space');
    await copy.dispatchEvent('click');
    await expect(strip(page)).toContainText('Copy exports of prod-admin?');
  });
});

test('a session is marked in its menu, its details tell by which rule, and unmarking is asked about', async () => {
  await onStage({}, async (stage) => {
    const page = await openReady(stage);
    const ada = await stage.row('session:ada');
    const choose = async (item: string): Promise<void> => {
      await stage.click(ada.getByRole('button', { name: 'More for ada' }));
      await stage.click(page.getByRole('menuitem', { name: item, exact: true }));
    };
    await choose('Mark as production');
    await expect(ada).toHaveAttribute('data-production', '');
    await choose('Details');
    await expect(ada.locator('.facts')).toContainText(/Production.*by the rule “[^”]*ada”/);
    await choose('Mark as not production');
    await expect(ada.getByRole('button', { name: 'Keep the mark' })).toBeFocused();
    await stage.picture('guard-session');
    expect(await complaints(page)).toEqual([]);
    await stage.click(ada.getByRole('button', { name: 'Take it away' }));
    await expect(ada).not.toHaveAttribute('data-production', '');
  });
});
