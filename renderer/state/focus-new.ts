/** The focus goes to what just appeared, and is not taken again when it is drawn anew. */
export const focusNew = (element: HTMLElement | null): void => element?.focus();
