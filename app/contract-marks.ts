import { z } from 'zod';
import { grantRefDecoder } from './grant-ref.ts';
import { groupings } from './marks-file.ts';

export const marksCommands = {
  /** Makes a role, or a grant made directly, one of the favourites, or one like the others again. */
  mark: z.strictObject({
    kind: z.literal('mark'),
    target: grantRefDecoder,
    favourite: z.boolean(),
  }),
  /** The person's own tags of a role, in place of those it had; as typed, `tagsAsTyped` tidies them. */
  tag: z.strictObject({
    kind: z.literal('tag'),
    target: grantRefDecoder,
    tags: z.array(z.string().max(256)).max(100),
  }),
  /** What the list of roles is divided by, from now on. */
  'group-roles': z.strictObject({ kind: z.literal('group-roles'), by: z.enum(groupings) }),
} as const;
