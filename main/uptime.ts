import { uptime as uptimeOfSystem } from 'node:os';

/**
 * A clock, ms, that goes on while the computer sleeps and that nobody can set. Its grain is 10 ms on Linux and 16 on
 * Windows; macOS counts this one in whole seconds, but there Node's finer one goes on in sleep.
 */
export const uptime: () => number =
  process.platform === 'darwin'
    ? () => Number(process.hrtime.bigint()) / 1e6
    : () => uptimeOfSystem() * 1000;
