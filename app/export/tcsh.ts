import { refusedEverywhere, type Dialect } from './dialect.ts';

/**
 * Inside tcsh's single quotes `!` still calls history, and a backslash is one or is none as `backslash_quote` says. So
 * both stand outside the quotes, behind a backslash, as a quote does.
 */
export const quoteTcsh = (text: string): string => `'${text.replaceAll(/['\\!]/g, `'\\$&'`)}'`;

/** The semicolons are for eval: what stands in backward quotes there comes out as one line. */
export const tcsh: Dialect = {
  lineEnd: '\n',
  refuses: refusedEverywhere,
  set: (variables) => variables.map(([name, value]) => `setenv ${name} ${quoteTcsh(value)};`),
  unset: (names) => names.map((name) => `unsetenv ${name};`),
};
