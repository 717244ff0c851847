import { t } from './say.ts';

/** What a block for fish says of a variable that it was to take away. */
export const universalWords = (name: string): string =>
  t`${name} is still set, as a universal variable of fish; set -eU ${name} erases it in every fish.`;
