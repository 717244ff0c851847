import type { Instant } from '../model.ts';

/** ms. */
export const DAY = 24 * 3600_000;

/** Whether what AWS said at `askedAt` (STS's time; null: never) is to be asked again: somebody may have changed it. */
export const isDayOld = (askedAt: Instant | null, now: Instant): boolean =>
  askedAt === null || Math.abs(now - askedAt) >= DAY;
