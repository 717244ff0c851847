/** Which row of the list an element stands in, by its key; null: none. */
export const keyAround = (element: Element): string | null =>
  element.closest('[data-key]')?.getAttribute('data-key') ?? null;

/** What takes the focus of a row: its usual thing, or its menu where it has none. */
export const mainOf = (row: Element | null | undefined): HTMLElement | null =>
  row?.querySelector<HTMLElement>('[data-row-main]') ??
  row?.querySelector<HTMLElement>('.action-more') ??
  null;

/** Puts the focus on the row that an element stands in. */
export const focusRow = (within: Element | null): void =>
  mainOf(within?.closest('[data-key]'))?.focus();
