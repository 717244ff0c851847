import { useEffect } from 'react';
import type { Platform } from '../../app/model.ts';
import { shortcutOf, type BoundShortcut } from './shortcuts.ts';

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
  platform: Platform,
  acts: Readonly<Partial<Record<BoundShortcut, () => void>>>,
): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // What chooses a word of what is being written, or lets it be, is no shortcut.
      if (event.isComposing || event.defaultPrevented) return;
      const shortcut = shortcutOf(event, platform, isTyping(event.target));
      if (shortcut !== null) {
        event.preventDefault();
        acts[shortcut]?.();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [platform, acts]);
};
