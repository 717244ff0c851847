import { uptime } from 'node:os';
import type { Clock } from '../../app/ports.ts';

/**
 * Node's timers stand still while the computer sleeps and overflow at 2^31 ms, so a long wait is cut into pieces of
 * at most this many ms and the clock is read anew after each.
 */
const LONGEST_WAIT = 10 * 60_000;

/** The computer's clocks. `uptime` counts sleep and cannot be set; its grain is 10 ms. */
export const createClock = (): Clock => {
  const up = (): number => uptime() * 1000;
  return {
    now: () => Date.now(),
    uptime: up,
    timeOfDay: (at) => {
      const shown = new Date(at);
      return shown.getHours() * 3600 + shown.getMinutes() * 60 + shown.getSeconds();
    },
    wakeAt: (at, wake) => {
      const state: { timer: NodeJS.Timeout | undefined } = { timer: undefined };
      const arm = (): void => {
        const left = at - up();
        state.timer = setTimeout(
          () => (at - up() <= 0 ? wake() : arm()),
          Math.max(0, Math.min(left, LONGEST_WAIT)),
        );
      };
      arm();
      return () => clearTimeout(state.timer);
    },
  };
};
