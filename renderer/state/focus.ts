import { CODE_LENGTH } from '../ask/digits.ts';
import { mainOf } from './focus-row.ts';

/** Places that take the focus by name: `data-focus="code"`. */
type Place = 'confirm' | 'code' | 'main' | 'search' | 'back';

const find = (place: Place): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-focus="${place}"]`);

/** With the focus; what is typed into a whole code begins another one, one that is half typed goes on. */
const enter = (element: HTMLElement | null): void => {
  element?.focus();
  const isCode = element instanceof HTMLInputElement && element === find('code');
  if (isCode && element.value.length === CODE_LENGTH) element.select();
};

/**
 * Puts the focus where the next key stroke belongs: the button that confirms what was just asked for, the code field
 * when a code is asked, the one button of a drawn state, else the search; in the settings the way back.
 */
export const focusNext = (): void =>
  enter(find('confirm') ?? find('code') ?? find('main') ?? find('search') ?? find('back'));

/**
 * The same for whoever was in a row: what is asked for comes first, then that row, where the next key stroke is about
 * what the last one was about.
 */
export const focusNextIn = (row: Element | null): void => {
  const next = find('confirm') ?? find('code') ?? mainOf(row);
  if (next === null) focusNext();
  else enter(next);
};

/** True when nothing has the focus. */
export const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;

/** Whether the focus is in the search. */
export const isSearching = (): boolean => {
  const search = find('search');
  return search !== null && document.activeElement === search;
};

const typing = (): boolean => {
  const search = find('search');
  return search instanceof HTMLInputElement && search.value !== '';
};

/**
 * The same for what came by itself, but never from under someone who types, walks the rows or has a menu open: only an
 * empty search, in which the focus waits for whatever comes, gives it up to a code.
 */
export const focusNextGently = (): void => {
  const waits = isSearching() && !typing();
  if (isFocusLost() || (find('code') !== null && waits)) focusNext();
};

/** Into the search, where typing replaces what it held; false: this view has none. */
export const focusSearch = (): boolean => {
  const search = find('search');
  search?.focus();
  if (search instanceof HTMLInputElement) search.select();
  return search !== null;
};

/** From a question that goes, back to the row it was about. */
export const backToRow = (grant: string): void => {
  if (document.activeElement?.closest('.confirm') === null) return;
  document
    .querySelector(`[data-grant="${CSS.escape(grant)}"]`)
    ?.querySelector<HTMLElement>('[data-row-main]')
    ?.focus();
};
