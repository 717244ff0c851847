import { describe, expect, it } from 'vitest';
import { createTicker } from '../../renderer/state/ticker.ts';

const MINUTE = 60_000;

/** A clock of one timer that is moved by hand. */
const model = () => {
  const state: { now: number; armed: { at: number; ring: () => void } | null; arms: number } = {
    now: 1_000_000,
    armed: null,
    arms: 0,
  };
  const ticker = createTicker({
    now: () => state.now,
    arm: (ms, ring) => {
      const mine = { at: state.now + ms, ring };
      state.armed = mine;
      state.arms += 1;
      return () => {
        if (state.armed === mine) state.armed = null;
      };
    },
  });
  const ticks: number[] = [];
  ticker.subscribe(() => ticks.push(ticker.now()));
  return {
    ticker,
    ticks,
    state,
    advance: (ms: number) => {
      const until = state.now + ms;
      while (state.armed !== null && state.armed.at <= until) {
        const { at, ring } = state.armed;
        state.now = at;
        state.armed = null;
        ring();
      }
      state.now = until;
    },
  };
};

describe('the one clock', () => {
  it('ticks each second below ten minutes', () => {
    const { ticker, ticks, state, advance } = model();
    ticker.resume();
    ticker.watch([state.now + 5 * MINUTE]);
    ticks.length = 0;
    advance(10_000);
    expect(ticks).toHaveLength(10);
  });

  it('ticks about once a minute above', () => {
    const { ticker, ticks, state, advance } = model();
    ticker.resume();
    ticker.watch([state.now + 90 * MINUTE, state.now + 3 * 60 * MINUTE]);
    ticks.length = 0;
    advance(10 * MINUTE);
    expect(ticks.length).toBeLessThanOrEqual(12);
    expect(ticks.length).toBeGreaterThanOrEqual(10);
  });

  it('rests while nobody can see it, and looks at once when they can', () => {
    const { ticker, ticks, state, advance } = model();
    ticker.resume();
    ticker.watch([state.now + 5 * MINUTE]);
    ticker.pause();
    ticks.length = 0;
    expect(state.armed).toBeNull();
    advance(20_000);
    expect(ticks).toEqual([]);
    ticker.resume();
    expect(ticks).toEqual([state.now]);
    expect(state.armed).not.toBeNull();
  });

  it('ticks each second for what is told to the second, and only as long as it is (ST5)', () => {
    const { ticker, ticks, state, advance } = model();
    ticker.resume();
    const end = state.now + 3 * 60 * MINUTE;
    ticker.watch([end]);
    const stop = ticker.watchExactly(end);
    ticks.length = 0;
    advance(10_000);
    expect(ticks).toHaveLength(10);
    stop();
    ticks.length = 0;
    advance(10_000);
    expect(ticks).toHaveLength(0);
  });

  it('is right with the first tick after a sleep or a clock that was set (ST5)', () => {
    const { ticker, ticks, state, advance } = model();
    ticker.resume();
    ticker.watchExactly(state.now + 3 * 60 * MINUTE);
    advance(5000);
    // The timer that was armed rings late, and by another clock.
    for (const jump of [60 * MINUTE, -30 * MINUTE]) {
      state.now += jump;
      state.armed?.ring();
      expect(ticks.at(-1)).toBe(state.now);
      expect((state.armed?.at ?? 0) - state.now).toBeLessThanOrEqual(1000);
    }
  });

  it('arms nothing when nothing counts down', () => {
    const { ticker, state } = model();
    ticker.resume();
    ticker.watch([]);
    expect(state.armed).toBeNull();
  });

  it('holds its instant still between ticks', () => {
    const { ticker, state } = model();
    ticker.resume();
    const at = ticker.now();
    state.now += 5;
    expect(ticker.now()).toBe(at);
  });
});
