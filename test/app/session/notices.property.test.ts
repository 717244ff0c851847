import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grant, grantId } from '../../../app/model.ts';
import { snoozedUntil } from '../../../app/session/attention.ts';
import { noticeDue, noticeWakeups } from '../../../app/session/notices.ts';
import { isQuiet, quietHoursOf } from '../../../app/session/quiet.ts';
import { reduce } from '../../../app/session/reduce.ts';
import type { AppState } from '../../../app/session/state.ts';
import { defaultSettings } from '../../../app/settings.ts';
import {
  HOUR,
  MINUTE,
  NOW,
  identityOf,
  session,
  sessionHeld,
  stateOf,
  utc,
  wanted,
} from '../../support/model-state.ts';

/** A day and a half: every session ends in it, and one night at least lies in it. */
const LAST = NOW + 36 * HOUR;

type World = {
  /** Minutes until each session ends. */
  readonly lives: readonly number[];
  readonly lead: number;
  readonly quiet: readonly [number, number] | null;
  /** Seconds by which each notice of an end that comes is put off, while there are some left. */
  readonly snoozes: readonly number[];
  /** Whether the computer sleeps through some of the time, from and for how many minutes. */
  readonly sleep: readonly [number, number];
};

const world: fc.Arbitrary<World> = fc.record({
  lives: fc.array(fc.integer({ min: 15, max: 1200 }), { minLength: 1, maxLength: 5 }),
  lead: fc.integer({ min: 1, max: 7200 }),
  quiet: fc.option(fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 })), {
    nil: null,
  }),
  snoozes: fc.array(fc.integer({ min: 60, max: 3600 }), { maxLength: 4 }),
  sleep: fc.tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 900 })),
});

const two = (value: number): string => String(value).padStart(2, '0');
const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

type Told = { readonly at: number; readonly keys: readonly string[]; readonly kind: string };

/** Plays the time from one wake-up to the next, as the engine does; what fell into a sleep is looked at after it. */
const play = (
  parts: World,
): { readonly told: readonly Told[]; readonly grants: readonly Grant[] } => {
  const { lives, lead, quiet, snoozes, sleep } = parts;
  const noticeQuiet = quiet === null ? 'off' : `${clock(quiet[0])}-${clock(quiet[1])}`;
  const identities = lives.map((_, i) => identityOf({ name: `user${i}` }));
  const grants = lives.map((minutes, i) =>
    wanted(session(`user${i}`), {
      held: sessionHeld({ expiresAt: NOW + minutes * MINUTE }),
    }),
  );
  let state: AppState = stateOf({
    identities,
    grants,
    settings: { ...defaultSettings, noticeLead: lead, noticeQuiet },
  });
  const asleep = [NOW + sleep[0] * MINUTE, NOW + (sleep[0] + sleep[1]) * MINUTE] as const;
  const told: Told[] = [];
  const left = [...snoozes];
  let now = NOW;
  for (let steps = 0; now < LAST; steps += 1) {
    if (steps > 500) throw new Error('it never ends');
    for (let due = noticeDue(state, now, utc); due !== null; due = noticeDue(state, now, utc)) {
      told.push({ at: now, keys: due.keys, kind: due.notice.kind });
      state = reduce(state, { kind: 'told', keys: due.keys });
      const { notice } = due;
      const seconds = notice.kind === 'ends-soon' ? left.shift() : undefined;
      if (notice.kind === 'ends-soon' && seconds !== undefined)
        state = reduce(state, { kind: 'snoozed', refs: notice.targets, seconds, now });
    }
    const ends = grants.map(({ held }) => held?.expiresAt ?? 0);
    const next = [...noticeWakeups(state, now, utc), ...ends].filter((at) => at > now);
    now = next.length === 0 ? LAST : Math.min(...next);
    if (now > asleep[0] && now < asleep[1]) now = asleep[1];
  }
  return { told, grants };
};

const hoursOf = ({ quiet }: World) =>
  quiet === null ? null : quietHoursOf(`${clock(quiet[0])}-${clock(quiet[1])}`);

/** Whether there is a minute within half a day after an end in which the computer is awake and nobody wants quiet. */
const couldBeTold = (parts: World, end: number): boolean => {
  const [from, length] = parts.sleep;
  const isAwake = (at: number): boolean =>
    at <= NOW + from * MINUTE || at >= NOW + (from + length) * MINUTE;
  for (let at = end; at <= end + 12 * HOUR; at += MINUTE)
    if (isAwake(at) && !isQuiet(hoursOf(parts), at, utc.timeOfDay)) return true;
  return false;
};

describe('notices, whatever ends when, is put off, slept over or falls into quiet hours', () => {
  it('never come in quiet hours', () => {
    fc.assert(
      fc.property(world, (parts) => {
        const loud = play(parts).told.filter(({ at }) =>
          isQuiet(hoursOf(parts), at, utc.timeOfDay),
        );
        expect(loud).toEqual([]);
      }),
    );
  });

  it('are one in all at any moment', () => {
    fc.assert(
      fc.property(world, (parts) => {
        const moments = play(parts).told.map(({ at }) => at);
        expect(new Set(moments).size).toBe(moments.length);
      }),
    );
  });

  it('tell each end ahead of it once for each time it was not put off, and never after it', () => {
    fc.assert(
      fc.property(world, (parts) => {
        const { told, grants } = play(parts);
        for (const { ref, held } of grants) {
          const end = held?.expiresAt ?? 0;
          const ahead = told.filter(({ keys }) =>
            keys.includes(`ends-soon ${grantId(ref)} ${end}`),
          );
          expect(ahead.length).toBeLessThanOrEqual(1 + parts.snoozes.length);
          expect(ahead.filter(({ at }) => at >= end)).toEqual([]);
        }
      }),
    );
  });

  it('tell each end once when it is over, where there was a moment for it within half a day', () => {
    fc.assert(
      fc.property(world, (parts) => {
        const { told, grants } = play(parts);
        for (const { ref, held } of grants) {
          const end = held?.expiresAt ?? 0;
          const over = told.filter(({ keys }) => keys.includes(`ended ${grantId(ref)} ${end}`));
          expect(over.length).toBeOneOf(couldBeTold(parts, end) ? [1] : [0, 1]);
        }
      }),
    );
  });

  it('that are put off come again at their time or at the end of quiet hours, a minute ahead of the end at the latest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 60, max: 86_400 }),
        (minutesLeft, seconds) => {
          const end = NOW + minutesLeft * MINUTE;
          const until = snoozedUntil(end, seconds, NOW);
          const expected = minutesLeft === 1 ? null : Math.min(NOW + seconds * 1000, end - MINUTE);
          expect(until).toBe(expected);
        },
      ),
    );
  });
});
