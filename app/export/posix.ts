import { refusedEverywhere, type Dialect } from './dialect.ts';

/** Single quotes of POSIX shells: nothing is special inside, and a quote is closed, escaped and opened again. */
export const quotePosix = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** bash, zsh and every sh. Taking away what is not set is no error in any of them. */
export const posix: Dialect = {
  lineEnd: '\n',
  refuses: refusedEverywhere,
  set: (variables) => variables.map(([name, value]) => `export ${name}=${quotePosix(value)}`),
  unset: (names) => [`unset ${names.join(' ')}`],
};
