import { z } from 'zod';

/** The commands about what the AWS files hold: keys in plain text, taken into the keychain and out of the files. */
const name = z.string().min(1).max(256);

export const foundCommands = {
  /** Takes the long-term keys of these profiles into the keychain and asks AWS who each is; the files stay as they are. */
  'import-found': z.strictObject({
    kind: z.literal('import-found'),
    profiles: z.array(name).min(1).max(1000),
  }),
  /** The first run is over: on to the roles, and to the code where one is asked for. */
  'leave-first-run': z.strictObject({ kind: z.literal('leave-first-run') }),
  /** Looks which lines would go if the keys of these identities were taken out of the files. Nothing is changed. */
  'ask-removal': z.strictObject({
    kind: z.literal('ask-removal'),
    identities: z.array(name).min(1).max(1000),
  }),
  /** Takes out what `ask-removal` showed; `processes`: other tools ask Fobwatch for these profiles from then on. */
  'remove-plain-keys': z.strictObject({
    kind: z.literal('remove-plain-keys'),
    processes: z.boolean(),
  }),
  /** Not now, or seen: nothing is asked or told of a removal any more. */
  'drop-removal': z.strictObject({ kind: z.literal('drop-removal') }),
  /** Takes the last removal or putting back, back. */
  'undo-removal': z.strictObject({ kind: z.literal('undo-removal') }),
  /** An AWS file becomes what one of its backups is, to the byte; a sealed one is opened for that. */
  'restore-backup': z.strictObject({
    kind: z.literal('restore-backup'),
    path: z.string().min(1).max(4096),
  }),
} as const;

export type FoundKind = keyof typeof foundCommands;
export type FoundCommand = {
  [K in FoundKind]: z.infer<(typeof foundCommands)[K]>;
}[FoundKind];

export const isFoundCommand = (command: { readonly kind: string }): command is FoundCommand =>
  Object.hasOwn(foundCommands, command.kind);
