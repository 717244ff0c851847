import type { Page } from '@playwright/test';

const MARK = 'heard ';

/** What a page says by itself from now on, as it is put in: how, and the words. What stood there before is not in it. */
export const listenTo = async (page: Page): Promise<readonly string[]> => {
  const heard: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(MARK)) heard.push(text.slice(MARK.length));
  });
  await page.evaluate((mark) => {
    const live = 'output, [role=status], [role=alert], [aria-live]';
    const tell = (by: Element, words: string): void => {
      const how = by.getAttribute('aria-live') ?? by.getAttribute('role') ?? 'status';
      // oxlint-disable-next-line no-console -- the way out of the page
      if (words.trim() !== '') console.log(`${mark}${how}: ${words.trim()}`);
    };
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const by = element?.closest(live) ?? null;
        if (by !== null && type === 'characterData') tell(by, target.textContent ?? '');
        for (const node of addedNodes) {
          if (by !== null) tell(by, node.textContent ?? '');
          else if (node instanceof Element && node.matches('[role=alert]'))
            tell(node, node.textContent ?? '');
        }
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  }, MARK);
  return heard;
};
