import { setTimeout as pause } from 'node:timers/promises';

/** How long a condition may take, and how often it is looked at, in ms. */
export type Patience = { readonly timeout?: number; readonly every?: number };

/**
 * Polls until `read` gives something other than undefined or false, and returns it. Throws after
 * `timeout` (default a minute: how long something takes on a busy machine says nothing), naming what was waited for and the last error met on the way.
 */
export const until = async <T>(
  what: string,
  read: () => Promise<T | undefined | false> | T | undefined | false,
  { timeout = 60_000, every = 25 }: Patience = {},
): Promise<T> => {
  const deadline = performance.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- polling is one look after another
      const value = await read();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`${what}: not within ${timeout} ms`, { cause: last });
    }
    // oxlint-disable-next-line no-await-in-loop
    await pause(every);
  }
};
