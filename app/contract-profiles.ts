import { z } from 'zod';
import { roleKeys } from './profiles/role-fields.ts';

/** Commands about role profiles in the config file. Sizes are bounded here; what AWS's rules say is checked by check-profile. */
const name = z.string().max(256);
const values = z.partialRecord(z.enum(roleKeys), z.string().max(4096));
const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add'), name, values }),
  z.strictObject({
    kind: z.literal('edit'),
    name,
    values,
    keep: z.array(z.enum(roleKeys)).max(roleKeys.length).optional(),
  }),
  z.strictObject({ kind: z.literal('remove'), name }),
]);

/** Far above what one go is for. */
const MOST = 10_000;

export const profileCommands = {
  /**
   * Adds, edits and removes profiles: all of it or nothing, in one write with one backup and one undo. Lines of sections
   * that a person wrote change only where they are agreed to, each by its consentKey; `all` agrees to whatever changes.
   */
  'change-profiles': z.strictObject({
    kind: z.literal('change-profiles'),
    changes: z.array(change).min(1).max(MOST),
    agreed: z.union([z.literal('all'), z.array(z.string().max(10_000)).max(10 * MOST)]),
  }),
  /** Role profiles into a file for a team, without anything secret or personal. */
  'share-profiles': z.strictObject({
    kind: z.literal('share-profiles'),
    /** null: all that can be shared. */
    profiles: z.array(name).min(1).max(MOST).nullable(),
    path: z.string().min(1).max(4096),
  }),
} as const;

export const profileViewCommands = {
  /** Whoever looks at the profiles has them in the picture, until they leave. */
  'look-at-profiles': z.strictObject({ kind: z.literal('look-at-profiles') }),
  'leave-profiles': z.strictObject({ kind: z.literal('leave-profiles') }),
} as const;
