/// <reference lib="dom" />
import type { Page } from '@playwright/test';

/** What is measured inside a page: the app's, or the bare one beside it. All in ms. */

/** From each key stroke in the search to the frame that shows what it found. */
export const keyStrokes = (page: Page, words: readonly string[]): Promise<readonly number[]> =>
  page.evaluate(async (all) => {
    const field = document.querySelector<HTMLInputElement>('[data-focus="search"]');
    const scrolled = document.querySelector('.scroll');
    if (field === null || scrolled === null) throw new Error('there is no search');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    const drawn = async (): Promise<void> => {
      await frame();
      // After the frame's own work: style, layout and paint come between.
      await new Promise<void>((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => done(), { once: true });
        port1.start();
        port2.postMessage(null);
      });
    };
    const times: number[] = [];
    for (const word of all) {
      for (let length = 1; length <= word.length; length += 1) {
        // oxlint-disable-next-line no-await-in-loop -- one key after another
        await drawn();
        const before = performance.now();
        set?.call(field, word.slice(0, length));
        field.dispatchEvent(new Event('input', { bubbles: true }));
        // Its own work is done when the event is; then the frame comes, for which the screen's clock is not its fault.
        const worked = performance.now() - before;
        // oxlint-disable-next-line no-await-in-loop
        await frame();
        const framed = performance.now();
        // oxlint-disable-next-line no-await-in-loop
        await new Promise<void>((done) => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => done(), { once: true });
          port1.start();
          port2.postMessage(null);
        });
        times.push(worked + performance.now() - framed);
      }
      set?.call(field, '');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      // oxlint-disable-next-line no-await-in-loop
      await drawn();
    }
    return times;
  }, words);

/** How long each frame took while the list was scrolled from its begin to its end. */
export const scrolling = (page: Page, frames: number): Promise<readonly number[]> =>
  page.evaluate(async (count) => {
    const scrolled = document.querySelector('.scroll');
    if (scrolled === null) throw new Error('there is no list');
    const step = (scrolled.scrollHeight - scrolled.clientHeight) / count;
    const times: number[] = [];
    let before = await new Promise(requestAnimationFrame);
    for (let at = 1; at <= count; at += 1) {
      scrolled.scrollTop = at * step;
      // oxlint-disable-next-line no-await-in-loop -- one frame after another
      const now = await new Promise(requestAnimationFrame);
      times.push(now - before);
      before = now;
    }
    scrolled.scrollTop = 0;
    return times;
  }, frames);
