import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet, quietEnds, quietHoursOf, type TimeOfDay } from '../../../app/session/quiet.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The clock on a wall in a time zone. */
const wallIn = (timeZone: string): TimeOfDay => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const [hour = 0, minute = 0, second = 0] = format.format(at).split(':').map(Number);
    return hour * 3600 + minute * 60 + second;
  };
};

const berlin = wallIn('Europe/Berlin');
const night = { from: 22 * 3600, to: 7 * 3600 };

describe('quiet hours', () => {
  it.each([
    ['22:00-07:00', night],
    ['00:30-23:59', { from: 1800, to: 86_340 }],
    ['off', null],
    ['', null],
    ['22:00', null],
    ['24:00-07:00', null],
    ['22:60-07:00', null],
    ['07:00-07:00', null],
  ])('"%s"', (text, hours) => {
    expect(quietHoursOf(text)).toEqual(hours);
  });

  it.each([
    ['21:59:59', false],
    ['22:00:00', true],
    ['00:00:00', true],
    ['06:59:59', true],
    ['07:00:00', false],
    ['12:00:00', false],
  ])('over midnight: at %s it is quiet: %s', (clock, quiet) => {
    expect(isQuiet(night, Date.parse(`2026-11-24T${clock}+01:00`), berlin)).toBe(quiet);
  });

  it.each([
    ['08:59', false],
    ['09:00', true],
    ['16:59', true],
    ['17:00', false],
  ])('within a day: at %s it is quiet: %s', (clock, quiet) => {
    const hours = { from: 9 * 3600, to: 17 * 3600 };
    expect(isQuiet(hours, Date.parse(`2026-11-24T${clock}:00+01:00`), berlin)).toBe(quiet);
  });

  it.each([
    ['a usual night', '2026-11-24T23:00+01:00', '2026-11-25T07:00+01:00'],
    ['the night an hour is missing', '2026-03-28T23:00+01:00', '2026-03-29T07:00+02:00'],
    ['the night an hour comes twice', '2026-10-24T23:00+02:00', '2026-10-25T07:00+01:00'],
  ])('of %s end by the clock on the wall', (_, now, end) => {
    expect(quietEnds(night, Date.parse(now), berlin)).toBe(Date.parse(end));
  });

  it('that would end in a missing hour end with it', () => {
    const hours = { from: 22 * 3600, to: 2.5 * 3600 };
    expect(quietEnds(hours, Date.parse('2026-03-28T23:00+01:00'), berlin)).toBe(
      Date.parse('2026-03-29T03:00+02:00'),
    );
  });

  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  );
  /** Around the nights in which clocks are set. */
  const moment = fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-25', '2026-11-01'),
      fc.integer({ min: -DAY, max: DAY }),
    )
    .map(([day, by]) => Date.parse(`${day}T00:00Z`) + by);
  const time = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 900);

  it('end at the first minute that is not quiet, in every zone and night', () => {
    fc.assert(
      fc.property(zone, moment, time, time, (name, now, from, to) => {
        const wall = wallIn(name);
        const hours = { from, to };
        if (from === to || !isQuiet(hours, now, wall)) return;
        let minute = Math.ceil(now / MINUTE) * MINUTE;
        while (isQuiet(hours, minute, wall)) minute += MINUTE;
        expect(quietEnds(hours, now, wall)).toBe(minute);
      }),
      { numRuns: 60 },
    );
  });
});
