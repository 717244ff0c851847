/// <reference lib="dom" />
import type { Page } from '@playwright/test';

/** Resolves once nothing on a page fades or grows any more: for a picture. What turns for ever is not waited for. */
export const still = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

/** Resolves once the screen shows what a page has, which is a frame later: for a picture of the screen. */
export const painted = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  });
