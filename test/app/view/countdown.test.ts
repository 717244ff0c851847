import { expect, test } from 'vitest';
import { minutesToSay } from '../../../app/view/countdown.ts';
import { countdownSaid } from '../../../app/view/words.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const END = 100 * MINUTE;

/** A look when so much is left. */
const left = (ms: number) => ({ now: END - ms, needsYouAt: END });

test.each([
  ['runs past 10 min', 10 * MINUTE + SECOND, 10 * MINUTE, 10],
  ['runs past 10 min, looked at a moment later', 11 * MINUTE, 10 * MINUTE - SECOND, 10],
  ['runs past 10 min, looked at much later', 11 * MINUTE, 9 * MINUTE, null],
  ['is between 10 and 5 min', 7 * MINUTE, 7 * MINUTE - SECOND, null],
  ['has just been told', 10 * MINUTE, 10 * MINUTE - SECOND, null],
  ['is above 10 min', 12 * MINUTE, 11 * MINUTE, null],
  ['runs past 5 min', 5 * MINUTE + 1, 5 * MINUTE, 5],
  ['runs past 5 min over a sleep', 30 * MINUTE, 3 * MINUTE, null],
  ['runs past 1 min', MINUTE + SECOND, MINUTE - SECOND, 1],
  ['runs past 1 min over a sleep from before 10 min', 11 * MINUTE, MINUTE, 1],
  ['is below 1 min', 30 * SECOND, 29 * SECOND, null],
  ['is over', SECOND, 0, null],
  ['has long been over', SECOND, -MINUTE, null],
])('when it %s: %s ms left, then %s: %s', (_, before, after, minutes) => {
  expect(minutesToSay(left(before), left(after))).toBe(minutes);
});

test('whoever comes hears nothing, whatever is left', () => {
  for (const minutes of [10, 7, 5, 3, 1])
    expect(minutesToSay(null, left(minutes * MINUTE))).toBeNull();
});

test.each([
  ['nothing to something that ends in 7 min', null, 7 * MINUTE],
  ['nothing to something that ends in 10 min', null, 10 * MINUTE],
  ['much later to 10 min', END + 60 * MINUTE, 10 * MINUTE],
])('an end that goes from %s is not said', (_, before, after) => {
  const now = END - after;
  expect(
    minutesToSay({ now: now - SECOND, needsYouAt: before }, { now, needsYouAt: END }),
  ).toBeNull();
});

test('a clock that was put right by a moment swallows no threshold', () => {
  const now = END - 5 * MINUTE;
  const before = { now: now - SECOND, needsYouAt: END + 300 };
  expect(minutesToSay(before, { now, needsYouAt: END })).toBe(5);
});

test('looked at each second from an hour before to an hour after, it speaks three times', () => {
  const said = Array.from({ length: 7200 }, (_, second) =>
    minutesToSay(left(3_601_000 - second * SECOND), left(3_600_000 - second * SECOND)),
  );
  expect(said.filter((minutes) => minutes !== null)).toEqual([10, 5, 1]);
});

test('it is said in words', () => {
  expect([10, 5, 1].map(countdownSaid)).toEqual([
    'A code is needed in 10 minutes.',
    'A code is needed in 5 minutes.',
    'A code is needed in 1 minute.',
  ]);
});
