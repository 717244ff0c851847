import { assertNever } from '../../result.ts';
import type { ArgumentSpec, OptionSpec } from '../command.ts';
import { optionNames } from '../prose.ts';
import { argumentsOf, isFlag, shownOptions, specOf, type Named } from '../spec.ts';
import { commandNames, type CommandName } from '../table.ts';
import type { Value } from '../value.ts';

/** What a shell offers at one place of a command line. */
export type Offer =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Names of roles, identities and other grants, asked of the app if it runs. */
  | { readonly kind: 'names' }
  | { readonly kind: 'files' }
  | { readonly kind: 'commands' }
  /** A program of the path and whatever it takes. */
  | { readonly kind: 'program' }
  | { readonly kind: 'nothing' };

const offerOf = (value: Value): Offer => {
  switch (value.kind) {
    case 'choice':
      return { kind: 'words', words: value.choices };
    case 'grant':
    case 'role':
    case 'identity':
      return { kind: 'names' };
    case 'file':
    case 'policy':
      return { kind: 'files' };
    case 'command':
      return { kind: 'commands' };
    case 'program':
      return { kind: 'program' };
    case 'seconds':
    case 'count':
    case 'pair':
    case 'live':
    case 'text':
      return { kind: 'nothing' };
    default:
      return assertNever(value);
  }
};

export type CompletedOption = Named<OptionSpec> & {
  /** `-n` and `--lines`. */
  readonly labels: readonly string[];
  /** What its value is; null: it takes none. */
  readonly offer: Offer | null;
};

export type CompletedArgument = ArgumentSpec & { readonly offer: Offer };

export type CompletedCommand = {
  readonly name: CommandName;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly CompletedArgument[];
};

const completed = (name: CommandName): CompletedCommand => {
  const spec = specOf(name);
  return {
    name,
    summary: spec.summary,
    options: shownOptions(spec).map((one) => ({
      ...one,
      labels: optionNames(one),
      offer: isFlag(one.value) ? null : offerOf(one.value),
    })),
    arguments: argumentsOf(spec).map((one) => ({ ...one, offer: offerOf(one.value) })),
  };
};

/** The table as completions need it, hidden options left out. */
export const completedCommands: readonly CompletedCommand[] = commandNames.map(completed);

/**
 * Prints the names that can be typed, one a line. At a Tab the app must not be started, so the command is told so by
 * this variable.
 */
const NO_START = 'FOBWATCH_NO_START';
export const NAMES_LINE = `${NO_START}=1 command fobwatch list --names 2>/dev/null`;

/** Quotes for the three shells alike: fish reads only \\ and ' inside, which no text of the table holds. */
export const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '’')}'`;
