import { useEffect } from 'react';
import { rowAround } from './focus-row.ts';
import { focusNextIn, isFocusLost } from './focus.ts';

/**
 * A button that goes with its click, or a row that goes with its profile, takes the focus along; the next key stroke
 * would reach nobody. It then belongs where `focusNextIn` says: to the row it was in, as long as that is there. A menu
 * brings the focus back by itself.
 */
export const useKeptFocus = (): void => {
  useEffect(() => {
    const held: { by: Element | null; row: string | null } = { by: null, row: null };
    const onFocus = ({ target }: FocusEvent): void => {
      held.by = target instanceof Element && target.closest('.menu') === null ? target : null;
      // While it still stands there: once it is gone, nothing is around it.
      held.row = held.by === null ? null : rowAround(held.by);
    };
    const observer = new MutationObserver(() => {
      const { by, row } = held;
      if (by === null || by.isConnected || !isFocusLost()) return;
      held.by = null;
      focusNextIn(row === null ? null : document.querySelector(row));
    });
    document.addEventListener('focusin', onFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, []);
};
