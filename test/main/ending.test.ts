import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createEnding } from '../../main/ending.ts';
import { promised } from '../support/promised.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An app whose end a test lets go on; `did` tells what was done, in order. */
const ending = () => {
  const did: string[] = [];
  const stopped = promised<void>();
  const app = createEnding({
    stop: () => {
      did.push('stop');
      return stopped.promise;
    },
    dropWindows: () => did.push('windows'),
    quit: () => did.push('quit'),
    failed: () => did.push('failed'),
  });
  const asked = (): void => app.asked({ preventDefault: () => did.push('held back') });
  const settled = () => vi.advanceTimersByTimeAsync(0);
  return { did, stopped, asked, settled, endWith: app.endWith };
};

it('a quit is held back until all has stopped, and goes through then', async () => {
  const { did, stopped, asked, settled } = ending();
  asked();
  asked();
  await settled();
  expect(did).toEqual(['held back', 'stop', 'held back']);
  stopped.resolve();
  await settled();
  expect(did.slice(3)).toEqual(['windows', 'quit']);
  asked();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(did).toHaveLength(5);
});

it('a quit does not wait for ever for what hangs, and windows do not call it off', async () => {
  const { did, stopped, asked, settled } = ending();
  asked();
  await vi.advanceTimersByTimeAsync(2_999);
  expect(did).toEqual(['held back', 'stop']);
  await vi.advanceTimersByTimeAsync(1);
  expect(did.slice(2)).toEqual(['windows', 'quit']);
  stopped.resolve();
  await settled();
  expect(did).toHaveLength(4);
});

it('a quit goes through though something could not be stopped', async () => {
  const { did, stopped, asked, settled } = ending();
  asked();
  stopped.reject(new Error('no'));
  await settled();
  expect(did).toEqual(['held back', 'stop', 'failed', 'windows', 'quit']);
});

it('a new version takes over when all has stopped and no window is left, once, and its quit is let through', async () => {
  const { did, stopped, asked, settled, endWith } = ending();
  endWith(() => did.push('install'));
  endWith(() => did.push('install again'));
  await settled();
  expect(did).toEqual(['stop']);
  stopped.resolve();
  await settled();
  expect(did).toEqual(['stop', 'windows', 'install']);
  asked();
  expect(did).toHaveLength(3);
});

it('a quit while a new version is about to take over does not come before it', async () => {
  const { did, stopped, asked, settled, endWith } = ending();
  endWith(() => did.push('install'));
  asked();
  stopped.resolve();
  await settled();
  expect(did).toEqual(['stop', 'held back', 'windows', 'install']);
});

it('an app that no new version took over from does not run on unseen', async () => {
  const { did, stopped, settled, endWith } = ending();
  endWith(() => did.push('install'));
  stopped.resolve();
  await settled();
  await vi.advanceTimersByTimeAsync(59_999);
  expect(did).toEqual(['stop', 'windows', 'install']);
  await vi.advanceTimersByTimeAsync(1);
  expect(did.slice(3)).toEqual(['quit']);
});

it('an app ends though the new version throws', async () => {
  const { did, stopped, settled, endWith } = ending();
  endWith(() => {
    throw new Error('no');
  });
  stopped.resolve();
  await settled();
  expect(did).toEqual(['stop', 'windows', 'failed', 'quit']);
});
