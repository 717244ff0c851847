import { describe, expect, it } from 'vitest';
import { aliveWords, lockedSentence, statusLockedWords } from '../../../app/view/words.ts';

/** At noon by the computer's own clock, on a Thursday. */
const NOON = new Date(2024, 10, 21, 12).getTime();
const HOUR = 3_600_000;

describe('a lock tells the weekday of what is not today', () => {
  it.each([
    ['this morning', NOON - 2 * HOUR, '10:00'],
    ['the evening before', NOON - 14 * HOUR, 'Wed 22:00'],
  ])('locked %s', (_, since, moment) => {
    const lock = { since, cause: 'asked', finger: 'none' } as const;
    expect(lockedSentence(lock, false, NOON)).toBe(`Locked by hand (${moment}); nothing is held.`);
    expect(statusLockedWords(since, NOON)).toContain(`Locked since ${moment};`);
  });

  it('says why it locked by itself in words that no time beside them turns into a since', () => {
    const lock = { since: NOON, cause: 'idle', finger: 'none' } as const;
    expect(lockedSentence(lock, false, NOON)).toBe(
      'Locked because nobody was there (12:00); nothing is held.',
    );
  });

  it.each([
    ['today', 3, '15:00'],
    ['after midnight', 15, 'Fri 03:00'],
  ])('what ends %s', (_, hours, moment) => {
    const endsAt = NOON + hours * HOUR;
    expect(aliveWords({ name: 'dev', endsAt, role: 'ops' }, NOON)).toBe(
      `dev until ${moment}, the role ops`,
    );
  });
});
