import { z } from 'zod';
import { blocks, exportForms } from './export/names.ts';
import { assertionCommands } from './contract-assertions.ts';
import { keyCommands } from './contract-keys.ts';
import { foundCommands } from './contract-found.ts';
import { profileViewCommands } from './contract-profiles.ts';
import { deviceCommands } from './contract-devices.ts';
import { doctorCommands } from './contract-doctor.ts';
import { labCommands } from './contract-lab.ts';
import { marksCommands } from './contract-marks.ts';
import { settingsCommands } from './contract-settings.ts';
import { updateCommands } from './contract-updates.ts';
import { noticeCommands } from './contract-notices.ts';
import { lockCommands } from './contract-lock.ts';
import { detailsCommands } from './contract-details.ts';
import { explainCommands } from './contract-explain.ts';
import { shortcutCommands } from './contract-shortcuts.ts';
import { operationCommands } from './contract-operations.ts';
import { confirmed, guardCommands } from './contract-guard.ts';
import { grantRefDecoder } from './grant-ref.ts';
import { panels } from './view/panels.ts';

/**
 * The commands: one const object of decoders; their types are inferred from it, so they cannot drift. Menu items,
 * the window, shortcuts and timers all send these, and nothing else reaches the engine.
 */
const name = z.string().min(1).max(256);

export const commands = {
  /** The text of the MFA field, as typed or pasted; the engine makes digits of it. */
  'submit-code': z.strictObject({
    kind: z.literal('submit-code'),
    identity: name,
    code: z.string().max(64),
  }),
  /** Opens the popover (when the sender is not the window) at the MFA field of an identity, or of the one that needs it most. */
  'ask-code': z.strictObject({ kind: z.literal('ask-code'), identity: name.nullable() }),
  /** Not now: the strip gives way until it is asked again. */
  'set-code-aside': z.strictObject({ kind: z.literal('set-code-aside') }),
  start: z.strictObject({
    kind: z.literal('start'),
    targets: z.array(grantRefDecoder).min(1).max(5000),
  }),
  /**
   * A list of role profiles at once (ST2). Strict: one that is unknown or broken refuses the whole list; with
   * `keepGoing` the others are started and it is reported (ST8).
   */
  'start-set': z.strictObject({
    kind: z.literal('start-set'),
    profiles: z.array(name).min(1).max(5000),
    keepGoing: z.boolean(),
  }),
  /** New credentials now, whatever is left of those that are held (`force_new` of BO6); a code where one is needed. */
  renew: z.strictObject({
    kind: z.literal('renew'),
    targets: z.array(grantRefDecoder).min(1).max(5000),
  }),
  'start-all': z.strictObject({ kind: z.literal('start-all') }),
  /**
   * A program waits for a grant: it is started, and whoever is asked for a code is told who asks. The request stays
   * until it is withdrawn.
   */
  request: z.strictObject({
    kind: z.literal('request'),
    id: z.string().min(1).max(64),
    target: grantRefDecoder,
    by: z.strictObject({
      program: z.string().min(1).max(128).nullable(),
      pid: z.number().int().positive().nullable(),
    }),
  }),
  withdraw: z.strictObject({ kind: z.literal('withdraw'), id: z.string().min(1).max(64) }),
  /** Ends renewals of a grant and drops its credentials, also the sealed copy. */
  stop: z.strictObject({
    kind: z.literal('stop'),
    targets: z.array(grantRefDecoder).min(1).max(5000),
  }),
  'stop-all': z.strictObject({ kind: z.literal('stop-all') }),
  /**
   * Exports of a role or session into the clipboard; a grant not held is obtained first, then copied. Without `shell`
   * they are for the one of the settings. A live block needs its profile and a clear block nothing.
   */
  'copy-exports': z.strictObject({
    kind: z.literal('copy-exports'),
    target: grantRefDecoder,
    shell: z.enum(exportForms).nullable().optional(),
    block: z.enum(blocks).optional(),
    ...confirmed,
  }),
  /**
   * Signs in to the console with a role, a federated user or another grant, which is obtained first if it is not held
   * (EX2): in the browser, or as a URL in the clipboard.
   */
  'open-console': z.strictObject({
    kind: z.literal('open-console'),
    target: grantRefDecoder,
    how: z.enum(['open', 'copy']),
    /** A service, a path or a page of the console; null: its home. */
    destination: z.string().max(2048).nullable(),
    /** null: the grant's own. */
    region: z.string().max(64).nullable(),
    /** How long the console stays signed in, in seconds; null: as long as the credentials. */
    durationSeconds: z.number().nullable(),
    ...confirmed,
  }),
  /**
   * Turns the container endpoint of a role or session on: AWS's SDKs fetch its credentials from this computer, as long
   * as the grant is not stopped and the app not ended. `close-endpoint` ends those of programs, too.
   */
  'open-endpoint': z.strictObject({
    kind: z.literal('open-endpoint'),
    target: grantRefDecoder,
    ...confirmed,
  }),
  'close-endpoint': z.strictObject({ kind: z.literal('close-endpoint'), target: grantRefDecoder }),
  /** The variables that set the endpoint into the clipboard; it is turned on where it was off. */
  'copy-endpoint': z.strictObject({
    kind: z.literal('copy-endpoint'),
    target: grantRefDecoder,
    ...confirmed,
  }),
  'open-key-form': z.strictObject({ kind: z.literal('open-key-form') }),
  'close-key-form': z.strictObject({ kind: z.literal('close-key-form') }),
  /** A long-term key typed into the form: it crosses once, inwards. */
  'add-identity': z.strictObject({
    kind: z.literal('add-identity'),
    name: z.string().max(256),
    accessKeyId: z.string().max(256),
    secretAccessKey: z.string().max(256),
    serial: z.string().max(256),
  }),
  /** Copies a profile's long-term key from the credentials file into the keychain; the file stays as it is. */
  'import-identity': z.strictObject({ kind: z.literal('import-identity'), profile: name }),
  'remove-identity': z.strictObject({ kind: z.literal('remove-identity'), identity: name }),
  /** The device whose codes will be typed for an identity in the keychain. */
  'choose-device': z.strictObject({
    kind: z.literal('choose-device'),
    identity: name,
    serial: z
      .string()
      .regex(/^[\w+=/:,.@-]{9,256}$/)
      .nullable(),
  }),
  'check-identity': z.strictObject({ kind: z.literal('check-identity'), identity: name }),
  /** The password of the proxy and user in the settings: it crosses once, inwards; empty takes it away. */
  'keep-proxy-password': z.strictObject({
    kind: z.literal('keep-proxy-password'),
    password: z.string().max(1024),
  }),
  /** Tries the way to STS step by step, for a role or identity, or for the first identity there is (BO9). */
  'test-connection': z.strictObject({
    kind: z.literal('test-connection'),
    target: grantRefDecoder.nullable(),
  }),
  'reload-files': z.strictObject({ kind: z.literal('reload-files') }),
  'retry-vault': z.strictObject({ kind: z.literal('retry-vault') }),
  'open-settings-file': z.strictObject({ kind: z.literal('open-settings-file') }),
  'open-config-file': z.strictObject({ kind: z.literal('open-config-file') }),
  /** At the row of a grant, where one is named. */
  'show-popover': z.strictObject({
    kind: z.literal('show-popover'),
    target: grantRefDecoder.optional(),
  }),
  /** Shows the popover at one of its panels; the one about an identity at that of the name, or at the first. */
  'show-panel': z.strictObject({
    kind: z.literal('show-panel'),
    panel: z.enum(panels),
    identity: name.optional(),
  }),
  /** The same, at the settings' part about the network. */
  'show-network': z.strictObject({ kind: z.literal('show-network') }),
  /** Whoever looks at the ledger has its newest lines in the picture, until they leave. */
  'read-ledger': z.strictObject({ kind: z.literal('read-ledger') }),
  'leave-ledger': z.strictObject({ kind: z.literal('leave-ledger') }),
  'hide-popover': z.strictObject({ kind: z.literal('hide-popover') }),
  quit: z.strictObject({ kind: z.literal('quit') }),
  ...profileViewCommands,
  ...labCommands,
  ...operationCommands,
  ...assertionCommands,
  ...keyCommands,
  ...foundCommands,
  ...deviceCommands,
  ...doctorCommands,
  ...lockCommands,
  ...explainCommands,
  ...detailsCommands,
  ...settingsCommands,
  ...marksCommands,
  ...noticeCommands,
  ...updateCommands,
  ...shortcutCommands,
  ...guardCommands,
} as const;

export type CommandKind = keyof typeof commands;
export type Command = { [K in CommandKind]: z.infer<(typeof commands)[K]> }[CommandKind];

const isCommandKind = (kind: unknown): kind is CommandKind =>
  typeof kind === 'string' && Object.hasOwn(commands, kind);

export type Decoded =
  | { readonly ok: true; readonly command: Command }
  /** `kind` is safe to log: a known kind, or 'unknown'. */
  | { readonly ok: false; readonly kind: CommandKind | 'unknown' };

/** Turns an unknown value from a border into a command, or refuses it. */
export const decodeCommand = (value: unknown): Decoded => {
  const kind: unknown =
    typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (!isCommandKind(kind)) return { ok: false, kind: 'unknown' };
  const decoded = commands[kind].safeParse(value);
  return decoded.success ? { ok: true, command: decoded.data } : { ok: false, kind };
};
