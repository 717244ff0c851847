import { nextTick } from './next-tick.ts';

/** One clock for everything that counts down: one timer, armed to the next visible change. */
export type Ticker = {
  /** The instant everything on screen is drawn for; moves only when the clock ticks. */
  now(): number;
  subscribe(listener: () => void): () => void;
  /** Counts down to these instants from now on. */
  watch(ends: readonly number[]): void;
  /** Counts down to this instant by the second, too, until the returned stop is called. */
  watchExactly(end: number): () => void;
  /** Nothing ticks while paused, as when nobody can see it. */
  pause(): void;
  resume(): void;
};

type Deps = {
  now(): number;
  /** Calls `ring` once after `ms`; returns its cancel. */
  arm(ms: number, ring: () => void): () => void;
};

/** A timer that fires early or lies past this is armed again; it also bounds what a clock change can hide, in ms. */
const LONGEST = 60_000;

export const createTicker = (deps: Deps): Ticker => {
  const listeners = new Set<() => void>();
  const exact = new Map<symbol, number>();
  const state: { now: number; ends: readonly number[]; running: boolean; cancel: () => void } = {
    now: deps.now(),
    ends: [],
    running: false,
    cancel: () => undefined,
  };
  const arm = (): void => {
    state.cancel();
    state.cancel = () => undefined;
    const next = state.running ? nextTick(state.now, state.ends, [...exact.values()]) : null;
    if (next !== null)
      state.cancel = deps.arm(Math.min(LONGEST, Math.max(1, next - state.now)), tick);
  };
  const tick = (): void => {
    state.now = deps.now();
    arm();
    for (const listener of listeners) listener();
  };
  return {
    now: () => state.now,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch: (ends) => {
      state.ends = ends;
      tick();
    },
    watchExactly: (end) => {
      const mine = Symbol('exact');
      exact.set(mine, end);
      arm();
      return () => {
        exact.delete(mine);
        arm();
      };
    },
    pause: () => {
      state.running = false;
      arm();
    },
    resume: () => {
      state.running = true;
      tick();
    },
  };
};
