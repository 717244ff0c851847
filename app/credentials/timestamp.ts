import type { Instant } from '../model.ts';

/**
 * Instants as text and back, ISO 8601, without Date (time is an argument in app, and Date would guess zones).
 * Days are counted by the civil calendar: years run from March, so that the leap day is a year's last.
 */
const DAY = 86_400_000;
const DAYS_IN_ERA = 146_097;

const daysFromCivil = (year: number, month: number, day: number): number => {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - 719_468;
};

const civilFromDays = (days: number): { year: number; month: number; day: number } => {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((shiftedMonth + 2) % 12) + 1;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
};

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * An instant (ms since 1970, years 0..9999) as Python's isoformat writes it and every SDK reads it:
 * `2017-10-22T15:36:14+00:00`, with milliseconds only where there are some.
 */
export const isoTimestamp = (instant: Instant, zone: 'Z' | '+00:00' = '+00:00'): string => {
  const whole = Math.floor(instant);
  const { year, month, day } = civilFromDays(Math.floor(whole / DAY));
  const ms = ((whole % DAY) + DAY) % DAY;
  const seconds = Math.floor(ms / 1000);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = ms % 1000 === 0 ? '' : `.${pad(ms % 1000, 3)}`;
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return `${date}T${time.map((part) => pad(part, 2)).join(':')}${fraction}${zone}`;
};

const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,18}))?(?:[Zz]|([+-])(\d\d):?(\d\d))$/;

/**
 * ISO 8601 with a zone as ms since 1970, rounded down; `T` or a space between date and time, a fraction of any length
 * (other servers write nanoseconds). Null for anything else, also for a text without a zone: it could mean any hour.
 */
export const parseTimestamp = (text: string): Instant | null => {
  const found = SHAPE.exec(text);
  if (found === null) return null;
  const part = (index: number): number => Number(found[index] ?? '0');
  const days = daysFromCivil(part(1), part(2), part(3));
  const civil = civilFromDays(days);
  // The 31st of April is another day when counted back.
  if (part(2) < 1 || part(2) > 12 || civil.month !== part(2) || civil.day !== part(3)) return null;
  // 60 is a leap second.
  if (part(4) > 23 || part(5) > 59 || part(6) > 60 || part(9) > 23 || part(10) > 59) return null;
  const ms = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (part(9) * 60 + part(10)) * 60_000 * (found[8] === '-' ? -1 : 1);
  return days * DAY + ((part(4) * 60 + part(5)) * 60 + part(6)) * 1000 + ms - offset;
};
