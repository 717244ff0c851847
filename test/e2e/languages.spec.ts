import { expect, test, type Page } from '@playwright/test';
import { panels } from '../../app/view/panels.ts';
import { proveCode, typeCodes } from '../support/acts/devices.ts';
import { complaints } from '../support/axe.ts';
import { narrow } from '../support/by-keys.ts';
import { toPanel, worldOf } from '../support/device-desktop.ts';
import { backToRoles, copyExports, pointAside, send, showPanel, view } from '../support/scene.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { speak } from '../support/speaking.ts';
import { painted } from '../support/still.ts';
import { cutChoices, cutOff, tooWide } from '../support/too-wide.ts';
import { until } from '../support/until.ts';

// Every view in German and in the pseudo-locale, which is longer still and goes from right to left, in the narrowest
// window: nothing is wider than its place. The language changes while the app runs, by a hand edit of settings.ini.

/** What is read or heard in plain English: two small words beside each other; names have none, and AWS’s own words
 * stand under “Details”. */
const plainEnglish = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [document.title];
    while (walker.nextNode() !== null)
      if (walker.currentNode.parentElement?.closest('.disclosure') === null)
        texts.push(walker.currentNode.textContent ?? '');
    for (const name of ['aria-label', 'title', 'placeholder'])
      for (const element of document.querySelectorAll(`[${name}]`))
        texts.push(element.getAttribute(name) ?? '');
    return texts.filter((text) => /(?<![\p{L}-])[a-z]{2,} [a-z]{2,}(?![\p{L}-])/u.test(text));
  });

const speakIn = (stage: Stage, page: Page, code: string, theme = 'light'): Promise<void> =>
  speak(stage, page, code, `[window]\nlanguage = ${code}\ntheme = ${theme}\n`);

const CODES = { de: 'German', 'qps-plocm': 'a long language from right to left' };

/** Looks at what is shown, in a language. */
const look = async (stage: Stage, page: Page, code: string, view: string): Promise<void> => {
  expect.soft(await tooWide(page), `${view} in ${code}`).toEqual([]);
  expect.soft(await cutOff(page), `${view} in ${code}`).toEqual([]);
  expect.soft(await cutChoices(page), `${view} in ${code}`).toEqual([]);
  if (code === 'qps-plocm') expect.soft(await plainEnglish(page), view).toEqual([]);
  await pointAside(stage, page);
  await painted(page);
  await stage.picture(`language-${code}-${view}`);
};

test.describe.configure({ mode: 'parallel' });

for (const [code, name] of Object.entries(CODES)) {
  test(`every view fits into 320 px in ${name}`, async () => {
    await onStage({}, async (stage) => {
      const page = await stage.open();
      await narrow(stage, page);
      const shows = (view: string): Promise<void> => look(stage, page, code, view);
      const row = await stage.row('role:dev-readonly');

      await speakIn(stage, page, code);
      await shows('asked');
      for (const panel of ['timeline', 'ledger'] as const) {
        await showPanel(stage, panel);
        await shows(`${panel}-empty`);
      }
      await backToRoles(stage);
      expect.soft(await complaints(page), code).toEqual([]);
      await send(page, { kind: 'set-code-aside' });
      await page.locator('.aside').waitFor();
      await shows('aside');
      await send(page, { kind: 'ask-code', identity: 'ada' });

      await speakIn(stage, page, 'en');
      await stage.typeCode();
      await stage.phase('role:prod-admin', 'fresh', 'due');
      await stage.phase('role:dev-readonly', 'fresh', 'due');
      await copyExports(stage, page);
      // Longer than its place.
      const tag = 'Bereitschaft-und-Betrieb';
      await send(page, {
        kind: 'tag',
        target: { kind: 'role', profile: 'dev-readonly' },
        tags: [tag],
      });
      await row.getByText(tag).waitFor();
      await speakIn(stage, page, code);
      await shows('roles');
      await row.locator('[aria-haspopup="menu"]').click();
      await page.getByRole('menu').waitFor();
      await shows('menu');
      await page.getByRole('menuitem').last().click();
      await page.getByText('arn:aws:iam::111122223333:role/dev-readonly').first().waitFor();
      await shows('details');
      await page.locator('.bottom [aria-haspopup="menu"]').click();
      // Before both items for the whole list.
      await page.getByRole('menuitem').nth(-3).click();
      await page.locator('.bottom .facts').waitFor();
      await shows('session-details');
      // Both are open.
      expect.soft(await page.locator('.facts-choice').count()).toBe(2);
      for (const panel of panels) {
        await showPanel(stage, panel);
        await shows(panel);
      }
      await showPanel(stage, 'profiles');
      await page.locator('.profile-ways > .button-strong').click();
      await page.locator('input[name="external_id"]').waitFor();
      await shows('profile-form');
      await backToRoles(stage);

      await send(page, { kind: 'copy-exports', target: { kind: 'role', profile: 'prod-admin' } });
      await page.locator('.confirm-type').click();
      await page.locator('.confirm-typed .button').click();
      await expect(page.locator('.confirm-wrong')).not.toBeEmpty();
      await shows('question');
      await speakIn(stage, page, code, 'dark');
      await until('the dark', () =>
        page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
      );
      await shows('question-dark');

      await send(page, { kind: 'lock' });
      await view(page, 'locked');
      await page.locator('.lock-form').waitFor();
      await page.locator('.lock-alive > summary').click();
      await page.locator('.lock-device > .link').click();
      await expect(page.locator('.lock-device > output')).not.toBeEmpty();
      await shows('locked');
      await stage.desktop.key('F1');
      await view(page, 'locked-shortcuts');
      await shows('locked-shortcuts');
      await stage.desktop.key('Escape');
      await view(page, 'locked');
      for (const step of ['panic', 'panic-again']) {
        await page
          .locator(step === 'panic' ? '.lock-panic > .button' : '[role="alertdialog"] button')
          .last()
          .click();
        await page.getByRole('alertdialog').waitFor();
        await shows(step);
      }
    });
  });
}

test('the windows beside the popover fit as well: a key is added, a device is made', async () => {
  await onStage({ world: worldOf('none') }, async (stage) => {
    const page = await toPanel(stage);
    const looks = async (shown: Page, name: string): Promise<void> => {
      for (const code of Object.keys(CODES)) {
        await speakIn(stage, shown, code);
        await look(stage, shown, code, name);
      }
    };
    await send(page, { kind: 'open-key-form' });
    const form = await stage.app().window('key-form.html');
    await until('the form to be seen', () => stage.app().isShown('key-form.html'));
    await narrow(stage, form);
    await looks(form, 'key-form');
    await send(page, { kind: 'close-key-form' });

    await send(page, { kind: 'add-device', identity: 'ada' });
    const wizard = await stage.app().window('device.html');
    await until('the wizard to be seen', () => stage.app().isShown('device.html'));
    await wizard.locator('[data-step="naming"]').waitFor();
    await narrow(stage, wizard);
    await looks(wizard, 'wizard-name');
    await wizard.locator('button[type="submit"]').click();
    await wizard.locator('[data-step="scanning"]').waitFor();
    await wizard.locator('.seed-acts > .button').first().click();
    await looks(wizard, 'wizard-scan');
    await typeCodes(stage, wizard, [0, 0]);
    await wizard.locator('[role="alert"]').waitFor();
    await looks(wizard, 'wizard-refused');
    await typeCodes(stage, wizard, [-1, 0]);
    await wizard.locator('[data-step="proving"]').waitFor();
    await looks(wizard, 'wizard-enabled');
    await proveCode(stage, wizard);
    await wizard.locator('[data-step="done"]').waitFor();
    await looks(wizard, 'wizard-done');
  });
});
