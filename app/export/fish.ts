import { universalWords } from '../view/words/export.ts';
import { refusedEverywhere, type Dialect } from './dialect.ts';

/** fish reads a backslash inside single quotes, before a quote and before another backslash. */
export const quoteFish = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

/** Says of each that is universal, and so shows through, that it is still there. */
const universalsAmong = (names: readonly string[]): string => {
  const said = `fobwatch: ${universalWords('$1')}`;
  const one = quoteFish(`^(${names.join('|')})$`);
  return `set -nU | string replace -rf ${one} ${quoteFish(said)} >&2; or true`;
};

/** `-g`: for this shell, and not for every fish there is, as a variable that was once set with `-U` would be. */
export const fish: Dialect = {
  lineEnd: '\n',
  refuses: refusedEverywhere,
  set: (variables) => variables.map(([name, value]) => `set -gx ${name} ${quoteFish(value)}`),
  // A bare `set -e` erases a universal variable on the disk, for every fish and for good. `or true`: to take away what
  // is not there is no failure, and what stands behind the block shall run.
  unset: (names) => [`set -eg ${names.join(' ')}; or true`, universalsAmong(names)],
};
