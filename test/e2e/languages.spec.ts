import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { languageFor } from '../../app/view/language.ts';
import { panels, type Panel } from '../../app/view/panels.ts';
import { complaints } from '../support/axe.ts';
import { narrow } from '../support/by-keys.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Every view in German and in the pseudo-locale, which is longer still and goes from right to left, in the narrowest
// window: nothing is wider than its place. The language changes while the app runs, by a hand edit of settings.ini.

/** Links and heads that stick hang over their place by so much on purpose, px: by the window's own edge. */
const HANGS = 12;

/** Elements that are wider inside than outside and have no bar to scroll them by, nor cut their text on purpose. */
const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate((hangs) => {
    const cutsOnPurpose = (element: Element): boolean => {
      const style = getComputedStyle(element);
      return (
        ['auto', 'scroll'].includes(style.overflowX) ||
        style.textOverflow === 'ellipsis' ||
        style.clipPath !== 'none' ||
        element.closest('.hidden-words, svg, input, textarea, select') !== null
      );
    };
    const named = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className}: ${(element.textContent ?? '').slice(0, 60)}`;
    const shown = [...document.querySelectorAll('body *')].filter(
      (element) => element.getClientRects().length > 0 && !cutsOnPurpose(element),
    );
    const wide = shown.filter(
      (element) =>
        element.clientWidth > 0 &&
        element.scrollWidth > element.clientWidth + hangs &&
        getComputedStyle(element).display !== 'inline',
    );
    const outside = shown.filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return (
        (left < -1 || right > document.documentElement.clientWidth + 1) &&
        element.parentElement?.closest('.scroll-x') === null
      );
    });
    return [...new Set([...wide, ...outside].map(named))];
  }, HANGS);

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

const speakIn = async (stage: Stage, page: Page, code: string, theme = 'light'): Promise<void> => {
  const text = `[window]\nlanguage = ${code}\ntheme = ${theme}\n`;
  writeFileSync(join(stage.data, 'settings.ini'), text);
  const { intl } = languageFor([code]);
  await until(`the window to speak ${code}`, () =>
    page.evaluate((lang) => document.documentElement.lang === lang, intl),
  );
};

const show = async (page: Page, panel: Panel): Promise<void> => {
  await page.evaluate(
    (shown) => Reflect.get(window, 'fobwatch').send({ kind: 'show-panel', panel: shown }),
    panel,
  );
  await page.locator(`.window[data-view="${panel}"]`).waitFor();
};

test('every view fits into 320 px in German and in a long language from right to left', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await narrow(stage, page);
    const look = async (code: string, view: string, seen = page): Promise<void> => {
      expect.soft(await tooWide(seen), `${view} in ${code}`).toEqual([]);
      if (code === 'qps-plocm') expect.soft(await plainEnglish(seen), view).toEqual([]);
      // The picture is of the screen, which shows a frame later what the page has.
      await seen.evaluate(
        () =>
          new Promise((done) => {
            requestAnimationFrame(() => requestAnimationFrame(done));
          }),
      );
      await stage.picture(`language-${code}-${view}`);
    };
    for (const code of ['de', 'qps-plocm']) {
      await speakIn(stage, page, code);
      await look(code, 'asked');
      for (const panel of panels) {
        await show(page, panel);
        await look(code, panel);
      }
      await stage.desktop.key('Escape');
      await page.locator('.window[data-view="roles"]').waitFor();
      expect.soft(await complaints(page), code).toEqual([]);
    }
    await speakIn(stage, page, 'en');
    await stage.typeCode();
    await stage.phase('role:prod-admin', 'fresh', 'due');
    for (const code of ['qps-plocm', 'de']) {
      await speakIn(stage, page, code);
      await look(code, 'roles');
    }
    await speakIn(stage, page, 'de', 'dark');
    await until('the dark', () =>
      page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
    );
    await look('de', 'dark');

    await page.evaluate(() => Reflect.get(window, 'fobwatch').send({ kind: 'open-key-form' }));
    const form = await stage.app().window('key-form.html');
    await until('the form to be seen', () => stage.app().isShown('key-form.html'));
    for (const code of ['de', 'qps-plocm']) {
      await speakIn(stage, form, code);
      await look(code, 'key-form', form);
    }
  });
});
