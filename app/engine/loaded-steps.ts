import { stepLength, stepOf } from '../credentials/mfa-code.ts';
import type { Instant } from '../model.ts';
import type { Core } from './core.ts';

type Steps = ReadonlyMap<string, number>;

export type LoadedSteps = {
  /** Keeps what was read, as it was written down; answers all that was, by what is known of the time now. */
  take(written: Steps): Steps;
  /** The same, with nothing read anew. */
  reckoned(): Steps;
};

type Read = { readonly step: number; readonly uptime: number; readonly readAt: Instant };

/** Code steps that were spent before they were read, under a clock of which nothing is known any more. */
export const createLoadedSteps = ({ ports, time }: Pick<Core, 'ports' | 'time'>): LoadedSteps => {
  const loaded = new Map<string, Read>();

  /**
   * Never later than the step in which it was read: of a clock that was ahead it would block for hours. Where the time
   * moved on since, the step was perhaps written down by the same slow clock, and moves with it. Noise is no
   * such move: it would refuse the code of the step after.
   */
  const reckon = ({ step, uptime, readAt }: Read): number => {
    const at = time.redated(uptime, readAt);
    const later = Math.ceil(Math.max(0, at - readAt) / stepLength);
    return Math.min(step + later, stepOf(at));
  };

  const reckoned = (): Steps =>
    new Map([...loaded].map(([serial, read]) => [serial, reckon(read)]));

  return {
    take: (written) => {
      const now = { uptime: ports.clock.uptime(), readAt: time.now() };
      for (const [serial, step] of written) {
        const read = { step, ...now };
        const before = loaded.get(serial);
        // Of two that were read, such as a lock and the copy it keeps, the later one counts.
        if (before === undefined || reckon(before) < reckon(read)) loaded.set(serial, read);
      }
      return reckoned();
    },
    reckoned,
  };
};
