import { z } from 'zod';

export const updateCommands = {
  /** Asks the server for new versions now. */
  'check-updates': z.strictObject({ kind: z.literal('check-updates') }),
  /** Downloads the version that was found; it is put in when the app ends. Only where its signature is checked. */
  'download-update': z.strictObject({ kind: z.literal('download-update') }),
  /** Ends the app and starts the version that was downloaded. */
  'restart-to-update': z.strictObject({ kind: z.literal('restart-to-update') }),
  /** The folder of the new version, in the browser. */
  'open-release-page': z.strictObject({ kind: z.literal('open-release-page') }),
} as const;

export type UpdateCommand = {
  [K in keyof typeof updateCommands]: z.infer<(typeof updateCommands)[K]>;
}[keyof typeof updateCommands];

export const isUpdateCommand = (command: { readonly kind: string }): command is UpdateCommand =>
  Object.hasOwn(updateCommands, command.kind);
