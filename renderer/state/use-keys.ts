import { useEffect } from 'react';
import { focusSearch } from './focus.ts';
import { nextIndex } from './rove.ts';

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

/** The popover's keys, wherever the focus is. What a menu or a field used already is left alone. */
export const useKeys = (view: string, onEscape: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        onEscape();
      } else if (view === 'roles') {
        walk(event);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [view, onEscape]);
};
