import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineOf, type Bar, type Timeline } from '../../../app/view/timeline.ts';
import type { Phase, RoleRow, WindowSnapshot } from '../../../app/view/window.ts';
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
const session = (endsAt: number, identity = 'ada') =>
  sessionRow(identity, { phase: fresh(endsAt, false) });
const underSession = (name: string, sessionEndsAt: number, over: Partial<RoleRow> = {}) =>
  roleRow(name, {
    phase: fresh(NOW + HOUR, true),
    renewals: { done: 0, total: 3, sessionEndsAt },
    ...over,
  });

const drawn = (parts: Partial<WindowSnapshot>, offset = 0): Timeline => {
  const timeline = timelineOf(snapshot(parts), NOW, offset);
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

  it('writes whole hours of the person’s clock, few enough for 320 px', () => {
    const timeline = drawn({ sessions: [session(NOW + 3.5 * HOUR)] }, 5.5 * HOUR);
    expect(timeline.hours.map(({ at }) => (at + 5.5 * HOUR) % HOUR)).toEqual(
      timeline.hours.map(() => 0),
    );
    expect(timeline.hours.length).toBeGreaterThan(1);
    expect(timeline.hours.length).toBeLessThanOrEqual(6);
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
    expect(bar(timeline, 'session:ada')).toMatchObject({ renewed: null, needsCode: true });
  });

  it('goes on to the end of the axis where nobody is ever needed', () => {
    const free = bar(timeline, 'role:free');
    expect(free.until).toBeNull();
    expect((free.renewed?.x ?? 0) + (free.renewed?.width ?? 0)).toBeCloseTo(1);
  });

  it.each([
    ['session:ada', 'ends 12:40, in 3 h 00; then it needs you'],
    ['role:dev', 'ends 10:40, in 1 h 00; 4 renewals until its session ends 12:40'],
    ['role:once', 'ends 10:40, in 1 h 00; not renewed by itself'],
    ['role:free', 'ends 10:40, in 1 h 00; renewed 10:20 by itself'],
  ])('of %s says in words: %s', (id, words) => {
    expect(barWords(bar(timeline, id), NOW, 'UTC')).toBe(words);
  });
});

describe('the timeline', () => {
  it('is nothing when nothing is held, or all of it has ended', () => {
    expect(timelineOf(snapshot({ groups: [group([roleRow('dev')])] }), NOW, 0)).toBeNull();
    const over = sessionRow('ada', { phase: fresh(NOW - 1, false, NOW - HOUR) });
    expect(timelineOf(snapshot({ sessions: [over] }), NOW, 0)).toBeNull();
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
        const { bars, now, hours } = drawn({ groups: [group(rows)] });
        expect(bars).toHaveLength(rows.length);
        const xs = bars.flatMap(({ held, renewed, ticks }) => [
          held.x,
          held.x + held.width,
          ...(renewed === null ? [] : [renewed.x + renewed.width]),
          ...ticks,
        ]);
        for (const x of [now, ...hours.map((hour) => hour.x), ...xs]) {
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
