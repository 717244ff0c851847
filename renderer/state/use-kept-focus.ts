import { useEffect } from 'react';
import { focusNext, isFocusLost } from './focus.ts';

/**
 * A button that goes with its click, or a row that goes with its profile, takes the focus along; the next key stroke
 * would reach nobody. It then belongs where `focusNext` says. A menu brings the focus back by itself.
 */
export const useKeptFocus = (): void => {
  useEffect(() => {
    const held: { by: Element | null } = { by: null };
    const onFocus = ({ target }: FocusEvent): void => {
      held.by = target instanceof Element && target.closest('.menu') === null ? target : null;
    };
    const observer = new MutationObserver(() => {
      const { by } = held;
      if (by === null || by.isConnected || !isFocusLost()) return;
      held.by = null;
      focusNext();
    });
    document.addEventListener('focusin', onFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, []);
};
