import { z } from 'zod';
import { grantRefDecoder } from './grant-ref.ts';

/** The commands about the details of one grant: they are in the picture only while somebody looks at them. */
export const detailsCommands = {
  'look-at-grant': z.strictObject({ kind: z.literal('look-at-grant'), target: grantRefDecoder }),
  'leave-grant': z.strictObject({ kind: z.literal('leave-grant'), target: grantRefDecoder }),
} as const;
