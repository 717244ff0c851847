import { expect, test } from 'vitest';
import { countdownSaid } from '../../../app/view/words.ts';

const MINUTE = 60_000;

test.each([
  [null, ''],
  [11 * MINUTE, ''],
  [10 * MINUTE + 1, ''],
  [10 * MINUTE, 'A code is needed in 10 minutes.'],
  [7 * MINUTE, 'A code is needed in 10 minutes.'],
  [5 * MINUTE, 'A code is needed in 5 minutes.'],
  [1 * MINUTE + 1, 'A code is needed in 5 minutes.'],
  [1 * MINUTE, 'A code is needed in 1 minute.'],
  [1, 'A code is needed in 1 minute.'],
  [0, ''],
  [-1, ''],
])('with %s ms left a screen reader has been told "%s"', (left, said) => {
  expect(countdownSaid(left === null ? null : 1_000_000 + left, 1_000_000)).toBe(said);
});

test('from an hour before to an hour after it speaks three times', () => {
  const said = Array.from({ length: 7200 }, (_, second) => countdownSaid(3_600_000, second * 1000));
  const changes = said.filter((words, at) => words !== '' && words !== said[at - 1]);
  expect(changes).toHaveLength(3);
});
