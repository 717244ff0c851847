import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { languageFor } from '../../app/view/language.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Has the window speak a language, by an edit of settings.ini by hand: the whole of it, or the lines of the window. */
export const speak = async (
  stage: Stage,
  page: Page,
  code: string,
  settings = `[window]\nlanguage = ${code}\n`,
): Promise<void> => {
  writeFileSync(join(stage.data, 'settings.ini'), settings);
  const { intl } = languageFor([code]);
  await until(`the window to speak ${code}`, () =>
    page.evaluate((lang) => document.documentElement.lang === lang, intl),
  );
};
