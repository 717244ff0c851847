import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { colourComplaints, complaints } from '../support/axe.ts';
import { fits } from '../support/by-keys.ts';
import { optionsOf, pointAside } from '../support/scene.ts';
import { acts } from '../support/scenes.ts';
import { onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { painted, still } from '../support/still.ts';
import { cutOff, tooWide } from '../support/too-wide.ts';

// Every view as every eye meets it: in both themes, with more contrast, with the system's own colours, without motion,
// and with letters of twice their size.

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
  const picture = async (suffix = ''): Promise<void> => {
    await painted(page);
    await stage.picture(`views-${name}${suffix}`);
  };
  await pointAside(stage, page);
  await still(page);
  await picture();
  expect(await complaints(page), name).toEqual([]);

  await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
  expect(await colourComplaints(page), `${name}, more contrast`).toEqual([]);
  expect(await moving(page), `${name}, reduced motion`).toEqual([]);

  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: null });
  expect(await colourComplaints(page), `${name}, dark, more contrast`).toEqual([]);

  await page.emulateMedia({ contrast: null });
  await picture('-dark');
  expect(await colourComplaints(page), `${name}, dark`).toEqual([]);

  await page.emulateMedia({ colorScheme: null, forcedColors: 'active' });
  await picture('-forced');
  await page.emulateMedia({ forcedColors: null });

  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(await fits(page), `${name}, letters of twice their size`).toBe(true);
  expect.soft(await tooWide(page), `${name}, letters of twice their size`).toEqual([]);
  expect.soft(await cutOff(page), `${name}, letters of twice their size`).toEqual([]);
  expect.soft(await stillSmall(page), `${name}, letters of twice their size`).toEqual([]);
  await picture('-large');
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
};

// Each act has a desktop of its own. The longest of all tests is here: it begins first, so that nobody waits for it.
test.describe.configure({ mode: 'parallel' });

for (const act of acts)
  test(`${act.name}: nothing is out of reach for anybody`, async () => {
    await onStage(await optionsOf(act), async (stage) => {
      for (const { name, show } of act.scenes) {
        // oxlint-disable-next-line no-await-in-loop -- scenes follow each other
        const page = await show(stage);
        // oxlint-disable-next-line no-await-in-loop
        await look(stage, `${act.name}-${name}`, page);
      }
    });
  });
