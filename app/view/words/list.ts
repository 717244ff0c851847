import { language } from './say.ts';

const made = new Map<string, Intl.ListFormat>();

/** Formats are made once for each language. */
const listFormat = (type: 'conjunction' | 'disjunction'): Intl.ListFormat => {
  const { intl } = language();
  const key = `${intl} ${type}`;
  const known = made.get(key) ?? new Intl.ListFormat(intl, { type });
  made.set(key, known);
  return known;
};

/** "dev, staging and prod", as the language joins what belongs together. */
export const and = (names: readonly string[]): string => listFormat('conjunction').format(names);

/** "dev, staging or prod", as the language joins what one chooses from. */
export const or = (names: readonly string[]): string => listFormat('disjunction').format(names);
