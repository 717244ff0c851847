import type { Failure } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { Result } from '../result.ts';
import { allows, faster, firstPace, slower } from '../session/pace.ts';

/** The one pace of all calls that the engine makes by itself: so many are in flight at once. */
export type Pacing = {
  /** Whether one more call may go out now; fewer after STS throttled. */
  hasRoom(): boolean;
  /** One more is in flight while this lasts. */
  fly<T>(work: () => Promise<T>): Promise<T>;
  /** What an answer says of the pace. `began`: when its call went out, by the clock that nobody sets, ms. */
  learn(began: number, outcome: Result<unknown, Failure>): void;
};

export const createPacing = (clock: Pick<Clock, 'uptime'>): Pacing => {
  let flying = 0;
  let pace = firstPace;
  return {
    hasRoom: () => allows(pace, flying),
    fly: async (work) => {
      flying += 1;
      try {
        return await work();
      } finally {
        flying -= 1;
      }
    },
    learn: (began, outcome) => {
      const throttled =
        !outcome.ok && outcome.failure.kind === 'aws' && outcome.failure.cause === 'throttled';
      pace = throttled ? slower(pace, began, clock.uptime()) : faster(pace);
    },
  };
};
