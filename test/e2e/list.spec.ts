import { expect, test, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { fits, narrow } from '../support/by-keys.ts';
import { send } from '../support/scene.ts';
import { onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { still } from '../support/still.ts';
import { until } from '../support/until.ts';

// The list of a person who works with a thousand roles, on the real desktop, by keys.

const MANY = 1000;
const ACCOUNTS = 40;
const KINDS = ['admin', 'read-only', 'deploy', 'billing', 'support'];

const kindOf = (n: number): string => KINDS[Math.floor(n / ACCOUNTS) % KINDS.length] ?? '';

const nameOf = (n: number): string =>
  `team-${String(n % ACCOUNTS).padStart(2, '0')}-${kindOf(n)}-${n}`;

/** So many roles under ada, beside those of the demo world. */
const manyRoles = (text: string): string =>
  text +
  Array.from({ length: MANY }, (_, n) => {
    const account = String(300_000_000_000 + (n % ACCOUNTS) * 1_111_111);
    return `
[profile ${nameOf(n)}]
role_arn = arn:aws:iam::${account}:role/${kindOf(n)}
source_profile = ada
`;
  }).join('');

/** Which row has the focus: its name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      document.activeElement?.closest('[data-grant]')?.getAttribute('data-grant')?.slice(5) ?? '',
  );

const focusOn = (page: Page, name: string): Promise<unknown> =>
  until(`the focus on ${name}`, async () => (await focused(page)) === name);

/** Types into the search, and waits for the first row that it finds. */
const search = async (stage: Stage, page: Page, text: string, first: string): Promise<void> => {
  await stage.desktop.type(text);
  await until(`${first} on top`, () =>
    page
      .locator('.list [data-grant]')
      .first()
      .evaluate((row, name) => row.getAttribute('data-grant') === `role:${name}`, first),
  );
};

/** Opens the menu of the row that has the focus by a key, and takes an item of it. */
const take = async (stage: Stage, page: Page, key: string, item: string): Promise<void> => {
  await stage.desktop.key(key);
  await page.getByRole('menuitem', { name: item, exact: true }).waitFor();
  // A menu finds an item by the beginning of its name.
  await stage.desktop.type(item.slice(0, 3));
  await stage.desktop.key('Return');
};

/** A picture in both themes, of which axe-core has nothing to say. */
const look = async (stage: Stage, page: Page, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await page.emulateMedia({ colorScheme });
    // oxlint-disable-next-line no-await-in-loop
    await still(page);
    // oxlint-disable-next-line no-await-in-loop
    await stage.picture(`list-${colorScheme}-${name}`);
    // oxlint-disable-next-line no-await-in-loop
    expect(await complaints(page), `${name}, ${colorScheme}`).toEqual([]);
  }
};

/** What of a thousand roles is in sight of the tree that a screen reader reads. */
const placesOf = (page: Page): Promise<readonly (readonly (string | null)[])[]> =>
  page
    .locator('.list li[aria-posinset]')
    .evaluateAll((rows) =>
      rows.map((row) => [row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')]),
    );

test('a thousand roles are walked, found, started, marked and tagged by keys', async () => {
  await onStage({ config: manyRoles }, async (stage) => {
    const page = await stage.open();
    await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
    await stage.desktop.key('Escape');
    await expect(page.getByRole('searchbox')).toBeFocused();

    // As in a native list, of which only what is in sight is drawn.
    await stage.desktop.key('Down');
    await focusOn(page, 'dev-readonly');
    await stage.desktop.key('End');
    await focusOn(page, nameOf(999));
    expect(await page.locator('.list [data-grant]').count()).toBeLessThan(60);
    expect((await placesOf(page)).at(-1)).toEqual(['25', '25']);
    await stage.desktop.key('Prior');
    await stage.desktop.key('Home');
    await focusOn(page, 'dev-readonly');
    await stage.desktop.type('team-07-b');
    await focusOn(page, nameOf(127));
    await look(stage, page, '1-typed');

    await take(stage, page, 'Right', 'Add to favourites');
    await focusOn(page, nameOf(127));
    await take(stage, page, 'shift+F10', 'Tags');
    await page.getByRole('textbox', { name: /^Tags/ }).waitFor();
    await stage.desktop.type('on call');
    await look(stage, page, '2-tags');
    await stage.desktop.key('Return');
    const row = await stage.row(`role:${nameOf(127)}`);
    await expect(row.getByText('on call')).toBeVisible();
    await focusOn(page, nameOf(127));

    // Type and Enter.
    await stage.desktop.key('ctrl+f');
    await search(stage, page, 't12 depl', nameOf(92));
    await look(stage, page, '3-found');
    await stage.desktop.key('Return');
    await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
    await stage.desktop.key('Escape');
    await stage.desktop.key('ctrl+f');
    await search(stage, page, 'on call', nameOf(127));
    await stage.desktop.type('zz');
    await page.getByRole('heading', { name: 'No match' }).waitFor();
    await stage.click(page.getByRole('button', { name: 'Clear search' }).last());

    await stage.click(page.getByRole('button', { name: 'What the list shows' }));
    await look(stage, page, '4-tools');
    await stage.click(page.getByRole('menuitemradio', { name: 'Needs a code' }));
    await expect(page.getByText('Needs a code: 1 of 1006')).toBeVisible();
    await stage.click(page.getByRole('button', { name: 'What the list shows' }));
    await stage.click(page.getByRole('menuitemradio', { name: 'Failed' }));
    await page.getByRole('heading', { name: 'Nothing failed' }).waitFor();
    await look(stage, page, '5-none');
    await stage.desktop.key('Escape');

    const target = { kind: 'role', profile: nameOf(500) } as const;
    await send(page, { kind: 'tag', target, tags: ['on call', 'every day'] });

    // Opened again, it is in a new order.
    await stage.desktop.key('ctrl+w');
    await stage.hidden();
    await stage.open();
    await until('the list from its top', () =>
      page.evaluate(() => document.querySelector('.scroll')?.scrollTop === 0),
    );
    await page.getByRole('heading', { name: 'Favourites' }).waitFor();
    await page.getByRole('heading', { name: 'Recent' }).waitFor();
    await look(stage, page, '6-opened-again');
    await stage.click(page.getByRole('button', { name: 'What the list shows' }));
    await stage.click(page.getByRole('menuitemradio', { name: 'Own tags' }));
    await page.getByRole('heading', { name: 'Without a tag' }).waitFor();

    // A row of two tags stands there twice, and its tags are typed where that was asked for.
    const twice = await stage.row(`role:${nameOf(500)}`);
    await expect(twice).toHaveCount(2);
    await stage.click(twice.last().getByRole('button', { name: /^More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Tags' }));
    await expect(page.locator('.tags-form')).toHaveCount(1);
    await expect(twice.last().getByRole('textbox', { name: /^Tags/ })).toBeFocused();
    await stage.desktop.key('Escape');

    await narrow(stage, page);
    expect(await fits(page)).toBe(true);
    await look(stage, page, '7-narrow');
    const window = await stage.app().electron.browserWindow(page);
    await window.evaluate((one) => one.webContents.setZoomFactor(2));
    await until('large text', () => page.evaluate(() => innerWidth <= 160));
    expect(await fits(page)).toBe(true);
    await stage.desktop.key('End');
    await look(stage, page, '8-large-text');
  });
});
