import { useEffect } from 'react';
import { mainOf } from './focus-row.ts';

/** What a row says beside its name: production, its second line, its life, what went wrong. */
const PARTS = '.production, .row-sub, .row-copied-words, .left > .hidden-words, .message p';

const wordsOf = (row: Element): string =>
  [...row.querySelectorAll(PARTS)]
    .map(({ textContent }) => textContent.trim())
    .filter((words) => words !== '')
    .join(', ');

/**
 * Whoever walks the rows hears the row, not the name of its button alone. The words are those of the moment in which the
 * focus comes: a description that counts down would be spoken again and again.
 */
export const useDescribedRow = (): void => {
  useEffect(() => {
    const mainAround = (target: EventTarget | null): HTMLElement | null => {
      const row = target instanceof Element ? target.closest('[data-grant]') : null;
      const main = mainOf(row);
      return main === target ? main : null;
    };
    const onFocus = ({ target }: FocusEvent): void => {
      const main = mainAround(target);
      const row = main?.closest('[data-grant]') ?? null;
      if (main !== null && row !== null) main.setAttribute('aria-description', wordsOf(row));
    };
    const onBlur = ({ target }: FocusEvent): void =>
      mainAround(target)?.removeAttribute('aria-description');
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
    };
  }, []);
};
