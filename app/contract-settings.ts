import { z } from 'zod';
import { settingNames } from './settings.ts';

const path = z.string().min(1).max(4096);

/** The commands about the settings; the password of the proxy has one of its own. */
export const settingsCommands = {
  'change-setting': z.strictObject({
    kind: z.literal('change-setting'),
    key: z.enum(settingNames),
    value: z.string().max(4096),
  }),
  /** Takes a setting's key out of settings.ini, so that its default is in force; also one that could not be taken. */
  'reset-setting': z.strictObject({ kind: z.literal('reset-setting'), key: z.enum(settingNames) }),
  /** The same for every setting; comments, unknown keys and endpoints of a person's own stay. */
  'reset-settings': z.strictObject({ kind: z.literal('reset-settings') }),
  /** Every setting into a file of its own: no identity, no key, no password. Only `replace` takes the place of another file. */
  'export-settings': z.strictObject({
    kind: z.literal('export-settings'),
    path,
    replace: z.boolean(),
  }),
  /** Reads such a file and shows what would change; nothing does. */
  'read-settings': z.strictObject({ kind: z.literal('read-settings'), path }),
  /** Takes what `read-settings` showed. */
  'take-settings': z.strictObject({ kind: z.literal('take-settings') }),
  /** Not now, or seen. */
  'drop-settings': z.strictObject({ kind: z.literal('drop-settings') }),
  /** Whether the system starts Fobwatch when its person logs in; the system keeps that, not settings.ini. */
  'start-at-login': z.strictObject({ kind: z.literal('start-at-login'), on: z.boolean() }),
} as const;

export type SettingsKind = keyof typeof settingsCommands;
export type SettingsCommand = {
  [K in SettingsKind]: z.infer<(typeof settingsCommands)[K]>;
}[SettingsKind];

export const isSettingsCommand = (command: { readonly kind: string }): command is SettingsCommand =>
  Object.hasOwn(settingsCommands, command.kind);
