import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';
import { commands, longName, type CommandName } from './table.ts';
import type { Flag, Value } from './value.ts';

/** The table as those see it who go through all of it: without the literal types of each command. */
export const specOf = (name: CommandName): CommandSpec => commands[name];

export type Named<T> = T & { readonly key: string };

export const argumentsOf = (spec: CommandSpec): readonly Named<ArgumentSpec>[] =>
  Object.entries(spec.arguments).map(([key, argument]) => ({ key, ...argument }));

/** With the hidden ones, which only parsing knows. */
export const optionsOf = (spec: CommandSpec): readonly Named<OptionSpec>[] =>
  Object.entries(spec.options).map(([key, option]) => ({ key, ...option }));

export const shownOptions = (spec: CommandSpec): readonly Named<OptionSpec>[] =>
  optionsOf(spec).filter(({ hidden }) => hidden !== true);

export const isFlag = (value: Flag | Value): value is Flag => value.kind === 'flag';

/** What help and failures call an argument or option of a command. */
export const labelOf = (spec: CommandSpec, key: string): string =>
  spec.arguments[key]?.word ?? `--${longName(key)}`;
