import type { Variable } from './variables.ts';

/** What a value may hold that some form cannot write so that it is read back to the byte. */
export type Unwritable =
  | 'line-break'
  | 'nul'
  /** cmd reads %NAME% everywhere, and at a prompt nothing protects from it. */
  | 'percent'
  /** cmd reads !NAME! where delayed expansion is on, and what protects from it there stays in the value elsewhere. */
  | 'exclamation-mark'
  /** cmd counts them: behind an odd one `&` and `|` are its own again. */
  | 'double-quote'
  /** Single, double and backward quotes in one value: a .env has no fourth kind. */
  | 'every-quote'
  /** A blank at an end, which a reader of ini files takes off. */
  | 'outer-blank'
  /** `;` or `#` behind a blank begins a comment in an AWS file. */
  | 'comment'
  /** A section of an AWS file cannot have this name. */
  | 'profile-name';

/** How one shell is told of variables. Lines come without their ends. */
export type Dialect = {
  readonly lineEnd: '\n' | '\r\n';
  /** What stands in the way of a value; null: it can be written. */
  readonly refuses: (value: string) => Unwritable | null;
  readonly set: (variables: readonly Variable[]) => readonly string[];
  readonly unset: (names: readonly string[]) => readonly string[];
};

/**
 * No variable can hold a NUL, and no shell here takes a line break in the middle of a pasted line as part of a value
 * without asking for more first: such values are refused everywhere, never mangled.
 */
export const refusedEverywhere = (value: string): Unwritable | null => {
  if (value.includes('\0')) return 'nul';
  return /[\r\n]/.test(value) ? 'line-break' : null;
};
