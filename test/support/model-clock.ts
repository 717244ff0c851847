import type { Clock } from '../../app/ports.ts';

/** A clock a test moves. `advanceTo` fires wake-ups in order, letting promises settle after each. */
export type ModelClock = Clock & {
  advanceTo(time: number): Promise<void>;
  advance(milliseconds: number): Promise<void>;
  /** Sets the wall clock wrong (or right again) by so much, while uptime goes on. */
  shiftWall(milliseconds: number): void;
  armed(): number;
};

/** Lets everything that waits on settled promises run: a full turn of the event loop. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets everything run that follows from it, and from that again: so many turns as no chain of answers here is long. */
export const settleAll = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one turn after another
    await settle();
  }
};

export const createModelClock = (start: number): ModelClock => {
  let uptime = 5_000_000;
  let wallAhead = start - uptime;
  const wakes = new Map<symbol, { readonly at: number; readonly wake: () => void }>();
  const advanceUptimeTo = async (target: number): Promise<void> => {
    await settle();
    for (;;) {
      const next = [...wakes].toSorted((a, b) => a[1].at - b[1].at)[0];
      if (next === undefined || next[1].at > target) break;
      wakes.delete(next[0]);
      uptime = Math.max(uptime, next[1].at);
      next[1].wake();
      await settle();
    }
    uptime = target;
    await settle();
  };
  return {
    now: () => uptime + wallAhead,
    uptime: () => uptime,
    // The wall hangs in UTC.
    timeOfDay: (at) => Math.floor(at / 1000) % 86_400,
    wakeAt: (at, wake) => {
      const key = Symbol('wake');
      wakes.set(key, { at, wake });
      return () => wakes.delete(key);
    },
    advanceTo: (time) => advanceUptimeTo(time - wallAhead),
    advance: (milliseconds) => advanceUptimeTo(uptime + milliseconds),
    shiftWall: (milliseconds) => {
      wallAhead += milliseconds;
    },
    armed: () => wakes.size,
  };
};
