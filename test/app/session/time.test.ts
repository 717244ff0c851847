import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../app/ports.ts';
import { createTime, isArmed } from '../../../app/session/time.ts';

/** Both clocks of a computer, each moved by hand; no wake-ups. */
const clocks = (wall = 1_000_000, uptime = 5_000) => {
  const hands = { wall, uptime };
  const clock: Clock = {
    now: () => hands.wall,
    uptime: () => hands.uptime,
    timeOfDay: () => 0,
    wakeAt: () => () => undefined,
  };
  const pass = (ms: number): void => {
    hands.wall += ms;
    hands.uptime += ms;
  };
  return { hands, time: createTime(clock), pass };
};

/** A Date header has whole seconds; half a second is added for what was cut off. */
const dateHeader = (at: number): number => at - 500;

describe('before anything was heard of STS', () => {
  it('the time is this computer’s', () => {
    const { time, pass } = clocks();
    pass(60_000);
    expect(time.now()).toBe(1_060_000);
    expect(time.skew()).toBe(0);
  });

  it('a clock that is put right is believed', () => {
    const { time, hands } = clocks();
    hands.wall += 3_600_000;
    expect(time.now()).toBe(4_600_000);
  });

  it('a clock put back makes nothing valid again that has ended', () => {
    const { time, hands, pass } = clocks();
    pass(60_000);
    hands.wall -= 3_600_000;
    expect(time.latest()).toBe(1_060_000);
  });
});

describe('after a Date header', () => {
  it('the time is STS’s, and goes on with the uptime', () => {
    const { time, pass } = clocks();
    expect(time.learn(dateHeader(1_300_000), 0)).toBe(true);
    pass(1_000);
    expect(time.now()).toBe(1_301_000);
  });

  it('the skew says how far this computer is behind', () => {
    const { time } = clocks();
    time.learn(dateHeader(1_070_000), 0);
    expect(time.skew()).toBe(70_000);
  });

  it('instants are shown by this computer’s clock', () => {
    const { time } = clocks();
    time.learn(dateHeader(1_070_000), 0);
    expect(time.local(1_080_000)).toBe(1_010_000);
  });

  it.each([
    ['2.4 s', 2_400, false],
    ['2.6 s', 2_600, true],
    ['-2.6 s', -2_600, true],
  ])('a difference of %s moves the time: %s', (_, difference, moves) => {
    const { time } = clocks();
    expect(time.learn(dateHeader(1_000_000 + difference), 0)).toBe(moves);
    expect(time.now()).toBe(moves ? 1_000_000 + difference : 1_000_000);
  });

  it.each([
    ['right, and answered late: it is not moved', 0, 1_006_000],
    ['behind by more than that: it is', 70_000, 1_073_500],
    ['ahead by more than that: it is', -70_000, 933_500],
  ])(
    'of an answer that took 6 s the time is only that much less sure: a clock that is %s',
    (_, by, now) => {
      const { time, pass } = clocks();
      pass(6_000);
      // Written at once by the server, whose clock shows another time by so much: the middle of what may be is taken.
      time.learn(1_000_000 + by, 6_000);
      expect(time.now()).toBe(now);
    },
  );

  it.each([
    ['ahead', 7_200_000],
    ['back', -7_200_000],
  ])('a clock set two hours %s does not move it', (_, by) => {
    const { time, hands, pass } = clocks();
    time.learn(dateHeader(1_000_000), 0);
    hands.wall += by;
    pass(5_000);
    expect(time.now()).toBe(1_005_000);
    expect(time.skew()).toBe(-by);
    expect(time.disturbed()).toBe(true);
  });

  it('a machine that was paused with its uptime hands out by its clock, which went on', () => {
    const { time, hands } = clocks();
    time.learn(dateHeader(1_000_000), 0);
    hands.wall += 3_600_000;
    expect(time.latest()).toBe(4_600_000);
    expect(time.disturbed()).toBe(true);
  });

  it('shows the same instant for the same, whatever the grain of the two clocks', () => {
    const { time, hands } = clocks();
    time.learn(dateHeader(1_070_000), 0);
    const before = time.local(1_080_000);
    hands.wall += 1_009;
    hands.uptime += 1_000.3;
    time.learn(dateHeader(1_071_000), 0);
    expect(time.local(1_080_000)).toBe(before);
  });

  it('the next header anchors it again, and nothing is disturbed any more', () => {
    const { time, hands } = clocks();
    time.learn(dateHeader(1_000_000), 0);
    hands.wall += 3_600_000;
    time.learn(dateHeader(4_600_000), 0);
    expect(time.now()).toBe(4_600_000);
    expect(time.disturbed()).toBe(false);
  });
});

describe('wake-ups and moments past', () => {
  it('an instant lies as far ahead in uptime as in time', () => {
    const { time } = clocks();
    expect(time.uptimeOf(1_060_000)).toBe(65_000);
  });

  it('a moment of the uptime is dated anew once the time is known better', () => {
    const { time, pass } = clocks();
    pass(10_000);
    time.learn(dateHeader(4_610_000), 0);
    expect(time.at(5_000)).toBe(4_600_000);
  });

  it('whole milliseconds come from an uptime in fractions, never early', () => {
    const { time, hands } = clocks();
    time.learn(dateHeader(1_000_000), 0);
    hands.uptime += 0.9999;
    expect(time.now()).toBe(1_000_000);
    const wake = time.uptimeOf(1_000_020);
    hands.uptime = wake;
    expect(time.now()).toBeGreaterThanOrEqual(1_000_020);
  });
});

describe('a wake-up', () => {
  const NOW = 1_000_000;

  it.each([
    ['the same', 5_000, 5_000, true],
    ['but for the grain of a clock', 5_000, 5_016, true],
    ['a moment later', 5_000, 5_040, false],
    ['over already, though the one to come is within the grain', -2, 7, false],
  ])('that is armed already: %s', (_, armed, at, same) => {
    expect(isArmed(NOW + armed, NOW + at, NOW)).toBe(same);
  });

  it.each([
    ['none, and none to come', null, null, true],
    ['none, and one to come', null, NOW + 1, false],
    ['one, and none to come', NOW + 1, null, false],
  ])('that is armed: %s', (_, armed, at, same) => {
    expect(isArmed(armed, at, NOW)).toBe(same);
  });
});
