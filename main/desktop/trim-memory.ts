import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back to the system what work left behind: V8 keeps the room that it once needed for short-lived objects, tens
 * of MB after a window was shown. Takes some 20 ms, so for when nobody looks. V8 has no other door to it than this flag.
 */
export const trimMemory = (): void => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  // The last resort is what hands empty pages back at once, instead of keeping them for the next time.
  if (typeof collect === 'function')
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
};
