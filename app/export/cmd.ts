import { refusedEverywhere, type Dialect, type Unwritable } from './dialect.ts';

const refuses = (value: string): Unwritable | null => {
  if (value.includes('%')) return 'percent';
  if (value.includes('!')) return 'exclamation-mark';
  if (value.includes('"')) return 'double-quote';
  return refusedEverywhere(value);
};

/**
 * cmd.exe. The quotes stand around name and value, so that they are no part of the value, no blank behind it is either,
 * and `&`, `|`, `<`, `>` and `^` mean nothing. Nothing that AWS gives holds what is refused here.
 */
export const cmd: Dialect = {
  lineEnd: '\r\n',
  refuses,
  set: (variables) => variables.map(([name, value]) => `set "${name}=${value}"`),
  unset: (names) => names.map((name) => `set "${name}="`),
};
