/** Which row of the list an element stands in, by its key; null: none. */
export const keyAround = (element: Element): string | null =>
  element.closest('[data-key]')?.getAttribute('data-key') ?? null;

/** How the row of a grant is found below the list. */
export const belowList = (grant: string): string => `.bottom [data-grant="${CSS.escape(grant)}"]`;

/**
 * How the row that an element stands in is found again, in the list or below it: what is drawn of it may be another
 * element by then. Null: it stands in none.
 */
export const rowAround = (element: Element): string | null => {
  const key = keyAround(element);
  if (key !== null) return `[data-key="${CSS.escape(key)}"]`;
  const grant = element.closest('.bottom [data-grant]')?.getAttribute('data-grant') ?? null;
  return grant === null ? null : belowList(grant);
};

/** What takes the focus of a row: its usual thing, or its menu where it has none, or else the row, if it takes it. */
export const mainOf = (row: Element | null | undefined): HTMLElement | null =>
  row?.querySelector<HTMLElement>('[data-row-main]') ??
  row?.querySelector<HTMLElement>('.action-more') ??
  (row instanceof HTMLElement && row.hasAttribute('tabindex') ? row : null);

/** Puts the focus on the row that an element stands in. */
export const focusRow = (within: Element | null): void =>
  mainOf(within?.closest('[data-key]'))?.focus();
