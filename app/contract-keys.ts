import { z } from 'zod';

const identity = z.string().min(1).max(256);
const accessKeyId = z.string().regex(/^\w{16,128}$/);

/** The commands about access keys and their rotation. */
export const keyCommands = {
  /** Asks AWS which keys the user has, how old they are and when they were last used. */
  'read-keys': z.strictObject({ kind: z.literal('read-keys'), identity }),
  /**
   * Makes a second key, proves it, puts it in the place of the first and deactivates that. `follow`: profiles of the AWS
   * files that hold the same key in plain text, and whose two values a person agreed to have replaced.
   */
  'rotate-key': z.strictObject({
    kind: z.literal('rotate-key'),
    identity,
    /** Where the new key goes; a key of the keychain stays in it. */
    into: z.enum(['keychain', 'file']),
    follow: z.array(z.string().min(1).max(256)).max(1000),
  }),
  'continue-rotation': z.strictObject({ kind: z.literal('continue-rotation'), identity }),
  'roll-back-rotation': z.strictObject({ kind: z.literal('roll-back-rotation'), identity }),
  /** Of a key that is not in use: deactivates it, makes it active again, or deletes it for good. */
  'change-key': z.strictObject({
    kind: z.literal('change-key'),
    identity,
    accessKeyId,
    to: z.enum(['active', 'inactive', 'deleted']),
  }),
} as const;
