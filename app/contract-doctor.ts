import { z } from 'zod';

export const doctorCommands = {
  /** Looks at everything that can be wrong here, once. */
  examine: z.strictObject({ kind: z.literal('examine') }),
  /** What was found, without names, numbers and paths, into the clipboard. */
  'copy-report': z.strictObject({ kind: z.literal('copy-report') }),
} as const;
