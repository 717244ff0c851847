import { useEffect } from 'react';
import type { Platform } from '../../app/model.ts';
import { focusSearch } from './focus.ts';
import { nextIndex } from './rove.ts';
import { shortcutOf, type BoundShortcut } from './shortcuts.ts';

const rowMains = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[data-row-main]'),
];

/** Arrows walk over the rows, from the search into them and back; Enter in the search does the first row's usual thing. */
const walk = (event: KeyboardEvent): void => {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  const mains = rowMains();
  const inSearch = target.dataset['focus'] === 'search';
  if (
    event.key === 'Enter' &&
    inSearch &&
    target instanceof HTMLInputElement &&
    target.value !== ''
  ) {
    event.preventDefault();
    mains[0]?.click();
    return;
  }
  const row = target.closest('[data-grant]')?.querySelector('[data-row-main]');
  const at = mains.findIndex((main) => main === row);
  const next = nextIndex(event.key, at, mains.length);
  if (at === 0 && event.key === 'ArrowUp') {
    event.preventDefault();
    focusSearch();
  } else if (next !== null) {
    event.preventDefault();
    mains[next]?.focus();
  }
};

/**
 * Whether what is typed goes into a text or finds a menu's item. The code field takes digits alone, and no name begins
 * with a character that is a shortcut, so that an empty search takes none.
 */
const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="menu"]') !== null) return true;
  if (target instanceof HTMLInputElement) {
    const place = target.dataset['focus'];
    if (place === 'code' || (place === 'search' && target.value === '')) return false;
    return !['checkbox', 'radio', 'button'].includes(target.type);
  }
  return target.matches('textarea, select, [contenteditable]');
};

/** The popover's keys, wherever the focus is. What a menu or a field used already is left alone. */
export const useKeys = (
  view: string,
  platform: Platform,
  acts: Readonly<Record<BoundShortcut, () => void>>,
): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const shortcut = shortcutOf(event, platform, isTyping(event.target));
      if (shortcut !== null) {
        event.preventDefault();
        acts[shortcut]();
      } else if (view === 'roles') {
        walk(event);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [view, platform, acts]);
};
