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
      if (element.tabIndex < 0 && element.closest('.rows') === null)
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
