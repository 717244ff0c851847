import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShort, lifetimeLeft, renewalProgress } from '../../../app/credentials/lifetime.ts';
import type { Held } from '../../../app/model.ts';
import { canSign, dueAt } from '../../../app/session/expiry.ts';
import { defaultSettings, type Settings } from '../../../app/settings.ts';
import { lifetimeWords, renewalWords } from '../../../app/view/words/lifetime.ts';
import { exactWords } from '../../../app/view/words/time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const start = Date.UTC(2024, 2, 1, 9, 30, 0, 250);

const held = (obtainedAt: number, life: number, change: Partial<Held> = {}): Held => ({
  obtainedAt,
  expiresAt: obtainedAt + life,
  withCode: false,
  underSessionOf: start,
  arn: null,
  packedPolicySize: null,
  madeFor: 'x',
  ...change,
});

const sessionOf = (life: number): Held =>
  held(start, life, { withCode: true, underSessionOf: null });

describe('a length of time in words', () => {
  it.each([
    [0, '0 s'],
    [1, '1 s'],
    [59, '59 s'],
    [60, '1 min'],
    [61, '1 min 1 s'],
    [3599, '59 min 59 s'],
    [3600, '1 h'],
    [3612, '1 h 12 s'],
    [14_352, '3 h 59 min 12 s'],
    [86_399, '23 h 59 min 59 s'],
    [86_400, '1 d'],
    [129_600, '1 d 12 h'],
    [129_599, '1 d 11 h 59 min 59 s'],
  ])('of %s s is "%s" (ST5)', (seconds, words) => {
    expect(exactWords(seconds)).toBe(words);
  });
});

describe('what is left', () => {
  it('is told in numbers and in words, to the second (ST5)', () => {
    const life = held(start, 36 * HOUR);
    expect(lifetimeLeft(life, start + 8 * HOUR + 48_000)).toEqual({
      totalSeconds: 100_752,
      days: 1,
      hours: 3,
      minutes: 59,
      seconds: 12,
      percent: 77,
      words: '1 d 3 h 59 min 12 s',
    });
  });

  it.each([
    [HOUR + 1, 0, 0],
    [HOUR, 0, 0],
    [HOUR - 1, 1, 0],
    [HOUR - 1000, 1, 0],
    [HOUR - 1001, 2, 0],
    [HOUR - 36_000, 36, 1],
    [30 * MINUTE, 1800, 50],
    [1, 3600, 99],
    [0, 3600, 100],
    // A clock set back.
    [-MINUTE, 3660, 100],
  ])('of an hour after %s ms is %s s, %s percent (ST5)', (after, totalSeconds, percent) => {
    const left = lifetimeLeft(held(start, HOUR), start + after);
    expect([left.totalSeconds, left.percent]).toEqual([totalSeconds, percent]);
  });

  it('has parts that make up the whole, and is nothing exactly when it has ended (ST5)', () => {
    const lives = fc.integer({ min: 0, max: 36 * HOUR });
    fc.assert(
      fc.property(lives, fc.integer({ min: -HOUR, max: 40 * HOUR }), (life, after) => {
        const left = lifetimeLeft(held(start, life), start + after);
        const { days, hours, minutes, seconds } = left;
        expect(((days * 24 + hours) * 60 + minutes) * 60 + seconds).toBe(left.totalSeconds);
        expect(left.totalSeconds === 0).toBe(after >= life);
        expect([hours < 24, minutes < 60, seconds < 60]).toEqual([true, true, true]);
      }),
    );
  });

  it('never grows as time goes on (ST5)', () => {
    const steps = fc.tuple(fc.nat(2 * HOUR), fc.nat(HOUR));
    fc.assert(
      fc.property(steps, ([after, step]) => {
        const now = lifetimeLeft(held(start, HOUR), start + after);
        const later = lifetimeLeft(held(start, HOUR), start + after + step);
        expect(later.totalSeconds).toBeLessThanOrEqual(now.totalSeconds);
        expect(later.percent).toBeLessThanOrEqual(now.percent);
      }),
    );
  });
});

/** Every renewal from a first grant on, as the engine makes them: one after the other, each when the last is due. */
const played = (session: Held, first: Held, settings: Settings, from: number): readonly Held[] => {
  const grants = [first];
  let now = from;
  for (let current = first; ;) {
    now = Math.max(now, dueAt(current, session, settings));
    if (!canSign(session, now)) return grants;
    current = held(now, first.expiresAt - first.obtainedAt);
    grants.push(current);
  }
};

const settingsOf = (renewWindow: number): Settings => ({ ...defaultSettings, renewWindow });

/** Whole seconds in threes, so that a third of them is whole too and no rounding decides. */
const threes = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min / 3, max: max / 3 }).map((thirds) => thirds * 3);

/** Lives in seconds: those AWS gives, and the short ones of other servers. */
const lives = fc.oneof(
  fc.record({
    session: fc.integer({ min: 900, max: 129_600 }),
    life: threes(900, 43_200),
  }),
  fc.record({
    session: fc.integer({ min: 10, max: 3600 }),
    life: threes(6, 60),
  }),
);

const cases = fc
  .record({
    lives,
    settings: fc.integer({ min: 1, max: 43_200 }).map(settingsOf),
    late: fc.double({ min: 0, max: 0.99, noNaN: true }),
  })
  .map(({ lives: { session, life }, settings, late }) => ({
    session: sessionOf(session * 1000),
    life: life * 1000,
    settings,
    at: start + Math.floor(session * 1000 * late),
  }));

describe('what is left of how much', () => {
  it.each([
    [12 * HOUR, 8 * HOUR + 48_000, '3 h 59 min 12 s left of 12 h, 33 %'],
    // STS cuts off parts of a second, and the answer took its time.
    [12 * HOUR - 1250, 0, '11 h 59 min 59 s left of 12 h, 100 %'],
    [36 * HOUR, 0, '1 d 12 h left of 1 d 12 h, 100 %'],
    [90_000, 60_000, '30 s left of 1 min 30 s, 33 %'],
    [HOUR, HOUR, '0 s left of 1 h, 0 %'],
    [HOUR, -MINUTE, '1 h 1 min left of 1 h, 100 %'],
  ])('of %s ms after %s ms is "%s" (ST5)', (life, after, words) => {
    expect(lifetimeWords(held(start, life), start + after)).toBe(words);
  });
});

describe('credentials that SDKs find old when they come', () => {
  it.each([
    [900_000, true],
    [899_000, true],
    // Clocks may differ by a few seconds.
    [905_000, true],
    [905_001, false],
    [HOUR, false],
  ])('of %s ms: %s (ST5)', (life, short) => {
    expect(isShort(held(start, life))).toBe(short);
  });
});

describe('renewals under a session', () => {
  it('are counted as many as there will be (ST3)', () => {
    fc.assert(
      fc.property(cases, ({ session, life, settings, at }) => {
        const role = held(at, life);
        const progress = renewalProgress(role, session, settings, at);
        const coming = played(session, role, settings, at).length - 1;
        expect(progress === null ? null : progress.total - progress.done).toBe(coming);
      }),
    );
  });

  it('are counted one by one, up to all of them (ST3)', () => {
    fc.assert(
      fc.property(cases, ({ session, life, settings }) => {
        const grants = played(session, held(start, life), settings, start);
        const told = grants.map((grant) => {
          const progress = renewalProgress(grant, session, settings, grant.obtainedAt);
          return [progress?.done, progress?.total];
        });
        expect(told).toEqual(grants.map((_, index) => [index, grants.length - 1]));
      }),
    );
  });

  it('are counted right though answers take time and expiries are cut to the second (ST3)', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1 });
    fc.assert(
      fc.property(delays, fc.constantFrom(900, 1800, 3600), (waits, seconds) => {
        const session = sessionOf(12 * HOUR);
        const told: (number | undefined)[] = [];
        let now = start;
        for (let index = 0; ; index += 1) {
          now += waits[index % waits.length] ?? 0;
          const expiresAt = Math.floor(now / 1000) * 1000 + seconds * 1000;
          const role = held(now, expiresAt - now);
          told.push(renewalProgress(role, session, defaultSettings, now)?.done);
          now = dueAt(role, session, defaultSettings);
          if (!canSign(session, now)) break;
        }
        expect(told).toEqual(told.map((_, index) => index));
      }),
    );
  });

  it('after a sleep count from the moment of waking (ST3)', () => {
    const session = sessionOf(5 * HOUR);
    const role = held(start, HOUR);
    const awake = start + 4 * HOUR + 50 * MINUTE;
    const coming = played(session, role, defaultSettings, awake).length - 1;
    const progress = renewalProgress(role, session, defaultSettings, awake);
    expect([progress?.done, progress?.total]).toEqual([0, coming]);
  });

  it('of a role from the session before start anew (ST3)', () => {
    const session = sessionOf(5 * HOUR);
    const role = held(start - 30 * MINUTE, HOUR, { underSessionOf: start - 10 * HOUR });
    expect(renewalProgress(role, session, defaultSettings, start)).toMatchObject({ done: 0 });
  });

  it.each([
    ['a role with a code of its own', { withCode: true }, {}],
    ['a role straight from the key', { underSessionOf: null }, {}],
    ['a session that renews without a code', {}, { withCode: false }],
    ['a role without any life', { expiresAt: start }, {}],
  ] as const)('are not counted for %s (ST3)', (_, role, session) => {
    const under = { ...sessionOf(12 * HOUR), ...session };
    expect(renewalProgress(held(start, HOUR, role), under, defaultSettings, start)).toBeNull();
  });

  it('are told as product and seed tell them (ST3)', () => {
    const told = (done: number, total: number, left: number): string =>
      renewalWords({
        done,
        total,
        left: lifetimeLeft(held(start, 5 * HOUR), start + 5 * HOUR - left),
      });
    expect(told(2, 5, 4 * HOUR - 1000)).toBe('renewal 2 of 5, 3 h 59 min left');
    expect(told(5, 5, 59_000)).toBe('renewal 5 of 5, 59 s left');
    expect(told(0, 0, HOUR)).toBe('no renewal before the session ends, 1 h left');
  });

  it('make "renewal 2 of 8" of two in five hours of one-hour roles (ST3, ST5)', () => {
    const session = sessionOf(5 * HOUR);
    const [, , second] = played(session, held(start, HOUR), defaultSettings, start);
    const now = (second?.obtainedAt ?? 0) + 12_000;
    const progress =
      second === undefined ? null : renewalProgress(second, session, defaultSettings, now);
    expect(progress === null ? '' : renewalWords(progress)).toBe('renewal 2 of 8, 3 h 39 min left');
  });
});
