import type { Page } from '@playwright/test';

/**
 * What a page has against the keyboard: things to press or fill that Tab never reaches, and such that look the same
 * with the focus as without it. Rows of a list are reached by its arrows.
 */
export const keyComplaints = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const all = 'button, a[href], input, select, textarea, summary, [tabindex="0"]';
    const looks = ['outline', 'borderColor', 'boxShadow', 'color', 'backgroundColor', 'opacity'];
    const styleOf = (element: Element): string => {
      const style = getComputedStyle(element);
      return looks.map((look) => String(Reflect.get(style, look))).join(' ');
    };
    // A field may be drawn by what is around it, a button's ring by the name within it.
    const around = (element: Element): readonly Element[] => [
      ...(element.parentElement?.parentElement ? [element.parentElement.parentElement] : []),
      ...(element.parentElement ? [element.parentElement] : []),
      element,
      ...element.children,
    ];
    const lookOf = (element: Element): string => around(element).map(styleOf).join('\n');
    const nameOf = (element: Element): string =>
      `${element.tagName} "${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40)}"`;
    const held = document.activeElement;
    const told: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(all)) {
      const isOff = element.matches(':disabled') || !element.checkVisibility();
      if (isOff) continue;
      if (element.tabIndex < 0 && element.closest('.rows, .profile-rows') === null)
        told.push(`${nameOf(element)} is not reached`);
      if (held instanceof HTMLElement) held.blur();
      element.blur();
      const without = lookOf(element);
      element.focus();
      if (document.activeElement !== element) told.push(`${nameOf(element)} takes no focus`);
      else if (lookOf(element) === without) told.push(`${nameOf(element)} shows no focus`);
      element.blur();
    }
    if (held instanceof HTMLElement) held.focus();
    return told;
  });

/** What Tab does not come to on its way once around: from a stop back to the same one, which may lie among others. */
const missedOnce = async (page: Page): Promise<readonly string[]> => {
  const stops = await page.evaluateHandle(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, a[href], input, select, textarea, summary, [tabindex="0"]',
      ),
    ].filter((one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility()),
  );
  const count = await stops.evaluate((all) => all.length);
  const press = async (): Promise<number> => {
    await page.keyboard.press('Tab');
    return stops.evaluate((all) => all.findIndex((one) => one === document.activeElement));
  };
  const reached: number[] = [];
  // What scrolls is a stop as well and is not among them, so once around may be more than there are.
  for (let presses = 0; presses < 2 * count + 10; presses += 1) {
    // One key after another.
    // oxlint-disable-next-line no-await-in-loop
    const at = await press();
    if (at >= 0 && reached[0] === at) break;
    if (at >= 0) reached.push(at);
  }
  return stops.evaluate((all, came) => {
    const groupOf = (one: HTMLElement | undefined): string | null =>
      one?.closest('.rows, .profile-rows')
        ? 'rows'
        : one instanceof HTMLInputElement && one.type === 'radio'
          ? one.name
          : null;
    const groups = new Set(came.map((at) => groupOf(all[at])));
    return all.flatMap((one, at) => {
      const group = groupOf(one);
      if (came.includes(at) || (group !== null && groups.has(group))) return [];
      return [
        `${one.tagName} "${one.getAttribute('aria-label') ?? one.textContent}" is never come to`,
      ];
    });
  }, reached);
};

/**
 * What Tab never comes to. Of a group of radio buttons and of the rows of a list it comes to one; the arrows have the
 * others. A view that was still being filled meanwhile is walked again.
 */
export const tabComplaints = async (page: Page): Promise<readonly string[]> => {
  const first = await missedOnce(page);
  return first.length === 0 ? first : missedOnce(page);
};
