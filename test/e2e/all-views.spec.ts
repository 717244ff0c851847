import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { colourComplaints, complaints } from '../support/axe.ts';
import { fits, narrow } from '../support/by-keys.ts';
import { resize } from '../support/resize.ts';
import { optionsOf, pointAside, type Scene } from '../support/scene.ts';
import { acts } from '../support/scenes.ts';
import { onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { speak } from '../support/speaking.ts';
import { still } from '../support/still.ts';
import { cutChoices, cutOff, tooWide } from '../support/too-wide.ts';

// Every view as every eye meets it: in both themes, with more contrast, without motion, with letters of twice their
// size, and in the narrowest window in every language. Their pictures are the gallery's.

/** What moves on a page, by the styles in force. */
const moving = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return (
          animationName !== 'none' ||
          transitionDuration.split(',').some((one) => parseFloat(one) > 0)
        );
      })
      .map(({ className }) => className),
  );

/** Letters that stay as small as they were when all are twice their size: the smallest have 11 px. */
const stillSmall = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter(
        (element) =>
          element.getClientRects().length > 0 &&
          parseFloat(getComputedStyle(element).fontSize) < 20 &&
          (element.matches('input, select, textarea') ||
            [...element.childNodes].some(
              ({ nodeType, textContent }) =>
                nodeType === Node.TEXT_NODE && textContent?.trim() !== '',
            )),
      )
      .map(({ tagName, className, textContent }) => `${tagName}.${className}: ${textContent}`),
  );

const look = async (stage: Stage, name: string, page: Page): Promise<void> => {
  await pointAside(stage, page);
  await still(page);
  expect(await complaints(page), name).toEqual([]);

  await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
  expect(await colourComplaints(page), `${name}, more contrast`).toEqual([]);
  expect(await moving(page), `${name}, reduced motion`).toEqual([]);

  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: null });
  expect(await colourComplaints(page), `${name}, dark, more contrast`).toEqual([]);

  await page.emulateMedia({ contrast: null });
  expect(await colourComplaints(page), `${name}, dark`).toEqual([]);

  await page.emulateMedia({ colorScheme: null });

  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(await fits(page), `${name}, letters of twice their size`).toBe(true);
  expect.soft(await tooWide(page), `${name}, letters of twice their size`).toEqual([]);
  expect.soft(await cutOff(page), `${name}, letters of twice their size`).toEqual([]);
  expect.soft(await cutChoices(page), `${name}, letters of twice their size`).toEqual([]);
  expect.soft(await stillSmall(page), `${name}, letters of twice their size`).toEqual([]);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
};

/**
 * In the narrowest window; the main views also in German and in a language that is longer than any and goes from right to
 * left. Another language may take a menu or a form away that the next scene goes on from: those are in languages.spec.ts.
 */
const fitsInWords = async (stage: Stage, act: string, scene: Scene, page: Page): Promise<void> => {
  // The windows beside the popover have a size of their own (languages.spec.ts).
  if (!page.url().includes('index.html')) return;
  const path = join(stage.data, 'settings.ini');
  const settings = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const window = await stage.app().electron.browserWindow(page);
  const [width = 0, height = 0] = await window.evaluate((one) => one.getSize());
  await narrow(stage, page);
  const codes = scene.main === true ? ['de', 'qps-plocm'] : [];
  for (const code of ['en', ...codes]) {
    if (code !== 'en') {
      await speak(stage, page, code, `${settings}\n[window]\nlanguage = ${code}\n`);
      await scene.again?.(page);
    }
    const what = `${act}, ${scene.name}, 320 px, ${code}`;
    expect.soft(await tooWide(page), what).toEqual([]);
    expect.soft(await cutOff(page), what).toEqual([]);
    expect.soft(await cutChoices(page), what).toEqual([]);
  }
  if (codes.length > 0) {
    await speak(stage, page, 'en', settings);
    await scene.again?.(page);
  }
  await resize(stage, page, [width, height]);
};

// Each act has a desktop of its own. The longest of all tests is here: it begins first, so that nobody waits for it.
test.describe.configure({ mode: 'parallel' });

for (const act of acts)
  test(`${act.name}: nothing is out of reach for anybody`, async () => {
    await onStage(await optionsOf(act), async (stage) => {
      for (const scene of act.scenes) {
        // oxlint-disable-next-line no-await-in-loop -- scenes follow each other
        const page = await scene.show(stage);
        // oxlint-disable-next-line no-await-in-loop
        await look(stage, `${act.name}-${scene.name}`, page);
        // oxlint-disable-next-line no-await-in-loop
        await fitsInWords(stage, act.name, scene, page);
      }
    });
  });
