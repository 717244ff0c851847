import type { Instant } from '../model.ts';

/** Minutes that are left when the countdown is spoken, and at no other time. */
const SPOKEN_AT = [1, 5, 10] as const;

/** How late it may be spoken, in ms: the clock of the window ticks a second behind, and a busy computer later. */
const LATE = 5_000;

/** When somebody looked, and when a person is needed as it was known then; null: nobody is. */
export type CountdownLook = { readonly now: Instant; readonly needsYouAt: Instant | null };

/**
 * How many minutes are to be spoken; null: none. Only what ran past a threshold between two looks is: whoever opens the
 * window later, or starts something that ends sooner, hears it from the rows.
 */
export const minutesToSay = (before: CountdownLook | null, after: CountdownLook): number | null => {
  const end = after.needsYouAt;
  if (before === null || before.needsYouAt === null || end === null) return null;
  // Another end, and not the same by a clock that was put right.
  if (Math.abs(before.needsYouAt - end) > LATE) return null;
  const isCrossed = (minutes: number): boolean => {
    const threshold = end - minutes * 60_000;
    return before.now < threshold && after.now >= threshold && after.now - threshold <= LATE;
  };
  return SPOKEN_AT.find(isCrossed) ?? null;
};
