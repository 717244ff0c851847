import type { Rotation } from '../devices/rotate.ts';
import type { Failure } from '../failure.ts';
import type { Instant } from '../model.ts';

// IAM is eventually consistent: a key that was just made is not known everywhere at once.

/** So long, ms, a new key may be unknown to AWS: after that a person decides. */
const UNTIL_PROVEN = 180_000;
/** From one try to the next, ms, at most, while a new key is not known yet. */
export const BETWEEN_PROOFS = 10_000;

/** Whether the plan's key may be one that AWS does not know everywhere yet. */
export const isFresh = ({ step, touchedAt }: Rotation, now: Instant): boolean => {
  const since = 'since' in step ? step.since : touchedAt;
  return now - since < UNTIL_PROVEN;
};

export const isKeyUnknown = (failure: Failure): boolean =>
  failure.kind === 'aws' && failure.cause === 'key-unknown';
