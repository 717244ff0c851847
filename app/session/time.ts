import type { Clock } from '../ports.ts';
import type { Instant } from '../model.ts';

/** What is rounded between instants and the clock that nobody sets, whose grain is 16 ms at most, costs so many ms. */
export const GRAIN = 20;

/** Whether a wake-up is armed already for a moment: it is still to come, and but for the grain it is that moment. */
export const isArmed = (armed: Instant | null, at: Instant | null, now: Instant): boolean =>
  armed === null || at === null ? armed === at : Math.abs(at - armed) <= GRAIN && armed > now;

/** Date headers have whole seconds, and clocks drift: a move of the time within so many ms is noise. */
export const NOISE = 2_500;

/**
 * STS's time, as well as it is known: this computer's clock until the first Date header, from then on that header
 * carried on by a clock that nobody can set. So neither sleep nor a changed clock moves an expiry, and a clock that is
 * put right while nothing was heard of STS yet is believed. Whole ms, rounded down: a wake-up is never early by it.
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
  /** The instant of a moment on the scale of `Clock.uptime`, by what is known of the time now. */
  at(uptime: number): Instant;
  /** The same of what was dated `at` when it happened: it keeps that date unless the time moved since by more than noise. */
  redated(uptime: number, at: Instant): Instant;
  /** Takes in a Date header, of an answer that took so long, ms, to come; true when it moved the time. */
  learn(serverTime: Instant, took: number): boolean;
  /** Whether STS was heard of since the start; before, nothing is known of the skew. */
  isLearnt(): boolean;
  /** Whether this computer's clock was set, or the machine paused, since the time was last anchored. */
  disturbed(): boolean;
};

export const createTime = (clock: Clock): Time => {
  let anchor = { time: clock.now(), uptime: clock.uptime(), wall: clock.now() };
  let learnt = false;
  const byUptime = (): Instant => Math.floor(anchor.time + (clock.uptime() - anchor.uptime));
  const byWall = (): Instant => Math.floor(anchor.time + (clock.now() - anchor.wall));
  const now = (): Instant => (learnt ? byUptime() : byWall());
  const disturbed = (): boolean => Math.abs(byWall() - byUptime()) > NOISE;
  /** The same until something happens: the grain of two clocks would make every shown instant tremble. */
  const skew = (): number => (disturbed() ? now() - clock.now() : anchor.time - anchor.wall);
  const at = (uptime: number): Instant => Math.floor(now() - (clock.uptime() - uptime));
  return {
    now,
    latest: () => Math.max(byUptime(), byWall()),
    skew,
    local: (instant) => instant - skew(),
    uptimeOf: (instant) => instant - now() + clock.uptime(),
    at,
    redated: (uptime, dated) => {
      const reckoned = at(uptime);
      return Math.abs(reckoned - dated) <= NOISE ? dated : reckoned;
    },
    learn: (serverTime, took) => {
      // The header was cut to the second, and written at some moment while the answer came: taken is the middle of both.
      const unsure = (1000 + took) / 2;
      const measured = Math.floor(serverTime + unsure);
      // What a slow network explains moves nothing: it would spend the steps of codes that nobody sent.
      const moved = Math.abs(measured - now()) > NOISE + took / 2;
      // One that took long settles nothing either: it leaves too much room for how long a machine was paused.
      if (moved || (disturbed() && took <= NOISE))
        anchor = { time: moved ? measured : now(), uptime: clock.uptime(), wall: clock.now() };
      learnt = true;
      return moved;
    },
    isLearnt: () => learnt,
    disturbed,
  };
};
