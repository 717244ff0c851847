import { useEffect } from 'react';

/** Where a character that is held down is text. */
const TEXT = 'textarea, input:not([type="checkbox"], [type="radio"])';

/**
 * A key that is held down presses once. Whoever confirms by holding one down has the focus taken elsewhere when it was
 * long enough: what has it then was never meant, and would copy another role.
 */
export const useSinglePress = (): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, target } = event;
      if (!event.repeat || (key !== 'Enter' && key !== ' ')) return;
      if (!(target instanceof Element) || target === document.body) return;
      const isText = key === ' ' ? target.matches(TEXT) : target.matches('textarea');
      if (isText) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before anything in the page hears of it.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
};
