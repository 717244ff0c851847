import { useLayoutEffect } from 'react';
import { languageFor } from '../../app/view/language.ts';
import { language, speak } from '../../app/view/words/say.ts';

/**
 * Speaks the language a picture is in from here on down, and tells the page: what reads it aloud picks its voice by
 * `lang`, and a language that is written from the right turns the whole page round.
 */
export const useLanguage = (code: string): void => {
  // Before anything under it is drawn; said twice it changes nothing.
  if (language().code !== code) speak(languageFor([code]));
  useLayoutEffect(() => {
    const { direction, intl } = languageFor([code]);
    document.documentElement.lang = intl;
    document.documentElement.dir = direction;
  }, [code]);
};
