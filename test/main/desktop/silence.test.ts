import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Silence, unlessSilent, type Alive } from '../../../main/desktop/silence.ts';
import { promised } from '../../support/promised.ts';

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that a test ends, and how it ended for whoever waits. */
const working = () => {
  const work = promised<string>();
  const kept: { alive: Alive | null; end: unknown } = { alive: null, end: null };
  const waiting = unlessSilent(MINUTE, (alive) => {
    kept.alive = alive;
    return work.promise;
  }).then(
    (value) => {
      kept.end = value;
    },
    (error: unknown) => {
      kept.end = error;
    },
  );
  const alive = (): Alive => {
    if (kept.alive === null) throw new Error('the work has not begun');
    return kept.alive;
  };
  return { work, waiting, alive, end: () => kept.end };
};

it('ends where nothing is heard for so long, and not a moment before', async () => {
  const { end } = working();
  await vi.advanceTimersByTimeAsync(MINUTE - 1);
  expect(end()).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(end()).toBeInstanceOf(Silence);
  expect(end()).toMatchObject({ code: 'ETIMEDOUT' });
});

it('lasts as long as there is a sign of life now and then', async () => {
  const { alive, work, waiting, end } = working();
  for (let sign = 0; sign < 100; sign += 1) {
    alive().heard();
    // oxlint-disable-next-line no-await-in-loop -- one sign after another: that is what is tested
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
  }
  expect(end()).toBeNull();
  work.resolve('all of it');
  await waiting;
  expect(end()).toBe('all of it');
  expect(vi.getTimerCount()).toBe(0);
});

it('has no end of its own while it is quiet on purpose, and has one again after a sign', async () => {
  const { alive, end } = working();
  alive().quiet();
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(end()).toBeNull();
  alive().heard();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(end()).toBeInstanceOf(Silence);
});

it('fails as the work fails, and leaves no alarm behind, also for a late sign', async () => {
  const { alive, work, waiting, end } = working();
  const failure = new Error('net::ERR_CONNECTION_RESET');
  work.reject(failure);
  await waiting;
  expect(end()).toBe(failure);
  alive().heard();
  expect(vi.getTimerCount()).toBe(0);
});
