import { uptime } from 'node:os';
import type { Clock } from '../../app/ports.ts';

/**
 * Node's timers stand still while the computer sleeps and overflow at 2^31 ms, so a long wait is cut into pieces of
 * at most this many ms and the clock is read anew after each.
 */
const LONGEST_WAIT = 10 * 60_000;

/**
 * A clock that counts sleep and that nobody can set, ms. Its grain is 10 ms on Linux and 16 on Windows; macOS counts
 * its own in whole seconds, but there Node's finer one goes on in sleep.
 */
const up =
  process.platform === 'darwin'
    ? (): number => Number(process.hrtime.bigint()) / 1e6
    : (): number => uptime() * 1000;

/** The computer's clocks. */
export const createClock = (): Clock => {
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
