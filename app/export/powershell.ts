import { refusedEverywhere, type Dialect } from './dialect.ts';

/** PowerShell takes these four for single quotes too, wherever a word processor put them. Twice is one. */
const QUOTES = /['\u2018\u2019\u201A\u201B]/g;

export const quotePowerShell = (text: string): string => `'${text.replaceAll(QUOTES, '$&$&')}'`;

/**
 * Windows PowerShell and PowerShell 7. Setting $null takes a variable away and is no error where there is none. Lines
 * end as on Windows: pasted into its console, others arrive in reverse order.
 */
export const powershell: Dialect = {
  lineEnd: '\r\n',
  refuses: refusedEverywhere,
  set: (variables) => variables.map(([name, value]) => `$env:${name} = ${quotePowerShell(value)}`),
  unset: (names) => names.map((name) => `$env:${name} = $null`),
};
