import { t } from './say.ts';

/** What whoever asks is told while the app is locked. */
export const lockedWords = (): string =>
  t`Fobwatch is locked; open its window, unlock it with a new code, then run this again.`;
