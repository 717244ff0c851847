import type { Clock } from '../ports.ts';
import type { Instant } from '../model.ts';

/**
 * STS's time, as well as it is known: anchored at the last Date header (or at this computer's clock before there was
 * one) and carried on by a clock that nobody can set. So neither sleep nor a changed clock moves an expiry.
 */
export type Time = {
  now(): Instant;
  /** The later of both reckonings, for handing out: a paused machine's uptime may be behind. */
  latest(): Instant;
  /** STS's time minus this computer's clock, ms. */
  skew(): number;
  /** What this computer's clock shows at an instant of STS's time. */
  local(at: Instant): number;
  /** An instant on the scale of `Clock.uptime`. */
  uptimeOf(at: Instant): number;
  /** Takes in a Date header; true when it moved the time. */
  learn(serverTime: Instant): boolean;
  /** Whether this computer's clock was set, or the machine paused, since the time was last anchored. */
  disturbed(): boolean;
};

/** Date headers have whole seconds, and answers take time: what is within this is noise. */
const NOISE = 2_500;

export const createTime = (clock: Clock): Time => {
  let anchor = { time: clock.now(), uptime: clock.uptime(), wall: clock.now() };
  const now = (): Instant => anchor.time + (clock.uptime() - anchor.uptime);
  const byWall = (): Instant => anchor.time + (clock.now() - anchor.wall);
  return {
    now,
    latest: () => Math.max(now(), byWall()),
    skew: () => now() - clock.now(),
    local: (at) => at - now() + clock.now(),
    uptimeOf: (at) => at - now() + clock.uptime(),
    learn: (serverTime) => {
      // The header was cut to the second: on average it is half a second older.
      const measured = serverTime + 500;
      const moved = Math.abs(measured - now()) > NOISE;
      anchor = { time: moved ? measured : now(), uptime: clock.uptime(), wall: clock.now() };
      return moved;
    },
    disturbed: () => Math.abs(byWall() - now()) > NOISE,
  };
};
