import { z } from 'zod';

const name = z.string().min(1).max(256);

/** A grant as commands and sealed copies name it. */
export const grantRefDecoder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('session'), identity: name }),
  z.strictObject({ kind: z.literal('role'), profile: name }),
  z.strictObject({ kind: z.literal('made'), name }),
]);
