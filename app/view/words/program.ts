import { printable } from './printable.ts';
import { t } from './say.ts';

/** The program that asked, as it names itself: text of a stranger, so nothing in it turns the line. null: it said none. */
export const programName = (name: string | null): string =>
  name === null ? t`a program` : printable(name);
