/// <reference lib="dom" />
import type { Page } from '@playwright/test';

/** Links and heads that stick hang over their place by so much on purpose, px: by the window's own edge. */
const HANGS = 12;

/** Elements that cut their text, which then stands in no title of theirs or around them. */
export const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')].flatMap((element) => {
      const { overflowX, display } = getComputedStyle(element);
      const text = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent ?? '')
        .join('')
        .trim();
      const cuts = overflowX === 'hidden' && display !== 'inline' && element.clientWidth > 0;
      return cuts &&
        text !== '' &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.closest('[title], .hidden-words, input, select') === null
        ? [`${element.tagName.toLowerCase()}.${element.className}: ${text.slice(0, 60)}`]
        : [];
    }),
  );

/** Choices that their pick list would cut if it showed them, and has no title for. */
export const cutChoices = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('select')].flatMap((select) => {
      if (select.getClientRects().length === 0 || select.title !== '') return [];
      return [...select.options].flatMap((option) => {
        // As wide as this choice alone wants to be.
        const alone = select.cloneNode();
        if (!(alone instanceof HTMLSelectElement)) return [];
        alone.append(option.cloneNode(true));
        alone.style.cssText =
          'position: absolute; width: max-content; min-width: 0; max-width: none';
        select.after(alone);
        const wanted = alone.offsetWidth;
        alone.remove();
        return wanted > select.offsetWidth + 1 ? [option.text] : [];
      });
    }),
  );

/** Elements that are wider inside than outside and have no bar to scroll them by, nor cut their text on purpose. */
export const tooWide = (page: Page): Promise<readonly string[]> =>
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
