import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursWithin, timelineOf, type Bar, type Timeline } from '../../../app/view/timeline.ts';
import type { NoticeMark } from '../../../app/view/notice-view.ts';
import type { Next, Phase, RoleRow, WindowSnapshot } from '../../../app/view/window.ts';
import { barWords } from '../../../app/view/words.ts';
import { madeRow, roleRow, sessionRow, snapshot } from '../../support/snapshots.ts';

// 09:40 by UTC.
const NOW = Date.parse('2026-11-24T09:40:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const fresh = (endsAt: number, renews: boolean, obtainedAt = NOW): Phase => ({
  kind: 'fresh',
  obtainedAt,
  endsAt,
  renews,
});
const group = (rows: readonly RoleRow[]) => ({ account: '111122223333', alias: null, rows });
const noticed = (end: NoticeMark['end']): NoticeMark => ({
  lead: { seconds: 600, chosen: false },
  end,
});
const session = (endsAt: number, identity = 'ada', end: NoticeMark['end'] = 'goes-on') =>
  sessionRow(identity, { phase: fresh(endsAt, false), notice: noticed(end) });
const underSession = (name: string, sessionEndsAt: number, over: Partial<RoleRow> = {}) =>
  roleRow(name, {
    phase: fresh(NOW + HOUR, true),
    renewals: { done: 0, total: 3, sessionEndsAt },
    ...over,
  });

const drawn = (parts: Partial<WindowSnapshot>): Timeline => {
  const timeline = timelineOf(snapshot(parts), NOW);
  if (timeline === null) throw new Error('nothing is drawn');
  return timeline;
};
const bar = (timeline: Timeline, id: string): Bar => {
  const found = timeline.bars.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no bar ${id}`);
  return found;
};
const minutes = (at: number): number => Math.round((at - NOW) / MINUTE);
const span = ({ from, to }: Timeline): number => Math.round((to - from) / MINUTE / 1.04);

describe('the scale of the timeline', () => {
  it.each([
    [10, 15],
    [29, 60],
    [55, 60],
    [60, 90],
    [3 * 60, 4 * 60],
    [12 * 60, 13 * 60],
    [36 * 60, 38 * 60],
  ])('with the last end in %i min shows %i min', (end, shown) => {
    expect(span(drawn({ sessions: [session(NOW + end * MINUTE)] }))).toBe(shown);
  });

  it('follows the session that roles are renewed under, not their next end', () => {
    const roles = [underSession('dev', NOW + 3 * HOUR)];
    expect(span(drawn({ groups: [group(roles)] }))).toBe(240);
  });
});

describe('the hours of the timeline', () => {
  const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);
  const over = (hours: number): Timeline => drawn({ sessions: [session(NOW + hours * HOUR)] });

  it.each([
    // An hour or a day to come, with usual and with doubled text, in the narrowest window and a wide one.
    ['12 h, 320 px', 12, 184, 33, ['12:00', '15:00', '18:00', '21:00']],
    ['12 h, 320 px, twice the text', 12, 294, 66, ['12:00', '18:00']],
    ['12 h, 380 px', 12, 247, 33, ['12:00', '15:00', '18:00', '21:00']],
    ['12 h, 600 px', 12, 400, 33, ['10:00', '12:00', '14:00', '16:00', '18:00', '20:00', '22:00']],
    ['50 min, 320 px', 50 / 60, 184, 33, ['09:45', '10:00', '10:15', '10:30']],
    ['50 min, twice the text', 50 / 60, 294, 66, ['10:00', '10:30']],
    ['36 h, twice the text', 36, 294, 66, ['12:00', '00:00', '12:00']],
    ['12 h, room for one', 12, 90, 66, ['18:00']],
    ['12 h, room for none', 12, 40, 66, []],
  ])('for %s are those there is room for', (_, hours, axis, label, written) => {
    const found = hoursWithin(over(hours), 0, { axis, beside: 10, label });
    expect(found.map(({ at }) => clock(at))).toEqual(written);
  });

  it('are whole ones of the person’s clock', () => {
    const found = hoursWithin(over(3.5), 5.5 * HOUR, { axis: 184, beside: 10, label: 33 });
    expect(found.length).toBeGreaterThan(1);
    expect(found.map(({ at }) => (at + 5.5 * HOUR) % HOUR)).toEqual(found.map(() => 0));
  });

  it('are two wherever two fit, at any time of the day', () => {
    const minutes = fc.integer({ min: -12 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 15, max: 36 * 60 }), (east, length) => {
        const timeline = over(length / 60);
        const [axis, beside] = [294, 10];
        // Room for two and for the widest gap at either edge, to the next full five minutes.
        const gap = ((5 * MINUTE) / (timeline.to - timeline.from)) * axis;
        const label = (axis * 0.96 + 2 * beside - 2 * gap) / 2.3;
        const found = hoursWithin(timeline, east * MINUTE, { axis, beside, label });
        expect(found.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('never touch and are never cut off, whatever room there is', () => {
    const room = fc.record({
      axis: fc.integer({ min: 1, max: 2000 }),
      beside: fc.integer({ min: 0, max: 20 }),
      label: fc.integer({ min: 10, max: 200 }),
    });
    const hours = fc.double({ min: 0.01, max: 36, noNaN: true });
    fc.assert(
      fc.property(room, hours, (place, length) => {
        const { axis, beside, label } = place;
        const middles = hoursWithin(over(length), 0, place).map(({ x }) => x * axis);
        for (const [at, middle] of middles.entries()) {
          expect(middle).toBeGreaterThanOrEqual(label / 2 - beside - 0.001);
          expect(middle).toBeLessThanOrEqual(axis + beside - label / 2 + 0.001);
          expect(middle - (middles[at - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(label);
        }
      }),
    );
  });
});

describe('a bar of the timeline', () => {
  const timeline = drawn({
    sessions: [session(NOW + 3 * HOUR)],
    groups: [
      group([
        underSession('dev', NOW + 3 * HOUR),
        roleRow('once', { phase: fresh(NOW + HOUR, false) }),
        roleRow('free', { phase: fresh(NOW + HOUR, true) }),
        roleRow('off'),
      ]),
    ],
    made: [madeRow('fed', { phase: fresh(NOW + 2 * HOUR, false) })],
    needsYouAt: NOW + 3 * HOUR,
  });

  it('is there for whatever is held, sessions first, then what ends first', () => {
    expect(timeline.bars.map(({ id }) => id)).toEqual([
      'session:ada',
      'role:free',
      'role:once',
      'made:fed',
      'role:dev',
    ]);
  });

  it('goes on, renewed, until its session ends, with a mark for each renewal', () => {
    const dev = bar(timeline, 'role:dev');
    expect(dev.until).toBe(NOW + 3 * HOUR);
    // An hour less the window of 20 min, each time.
    expect(dev.renewals.map(minutes)).toEqual([40, 80, 120, 160]);
    expect(dev.ticks).toHaveLength(4);
    expect(dev.renewed?.x).toBeCloseTo(dev.held.x + dev.held.width);
    expect((dev.renewed?.x ?? 0) + (dev.renewed?.width ?? 0)).toBeCloseTo(
      timeline.needsYou?.x ?? 0,
    );
  });

  it('ends with its life where only a person can renew it', () => {
    expect(bar(timeline, 'role:once')).toMatchObject({ renewed: null, until: null, ticks: [] });
    expect(bar(timeline, 'session:ada')).toMatchObject({ renewed: null, until: null });
  });

  it('goes on to the end of the axis where nobody is ever needed', () => {
    const free = bar(timeline, 'role:free');
    expect(free.until).toBeNull();
    expect((free.renewed?.x ?? 0) + (free.renewed?.width ?? 0)).toBeCloseTo(1);
  });

  it.each([
    ['session:ada', 'ends 12:40, in 3 h 00; then it needs you'],
    ['role:dev', 'ends 10:40, in 1 h 00; 4 renewals until its session ends 12:40'],
    ['role:once', 'ends 10:40, in 1 h 00; then it needs you'],
    ['role:free', 'ends 10:40, in 1 h 00; renewed 10:20 by itself'],
  ])('of %s says in words: %s', (id, words) => {
    expect(barWords(bar(timeline, id), NOW, 'UTC')).toBe(words);
  });
});

describe('the end of a bar', () => {
  const EARLY = NOW + 3 * HOUR;
  const LATE = NOW + 8 * HOUR;
  const lasting = fresh(NOW + HOUR, true);
  const chained = { renewals: { done: 0, total: 3, sessionEndsAt: LATE } };
  const ends: Next = { kind: 'ends', at: NOW + HOUR };
  const timeline = drawn({
    sessions: [
      session(EARLY, 'ada'),
      session(LATE, 'bea', 'ends'),
      sessionRow('own', { phase: fresh(NOW + HOUR, true), notice: noticed('goes-on') }),
    ],
    groups: [
      group([
        underSession('under-ada', EARLY),
        underSession('under-bea', LATE, { notice: noticed('ends') }),
        roleRow('under-own', { ...chained, phase: lasting, chain: ['own', 'under-own'] }),
        roleRow('own-code', { phase: fresh(EARLY, false) }),
        roleRow('let-go', { phase: fresh(EARLY, false), next: ends }),
        roleRow('free', { phase: lasting }),
      ]),
    ],
    made: [madeRow('once', { phase: fresh(EARLY, false), next: ends })],
    needsYouAt: EARLY,
  });

  it.each([
    ['session:ada', 'code', EARLY, 'then it needs you'],
    ['session:bea', 'over', LATE, 'ends 17:40, in 8 h 00, for good'],
    ['role:under-ada', 'session', EARLY, 'until its session ends 12:40'],
    ['role:under-bea', 'session', LATE, 'until its session ends 17:40'],
    ['role:own-code', 'code', EARLY, 'then it needs you'],
    ['role:let-go', 'over', EARLY, 'ends 12:40, in 3 h 00, for good'],
    ['made:once', 'over', EARLY, 'for good'],
  ])('of %s is marked %s where it ends, and in words', (id, kind, at, words) => {
    const one = bar(timeline, id);
    expect(one.end).toMatchObject({ kind, at });
    expect(one.end?.x).toBeCloseTo(one.held.x + one.held.width + (one.renewed?.width ?? 0));
    expect(barWords(one, NOW, 'UTC')).toContain(words);
  });

  it.each(['session:own', 'role:under-own', 'role:free'])(
    'of %s has no mark: it goes on by itself, also in words',
    (id) => {
      const one = bar(timeline, id);
      expect(one.end).toBeNull();
      expect(barWords(one, NOW, 'UTC')).toMatch(/; renewed \d{2}:\d{2} by itself$/);
    },
  );
});

describe('the timeline', () => {
  it('is nothing when nothing is held, or all of it has ended', () => {
    expect(timelineOf(snapshot({ groups: [group([roleRow('dev')])] }), NOW)).toBeNull();
    const over = sessionRow('ada', { phase: fresh(NOW - 1, false, NOW - HOUR) });
    expect(timelineOf(snapshot({ sessions: [over] }), NOW)).toBeNull();
  });

  it('draws everything on its axis, whatever lives how long', () => {
    const life = fc.record({
      before: fc.integer({ min: 0, max: 36 * HOUR }),
      left: fc.integer({ min: 1, max: 36 * HOUR }),
      renews: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 20 }), (lives) => {
        const rows = lives.map(({ before, left, renews }, at) =>
          roleRow(`r${at}`, { phase: fresh(NOW + left, renews, NOW - before) }),
        );
        const { bars, now } = drawn({ groups: [group(rows)] });
        expect(bars).toHaveLength(rows.length);
        const xs = bars.flatMap(({ held, renewed, ticks, end }) => [
          held.x,
          held.x + held.width,
          ...(renewed === null ? [] : [renewed.x + renewed.width]),
          ...ticks,
          ...(end === null ? [] : [end.x]),
        ]);
        for (const x of [now, ...xs]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(1.000_001);
        }
      }),
    );
  });

  it('of a thousand roles is reckoned at once', () => {
    const rows = Array.from({ length: 1000 }, (_, at) =>
      underSession(`role-${at}`, NOW + 12 * HOUR),
    );
    expect(drawn({ groups: [group(rows)] }).bars).toHaveLength(1000);
  });
});
