import { setTimeout as pause } from 'node:timers/promises';

/** How long a condition may take, and how often it is looked at, in ms; left out: the seldomer the longer it takes. */
export type Patience = { readonly timeout?: number; readonly every?: number };

/** From one look to the next, ms: a tenth of what it took so far. Looks cost whoever is looked at as well. */
const BETWEEN = { least: 20, most: 200, part: 0.1 };

/**
 * Polls until `read` gives something other than undefined or false, and returns it. Throws after
 * `timeout` (default a minute: how long something takes on a busy machine says nothing), naming what was waited for and the last error met on the way.
 */
export const until = async <T>(
  what: string,
  read: () => Promise<T | undefined | false> | T | undefined | false,
  { timeout = 60_000, every }: Patience = {},
): Promise<T> => {
  const began = performance.now();
  let last: unknown;
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- polling is one look after another
      const value = await read();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    const took = performance.now() - began;
    if (took > timeout) {
      throw new Error(`${what}: not within ${timeout} ms`, { cause: last });
    }
    // oxlint-disable-next-line no-await-in-loop
    await pause(every ?? Math.min(BETWEEN.most, Math.max(BETWEEN.least, took * BETWEEN.part)));
  }
};
