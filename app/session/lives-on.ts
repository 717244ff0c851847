import { grantId, type GrantRef, type Instant } from '../model.ts';

/** Credentials that were held when the lock came: here they are gone, at AWS they live on until they end. */
export type LivesOn = {
  readonly target: GrantRef;
  readonly arn: string | null;
  readonly expiresAt: Instant;
};

/** The targets that live on, once each, of what is not over yet. */
export const stillAlive = (livesOn: readonly LivesOn[], now: Instant): readonly LivesOn[] => {
  const seen = new Set<string>();
  return livesOn.filter(({ target, expiresAt }) => {
    const id = grantId(target);
    if (expiresAt <= now || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
};
