import { z } from 'zod';

/** Commands about an identity's MFA devices (EX4). The engine makes six digits of what was typed. */
const name = z.string().min(1).max(256);
const serial = z.string().regex(/^[\w+=/:,.@-]{9,256}$/);
const typedCode = z.string().max(64);

export const deviceCommands = {
  /** Opens the wizard's window for an identity; one that is open comes to the front. */
  'add-device': z.strictObject({ kind: z.literal('add-device'), identity: name }),
  /** Makes the device; `replace` removes one of the same name first that is nobody's. */
  'name-device': z.strictObject({
    kind: z.literal('name-device'),
    name: z.string().max(256),
    replace: z.boolean(),
  }),
  'enable-device': z.strictObject({
    kind: z.literal('enable-device'),
    first: typedCode,
    second: typedCode,
  }),
  'prove-device': z.strictObject({ kind: z.literal('prove-device'), code: typedCode }),
  /** The seed's text into the clipboard, from where it is cleared. */
  'copy-device-seed': z.strictObject({ kind: z.literal('copy-device-seed') }),
  /** At any step; a device that is nobody's yet is removed. */
  'leave-device-wizard': z.strictObject({ kind: z.literal('leave-device-wizard') }),
  'resync-device': z.strictObject({
    kind: z.literal('resync-device'),
    identity: name,
    serial,
    first: typedCode,
    second: typedCode,
  }),
  'deactivate-device': z.strictObject({
    kind: z.literal('deactivate-device'),
    identity: name,
    serial,
  }),
  /** Deactivates a virtual device and deletes it. */
  'delete-device': z.strictObject({ kind: z.literal('delete-device'), identity: name, serial }),
  /** Removes a device that the wizard left behind. */
  'remove-left-device': z.strictObject({
    kind: z.literal('remove-left-device'),
    identity: name,
    serial,
  }),
  /** Codes without typing: the seed crosses once, inwards, and goes into the keychain. */
  'keep-seed': z.strictObject({
    kind: z.literal('keep-seed'),
    identity: name,
    seed: z.string().max(2048),
  }),
  /** The same with the seed of the device that the wizard has just made. */
  'keep-made-seed': z.strictObject({ kind: z.literal('keep-made-seed') }),
  /** A program prints the codes (`mfa_process`). */
  'use-code-command': z.strictObject({
    kind: z.literal('use-code-command'),
    identity: name,
    command: z.string().max(4096),
  }),
  /** Codes are typed again; a seed leaves the keychain. */
  'type-codes': z.strictObject({ kind: z.literal('type-codes'), identity: name }),
} as const;
