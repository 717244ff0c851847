import { refusedEverywhere, type Dialect } from './dialect.ts';

/** fish reads a backslash inside single quotes, before a quote and before another backslash. */
export const quoteFish = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

/** `-g`: for this shell, and not for every fish there is, as a variable that was once set with `-U` would be. */
export const fish: Dialect = {
  lineEnd: '\n',
  refuses: refusedEverywhere,
  set: (variables) => variables.map(([name, value]) => `set -gx ${name} ${quoteFish(value)}`),
  unset: (names) => [`set -e ${names.join(' ')}`],
};
