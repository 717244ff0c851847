/**
 * How many calls are in flight at once: it grows slowly while STS answers and is halved when it throttles
 * (aws-rules.md, Errors: bounded concurrency, never one call per role at once).
 */
export type Pace = {
  /** Calls at once; its whole part counts. 1..MOST. */
  readonly limit: number;
  /** When it was last halved, so that the calls then in flight do not halve it again; ms. */
  readonly slowedAt: number;
};

const MOST = 16;

export const firstPace: Pace = { limit: 8, slowedAt: Number.NEGATIVE_INFINITY };

/** After an answer that was not throttling: about one more per round of answers. */
export const faster = (pace: Pace): Pace => ({
  ...pace,
  limit: Math.min(MOST, pace.limit + 1 / pace.limit),
});

/** After a throttled call that began at `began`. */
export const slower = (pace: Pace, began: number, now: number): Pace =>
  began < pace.slowedAt ? pace : { limit: Math.max(1, pace.limit / 2), slowedAt: now };

/** Whether one more call may go out beside so many. */
export const allows = (pace: Pace, inFlight: number): boolean => inFlight < Math.floor(pace.limit);
