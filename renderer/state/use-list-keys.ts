import { useEffect, useRef } from 'react';
import { focusSearch } from './focus.ts';
import { isTyping, nothingTyped, rowByKey, rowByTyping, typedOn, type Typed } from './list-keys.ts';

/** The list that keys act on. */
export type KeyedList = {
  /** Names of its rows, from the top. */
  names(): readonly string[];
  readonly count: number;
  /** Which row an element stands in; -1: none. */
  rowOf(element: Element): number;
  /** Rows in sight at once. */
  page(): number;
  /** Puts the focus on a row, wherever it is. */
  goTo(row: number): void;
  /** Takes what was searched for: copies its exports, as soon as they are there. */
  take(row: number): void;
};

/** Where keys are text, or belong to something else. */
const TEXT =
  'input, textarea, select, form, [contenteditable], [role="menu"], [role="dialog"], [role="alertdialog"]';

const bottom = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('.bottom [data-row-main]');

/** From the search: down into the list, and Enter for what is found first. */
const fromSearch = (event: KeyboardEvent, list: KeyedList, query: string): boolean => {
  if (event.key === 'ArrowDown') {
    if (list.count > 0) list.goTo(0);
    else bottom()?.focus();
    return true;
  }
  if (event.key !== 'Enter' || query.trim() === '' || list.count === 0) return false;
  list.take(0);
  return true;
};

/** Out of the list at its ends: up to the search, down to the identity's own session. */
const outOf = (key: string, at: number, count: number): boolean => {
  if (key === 'ArrowUp' && at === 0) {
    focusSearch();
    return true;
  }
  const below = at === count - 1 ? bottom() : null;
  if (key !== 'ArrowDown' || below === null) return false;
  below.focus();
  return true;
};

/**
 * The keys of a native list, wherever the focus is in the window: arrows, pages, Home and End, and typing the beginning
 * of a name. What a menu or a field used already is left alone.
 */
export const useListKeys = (list: KeyedList): void => {
  const held = useRef(list);
  useEffect(() => {
    held.current = list;
  });
  useEffect(() => {
    const word: { typed: Typed } = { typed: nothingTyped };

    const typing = (event: KeyboardEvent, at: number): boolean => {
      const isLetter = event.key.length === 1 && !/[\s?/]/.test(event.key);
      const goesOn = event.key === ' ' && isTyping(word.typed, event.timeStamp);
      if (!isLetter && !goesOn) return false;
      word.typed = typedOn(word.typed, event.key, event.timeStamp);
      const to = rowByTyping(held.current.names(), at, word.typed);
      if (to !== null) held.current.goTo(to);
      return true;
    };

    const inList = (event: KeyboardEvent, element: Element): boolean => {
      const { count, page, rowOf, goTo } = held.current;
      const isBelow = element.closest('.bottom') !== null;
      const at = isBelow ? count : rowOf(element);
      if (at >= 0 && typing(event, Math.min(at, count - 1))) return true;
      if (!isBelow && outOf(event.key, at, count)) return true;
      if (isBelow && event.key === 'ArrowDown') return false;
      // Whoever is nowhere in the list comes into it by the arrow only.
      const to =
        at < 0 && event.key !== 'ArrowDown' ? null : rowByKey(event.key, at, count, page());
      if (to !== null) goTo(to);
      return to !== null;
    };

    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      // It chooses a word of what is being written.
      if (event.isComposing) return;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!(target instanceof Element)) return;
      const isSearch = target instanceof HTMLInputElement && target.dataset['focus'] === 'search';
      if (!isSearch && target.closest(TEXT) !== null) return;
      const used = isSearch ? fromSearch(event, held.current, target.value) : inList(event, target);
      if (used) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};
