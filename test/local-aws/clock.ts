/** The server's own clock: real time plus an offset, both in milliseconds. Everything here reads it. */
export type ServerClock = {
  now(): number;
  /** Moves the clock on (or back, when negative) by seconds. */
  advance(seconds: number): void;
  /** Sets how many seconds the clock is ahead of the base; 0 is right time. */
  setOffset(seconds: number): void;
  offsetSeconds(): number;
};

/** `base` gives milliseconds since 1970; tests freeze time by passing a constant. */
export const createServerClock = (base: () => number = Date.now): ServerClock => {
  let offsetMs = 0;
  return {
    now: () => base() + offsetMs,
    advance: (seconds) => {
      offsetMs += seconds * 1000;
    },
    setOffset: (seconds) => {
      offsetMs = seconds * 1000;
    },
    offsetSeconds: () => offsetMs / 1000,
  };
};

/** `20251121T220000Z`, the basic form of SigV4. */
export const basicTime = (ms: number): string =>
  new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

/** `2025-11-21T22:00:00Z`, the form of IAM and STS, whole seconds. */
export const isoSeconds = (ms: number): string =>
  new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
