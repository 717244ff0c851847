import { refusedEverywhere, type Dialect } from './dialect.ts';

/**
 * nushell's double quotes: a backslash escapes, and nothing is expanded. Not its raw strings, which hold nothing special
 * at all: one whose text begins with `#` (`r#'#'#`) is never closed there (seen in 0.115).
 */
export const quoteNushell = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;

export const nushell: Dialect = {
  lineEnd: '\n',
  refuses: refusedEverywhere,
  set: (variables) => [
    `load-env { ${variables.map(([name, value]) => `${name}: ${quoteNushell(value)}`).join(', ')} }`,
  ],
  unset: (names) => [`hide-env --ignore-errors ${names.join(' ')}`],
};
