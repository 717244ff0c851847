import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTimestamp, parseTimestamp } from '../../../app/credentials/timestamp.ts';

/** Years 0..9999, to the millisecond. */
const instants = fc
  .date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .map((date) => date.getTime());

describe('an instant as text', () => {
  it('is what Date writes', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const expected = new Date(instant).toISOString().replace('.000Z', 'Z');
        expect(isoTimestamp(instant, 'Z')).toBe(expected);
      }),
    );
  });

  it('is written as stslib writes it', () => {
    expect(isoTimestamp(Date.UTC(2017, 9, 22, 15, 36, 14))).toBe('2017-10-22T15:36:14+00:00');
  });

  it('reads back as the same instant', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom('Z', '+00:00'), (instant, zone) => {
        expect(parseTimestamp(isoTimestamp(instant, zone))).toBe(instant);
      }),
    );
  });
});

describe('a text as an instant', () => {
  it('is what Date reads, in any zone', () => {
    const two = (value: number): string => String(value).padStart(2, '0');
    const zone = fc
      .tuple(
        fc.constantFrom('+', '-'),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
      )
      .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`);
    fc.assert(
      fc.property(instants, zone, (instant, offset) => {
        const text = isoTimestamp(instant, 'Z').replace('Z', offset);
        expect(parseTimestamp(text)).toBe(Date.parse(text));
      }),
    );
  });

  it('exists for every day that Date knows, and for no other', () => {
    const two = (value: number): string => String(value).padStart(2, '0');
    for (const year of [1900, 1999, 2000, 2023, 2024, 2100, 2400]) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const text = `${year}-${two(month)}-${two(day)}T00:00:00Z`;
          const known = new Date(text);
          // Date rolls the 30th of February over into March.
          const exact = !Number.isNaN(known.getTime()) && known.getUTCDate() === day;
          expect([text, parseTimestamp(text)]).toEqual([text, exact ? known.getTime() : null]);
        }
      }
    }
  });

  const at = Date.UTC(2018, 6, 4, 5, 46, 53);
  it.each([
    ['2018-07-04T05:46:53Z', at],
    ['2018-07-04 05:46:53+00:00', at],
    ['2018-07-04t05:46:53z', at],
    ['2018-07-04T07:46:53+0200', at],
    ['2018-07-04T05:46:53.5Z', at + 500],
    ['2018-07-04T05:46:53,123Z', at + 123],
    ['2018-07-04T05:46:53.123456789Z', at + 123],
    ['2018-07-04T05:46:53.9999Z', at + 999],
    ['2018-07-04T05:46:60Z', at + 7000],
    // Without a zone it could be any hour.
    ['2018-07-04T05:46:53', null],
    ['2018-07-04', null],
    ['2018-07-04T24:00:00Z', null],
    ['2018-07-04T05:60:00Z', null],
    ['2018-07-04T05:46:61Z', null],
    ['2018-07-04T05:46:53+24:00', null],
    ['2018-07-04T05:46:53Z\n', null],
    [' 2018-07-04T05:46:53Z', null],
    ['1530683213', null],
    ['', null],
  ])('of %j is %s', (text, instant) => {
    expect(parseTimestamp(text)).toBe(instant);
  });
});
