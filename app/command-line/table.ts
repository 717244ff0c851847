import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';
import { about } from './commands/about.ts';
import { files } from './commands/files.ts';
import { grants } from './commands/grants.ts';
import { handingOver } from './commands/handing-over.ts';
import { lab } from './commands/lab.ts';
import { keys } from './commands/keys.ts';
import { lock } from './commands/lock.ts';
import { making } from './commands/making.ts';
import { profiles } from './commands/profiles.ts';
import { seeing } from './commands/seeing.ts';
import type { Flag, ReadValue, Value } from './value.ts';

/**
 * Every command of `fobwatch`: parsing, help, completions and man page are made from this one table, so they cannot
 * drift. The groups are those of the overview.
 */
export const commandGroups = [
  {
    title: 'Look',
    names: ['status', 'list', 'profiles', 'regions', 'ledger', 'journal', 'doctor'],
  },
  {
    title: 'Obtain and end',
    names: [
      'session',
      'start',
      'stop',
      'assume-role',
      'assume-saml',
      'assume-web-identity',
      'federate',
      'identify',
      'decode',
      'explain',
    ],
  },
  {
    title: 'Hand over',
    names: ['env', 'exec', 'credentials', 'export', 'import', 'console', 'endpoint'],
  },
  { title: 'AWS files', names: ['write', 'undo', 'install', 'uninstall'] },
  { title: 'Access keys', names: ['keys', 'rotate'] },
  {
    title: 'Role profiles',
    names: ['add-profile', 'add-profiles', 'edit-profile', 'remove-profile', 'share', 'adopt'],
  },
  { title: 'Try', names: ['lab'] },
  { title: 'Lock', names: ['lock', 'panic'] },
  { title: 'About fobwatch', names: ['completions', 'man', 'help', 'version'] },
] as const satisfies readonly { readonly title: string; readonly names: readonly CommandName[] }[];

export const commands = {
  ...seeing,
  ...grants,
  ...making,
  ...handingOver,
  ...files,
  ...keys,
  ...profiles,
  ...lab,
  ...lock,
  ...about,
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandName = keyof typeof commands;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** In the order of the table. */
export const commandNames: readonly CommandName[] = Object.keys(commands).filter(isCommandName);

/** `serialNumber` is typed `--serial-number`. */
export const longName = (key: string): string =>
  key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type OneOf<V extends Value> = ReadValue<V, CommandName>;

type ArgumentRead<A extends ArgumentSpec> = A['repeated'] extends true
  ? readonly OneOf<A['value']>[]
  : A['required'] extends true
    ? OneOf<A['value']>
    : OneOf<A['value']> | null;

type ValueRead<O extends OptionSpec, V extends Value> = O extends { readonly repeated: true }
  ? readonly OneOf<V>[]
  : O extends { readonly required: true }
    ? OneOf<V>
    : V extends { readonly default: number }
      ? OneOf<V>
      : OneOf<V> | null;

type OptionRead<O extends OptionSpec> = O['value'] extends Flag
  ? boolean
  : ValueRead<O, Exclude<O['value'], Flag>>;

type RequestOf<N extends string, C extends CommandSpec> = { readonly kind: N } & {
  readonly [K in keyof C['arguments']]: ArgumentRead<C['arguments'][K]>;
} & { readonly [K in keyof C['options']]: OptionRead<C['options'][K]> };

/**
 * What was asked for on the command line: `kind` is the command, and each argument and option stands under its key.
 * What was left out is null, false, an empty list, or the table's default.
 */
export type CommandRequest<N extends CommandName = CommandName> = {
  [K in N]: RequestOf<K, (typeof commands)[K]>;
}[N];
