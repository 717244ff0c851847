import { z } from 'zod';

const name = z.string().min(1).max(256);

/** Commands of the trial (EX4). */
export const labCommands = {
  /** Chooses names, and asks AWS who makes it; nothing is made. `identity` null: the only one there is. */
  'lab-prepare': z.strictObject({ kind: z.literal('lab-prepare'), identity: name.nullable() }),
  /** Makes what was prepared, and walks through it. `url`: the URL that signs in to the console is wanted at its end. */
  'lab-up': z.strictObject({ kind: z.literal('lab-up'), url: z.boolean() }),
  /** What was prepared is not made after all. */
  'lab-leave': z.strictObject({ kind: z.literal('lab-leave') }),
  /** Looks what is there of trials. */
  'lab-look': z.strictObject({ kind: z.literal('lab-look'), identity: name.nullable() }),
  /**
   * Removes the trial this computer made; with `all` those of others too. `identity` stands where the trial's own is
   * not known; null: the only one there is.
   */
  'lab-down': z.strictObject({
    kind: z.literal('lab-down'),
    identity: name.nullable(),
    all: z.boolean(),
  }),
} as const;
