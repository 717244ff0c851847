import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaced } from '../../main/paced.ts';

describe('paced work', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const start = () => {
    const work = vi.fn<() => void>();
    return { work, paced: createPaced(work, 40) };
  };

  it('is done soon after the first asks, once for all who ask at once', async () => {
    const { work, paced } = start();
    for (let one = 0; one < 100; one += 1) paced.ask();
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('is not done again within its pause, and then for the last who asked', async () => {
    const { work, paced } = start();
    for (let time = 0; time < 400; time += 1) {
      paced.ask();
      // One millisecond after another: that is what is tested.
      // oxlint-disable-next-line no-await-in-loop
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(work.mock.calls.length).toBeGreaterThanOrEqual(9);
    expect(work.mock.calls.length).toBeLessThanOrEqual(11);
    const before = work.mock.calls.length;
    paced.ask();
    await vi.advanceTimersByTimeAsync(40);
    expect(work).toHaveBeenCalledTimes(before + 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(before + 1);
  });

  it('is not done after its stop', async () => {
    const { work, paced } = start();
    paced.ask();
    paced.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).not.toHaveBeenCalled();
  });
});
