import type { Page } from '@playwright/test';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Width and height of a window, px. */
export type Size = readonly [number, number];

/** Makes a page's window as large, and waits for the page to be as wide, but for the window's edges. */
export const resize = async (stage: Stage, page: Page, [width, height]: Size): Promise<void> => {
  const window = await stage.app().electron.browserWindow(page);
  await window.evaluate((one, [x, y]) => one.setSize(x, y), [width, height] as const);
  await until('the width', () => page.evaluate((x) => Math.abs(innerWidth - x) <= 2, width));
};
