import type { ExitCodeName } from './exit-codes.ts';
import type { Flag, Value } from './value.ts';

/** A word of a command that is no option; words are told apart by their order. */
export type ArgumentSpec = {
  readonly value: Value;
  /** What help calls it, in capitals. */
  readonly word: string;
  /** One or more, or none or more where it is not required; only the last word of a command may be so. */
  readonly repeated: boolean;
  readonly required: boolean;
  readonly text: string;
  /** Taken from behind `--` only, whatever it looks like. */
  readonly afterDashes?: true;
};

/** An option. Its name on the command line is its key in kebab-case: `serialNumber` is `--serial-number`. */
export type OptionSpec = {
  readonly value: Flag | Value;
  readonly text: string;
  /** What help calls its value, in capitals; left out: by the kind of value. */
  readonly word?: string;
  /** One letter, for `-q`. */
  readonly short?: string;
  readonly repeated?: true;
  readonly required?: true;
  /** For scripts of ours; neither help nor completion names it. */
  readonly hidden?: true;
};

/** What is asked of several words together; names are keys of arguments or options. */
type CommandRule =
  /** At least one of them stands. */
  | { readonly kind: 'one-of'; readonly names: readonly string[] }
  | { readonly kind: 'not-both'; readonly names: readonly [string, string] }
  | { readonly kind: 'needs'; readonly name: string; readonly other: string };

type Example = { readonly line: string; readonly text: string };

export type CommandSpec = {
  /** One line for lists, without a full stop. */
  readonly summary: string;
  /** Paragraphs of whole sentences. */
  readonly description: readonly string[];
  /** In the order they are typed. */
  readonly arguments: Readonly<Record<string, ArgumentSpec>>;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly rules: readonly CommandRule[];
  readonly examples: readonly Example[];
  /** How it can end besides `done` and `usage`, which are common to all. */
  readonly exits: readonly ExitCodeName[];
};

/** Keeps a command's literal types, which its request is inferred from. */
export const command = <const C extends CommandSpec>(spec: C): C => spec;
