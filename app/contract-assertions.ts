import { z } from 'zod';

/** An assertion that is read in main, for a choice of its roles: `assume-saml` without an assertion takes it. */
export const assertionCommands = {
  'read-assertion': z.strictObject({
    kind: z.literal('read-assertion'),
    from: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4096) }),
      z.strictObject({ kind: z.literal('clipboard') }),
      z.strictObject({ kind: z.literal('command'), command: z.string().min(1).max(4096) }),
    ]),
  }),
  /** Nobody wants it any more. */
  'drop-assertion': z.strictObject({ kind: z.literal('drop-assertion') }),
} as const;
