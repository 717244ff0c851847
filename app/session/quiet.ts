import type { Instant, Seconds } from '../model.ts';

/** Hours of each day in which nothing is told, in seconds since midnight; `from` after `to`: over midnight. */
export type QuietHours = { readonly from: Seconds; readonly to: Seconds };

/** What the clock on the wall shows at an instant, in seconds since midnight, 0 to 86399. */
export type TimeOfDay = (at: Instant) => Seconds;

/** Clocks are set, and zones begin, at full quarters of an hour. */
const QUARTER = 900_000;
/** In s. */
const DAY = 86_400;
/** More than the longest night, however the clocks were set in it. */
const MOST_STEPS = 4 * 50;

const TIMES = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** From `22:00-07:00`; null: `off`, or no such hours. */
export const quietHoursOf = (text: string): QuietHours | null => {
  const [, ...numbers] = TIMES.exec(text)?.map(Number) ?? [];
  const [hour, minute, hourTo, minuteTo] = numbers;
  if (hour === undefined || minute === undefined) return null;
  if (hourTo === undefined || minuteTo === undefined) return null;
  const from = hour * 3600 + minute * 60;
  const to = hourTo * 3600 + minuteTo * 60;
  return from === to ? null : { from, to };
};

/** Whether an instant lies in quiet hours, by the clock on the wall. */
export const isQuiet = (hours: QuietHours | null, at: Instant, timeOfDay: TimeOfDay): boolean => {
  if (hours === null) return false;
  const { from, to } = hours;
  const time = timeOfDay(at);
  return from < to ? time >= from && time < to : time >= from || time < to;
};

/**
 * When the quiet hours end that `now` lies in: the first instant that is not quiet, to the ms. Not reckoned by the
 * clock on the wall, which is set forward and back in some nights, but looked for.
 */
export const quietEnds = (hours: QuietHours, now: Instant, timeOfDay: TimeOfDay): Instant => {
  let quiet = now;
  let loud = now;
  for (let step = 0; step < MOST_STEPS && isQuiet(hours, loud, timeOfDay); step += 1) {
    quiet = loud;
    // Not over a short while that is not quiet.
    const left = (hours.to - timeOfDay(loud) + DAY) % DAY;
    loud += Math.min(QUARTER, Math.max(1, left) * 1000);
  }
  while (loud - quiet > 1) {
    const middle = Math.floor((quiet + loud) / 2);
    if (isQuiet(hours, middle, timeOfDay)) quiet = middle;
    else loud = middle;
  }
  return loud;
};
