import type { Locator, Page } from '@playwright/test';
import { resize } from './resize.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Presses Tab, and waits for the focus to move: else Return goes to a neighbour of what is looked at next. */
export const tab = async (stage: Stage, page: Page): Promise<void> => {
  const before = await page.evaluateHandle(() => document.activeElement);
  await stage.desktop.key('Tab');
  // It stays where it is the only one that takes the focus.
  await until(
    'the focus to move',
    () => page.evaluate((was) => document.activeElement !== was, before),
    { timeout: 2_000 },
  ).catch(() => undefined);
  await before.dispose();
};

/** Walks with Tab until an element has the focus. */
export const reachByKeys = (stage: Stage, name: string, element: Locator): Promise<unknown> =>
  until(`the focus on ${name}`, async () => {
    await tab(stage, element.page());
    return element.evaluate((one) => one === document.activeElement);
  });

/** Presses a button by its name, with keys alone. */
export const pressByKeys = async (stage: Stage, page: Page, name: string): Promise<void> => {
  await reachByKeys(stage, name, page.getByRole('button', { name, exact: true }));
  await stage.desktop.key('Return');
};

/** Makes the popover as narrow as it goes, 320 px. */
export const narrow = async (stage: Stage, page: Page): Promise<void> => {
  await resize(stage, page, [320, 560]);
};

/** Whether all of a page stands within the window's width. */
export const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
