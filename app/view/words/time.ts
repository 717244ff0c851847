import type { Instant, Seconds } from '../../model.ts';
import { language, t } from './say.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * What is left, as a person says it: "48 s", "9 min 05", "42 min", "7 h 05". Minutes above ten minutes, seconds
 * below. Seconds are rounded up, so "1 s" stands until the end itself; nothing is ever below "0 s".
 */
export const leftWords = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < MINUTE) return t`${seconds} s`;
  const minutes = Math.floor(seconds / MINUTE);
  if (seconds < 10 * MINUTE) return t`${minutes} min ${two(seconds % MINUTE)}`;
  if (seconds < HOUR) return t`${minutes} min`;
  return t`${Math.floor(seconds / HOUR)} h ${two(minutes % 60)}`;
};

/** What a copy has left in the clipboard, ms: as above, but in seconds below 100 s, for which a row has the room. */
export const clearsWords = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return seconds < 100 ? t`${seconds} s` : leftWords(ms);
};

/** A length of time that does not run: "12 h", "1 h 30 min", "20 min", "90 s". */
export const durationWords = (seconds: Seconds): string => {
  if (seconds < 2 * MINUTE && seconds % MINUTE !== 0) return t`${seconds} s`;
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  const rest = seconds % MINUTE;
  return [
    hours > 0 ? t`${hours} h` : '',
    minutes > 0 ? t`${minutes} min` : '',
    rest > 0 ? t`${rest} s` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
};

/** A length of time to the second, without the units there are none of: "1 d 12 h", "3 h 59 min 12 s", "0 s". */
export const exactWords = (total: Seconds): string => {
  const days = Math.floor(total / DAY);
  const hours = Math.floor((total % DAY) / HOUR);
  const minutes = Math.floor((total % HOUR) / MINUTE);
  const seconds = total % MINUTE;
  const words = [
    days > 0 ? t`${days} d` : '',
    hours > 0 ? t`${hours} h` : '',
    minutes > 0 ? t`${minutes} min` : '',
    seconds > 0 || total === 0 ? t`${seconds} s` : '',
  ];
  return words.filter((part) => part !== '').join(' ');
};

type Formats = {
  readonly clock: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly weekday: Intl.DateTimeFormat;
};

/** Times are written for 24 hours in every locale: "14:32" is short and cannot be misread. */
const formats = (timeZone: string | undefined): Formats => {
  const zone = timeZone === undefined ? {} : { timeZone };
  return {
    clock: new Intl.DateTimeFormat(language().intl, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...zone,
    }),
    day: new Intl.DateTimeFormat(language().intl, { dateStyle: 'short', ...zone }),
    weekday: new Intl.DateTimeFormat(language().intl, { weekday: 'short', ...zone }),
  };
};

/** How long formats are kept, in ms: making them costs more than all else that a row says. */
const KEPT = 600_000;
const kept = new Map<string, Formats>();

/** Formats for this while; made anew after it, so that a journey into another time zone shows. */
const formatsAt = (now: Instant, timeZone: string | undefined): Formats => {
  const key = `${language().code} ${timeZone ?? ''} ${Math.floor(now / KEPT)}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = formats(timeZone);
  kept.clear();
  kept.set(key, made);
  return made;
};

/** The time of day: "14:32". In the computer's own zone unless one is named. */
export const clockWords = (at: Instant, timeZone?: string): string =>
  formats(timeZone).clock.format(at);

/** The time of day, with the weekday when it is not today's: "14:32", "Tue 02:10". */
export const momentWords = (at: Instant, now: Instant, timeZone?: string): string => {
  const { clock, day, weekday } = formatsAt(now, timeZone);
  return day.format(at) === day.format(now)
    ? clock.format(at)
    : `${weekday.format(at)} ${clock.format(at)}`;
};

/** Words for many instants at once, such as a long list's. */
type Calendar = {
  /** "Today", "Monday, 23 November"; of another year with it. */
  day(at: Instant): string;
  /** "14:32". */
  time(at: Instant): string;
};

/** Formats are made once for all of them: that costs more than what they say. */
export const calendarAt = (now: Instant, timeZone?: string): Calendar => {
  const part = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(
      language().intl,
      timeZone === undefined ? options : { ...options, timeZone },
    );
  const { clock } = formatsAt(now, timeZone);
  const weekday = part({ weekday: 'long' });
  const date = part({ day: 'numeric', month: 'long' });
  const year = part({ year: 'numeric' });
  const thisYear = year.format(now);
  const today = `${date.format(now)} ${thisYear}`;
  return {
    day: (at) => {
      const [day, ofYear] = [date.format(at), year.format(at)];
      if (`${day} ${ofYear}` === today) return t`Today`;
      return `${weekday.format(at)}, ${day}${ofYear === thisYear ? '' : ` ${ofYear}`}`;
    },
    time: (at) => clock.format(at),
  };
};

/** "ends 14:32, in 12 min"; of what is over: "ended 14:32". */
export const endsWords = (endsAt: Instant, now: Instant, timeZone?: string): string =>
  endsAt <= now
    ? t`ended ${momentWords(endsAt, now, timeZone)}`
    : t`ends ${momentWords(endsAt, now, timeZone)}, in ${leftWords(endsAt - now)}`;
