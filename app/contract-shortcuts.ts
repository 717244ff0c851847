import { z } from 'zod';

export const shortcutCommands = {
  /** Shows the popover with the focus in the search, whatever else it would ask for: the next keys are a name. */
  'show-search': z.strictObject({ kind: z.literal('show-search') }),
} as const;
