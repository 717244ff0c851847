import { z } from 'zod';

/** The commands about errors that a person brings along (BO7). */
export const explainCommands = {
  /** Any error text of AWS, or an encoded message: it crosses once, inwards, and is neither kept nor logged. */
  explain: z.strictObject({ kind: z.literal('explain'), text: z.string().max(200_000) }),
  /** Whoever asked looks at it no more. */
  'forget-explained': z.strictObject({ kind: z.literal('forget-explained') }),
} as const;
