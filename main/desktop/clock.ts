import type { Clock } from '../../app/ports.ts';
import { uptime } from '../uptime.ts';

/**
 * Node's timers stand still while the computer sleeps and overflow at 2^31 ms, so a long wait is cut into pieces of
 * at most this many ms and the clock is read anew after each.
 */
const LONGEST_WAIT = 10 * 60_000;

/** The computer's clocks. */
export const createClock = (): Clock => {
  return {
    now: () => Date.now(),
    uptime,
    timeOfDay: (at) => {
      const shown = new Date(at);
      return shown.getHours() * 3600 + shown.getMinutes() * 60 + shown.getSeconds();
    },
    wakeAt: (at, wake) => {
      const state: { timer: NodeJS.Timeout | undefined } = { timer: undefined };
      const arm = (): void => {
        const left = at - uptime();
        state.timer = setTimeout(
          () => (at - uptime() <= 0 ? wake() : arm()),
          Math.max(0, Math.min(left, LONGEST_WAIT)),
        );
      };
      arm();
      return () => clearTimeout(state.timer);
    },
  };
};
