import { grantId, type GrantRef, type Held } from '../model.ts';
import type { AppState } from '../session/state.ts';

/** The grant that signed a call, when one did, and what was held of it then. */
export type SignedByGrant = { readonly by: Held | null; readonly byRef: GrantRef | null };

/** Credentials younger than this, ms, cannot have ended, whatever a server says. */
export const TOO_YOUNG_TO_END = 60_000;

/**
 * Whether the credentials that signed a call were replaced or dropped while it was in the air: what AWS says of them
 * says nothing of those held now, which are asked with instead.
 */
export const isOvertaken = (
  { grants }: Pick<AppState, 'grants'>,
  { by, byRef }: SignedByGrant,
): boolean => byRef !== null && (grants.get(grantId(byRef))?.held ?? null) !== by;
