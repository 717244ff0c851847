import { z } from 'zod';
import { lockCauses } from './session/lock.ts';

const name = z.string().min(1).max(256);

export const lockCommands = {
  /** Lets go of everything that is held, here and on disk. `cause`: what set it off, where that was not who asks. */
  lock: z.strictObject({ kind: z.literal('lock'), cause: z.enum(lockCauses).optional() }),
  /** The same, and takes what Fobwatch wrote into AWS files away. */
  panic: z.strictObject({ kind: z.literal('panic') }),
  /** Opens what is locked without a code: only where no identity has a device that shows codes. */
  unlock: z.strictObject({ kind: z.literal('unlock') }),
  /** Asks AWS, while it is locked, for the device that an identity has by now, and asks for its codes. */
  'another-device': z.strictObject({ kind: z.literal('another-device'), identity: name }),
  /** The inline policy that ends what a role's credentials may do, into the clipboard. It is no secret. */
  'copy-revocation': z.strictObject({ kind: z.literal('copy-revocation') }),
} as const;
