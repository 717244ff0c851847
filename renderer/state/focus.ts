/** Places that take the focus by name: `data-focus="code"`. */
type Place = 'code' | 'search';

const find = (place: Place): HTMLInputElement | null =>
  document.querySelector<HTMLInputElement>(`[data-focus="${place}"]`);

/** Puts the focus where the next key stroke belongs: the code field when a code is asked, else the search. */
export const focusNext = (): void => (find('code') ?? find('search'))?.focus();

/** The same, but never from under someone who types or walks the rows. */
export const focusNextGently = (): void => {
  const typing = (find('search')?.value ?? '') !== '';
  if (document.activeElement === document.body || (find('code') !== null && !typing)) focusNext();
};

export const focusSearch = (): void => find('search')?.focus();
