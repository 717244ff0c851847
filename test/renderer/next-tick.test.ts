import { noDetail } from '../../app/detail.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactLeftWords, leftWords } from '../../app/view/words.ts';
import { endsOf, nextChange, nextSecond, nextTick } from '../../renderer/state/next-tick.ts';
import { asked, fresh, madeRow, roleRow, sessionRow, snapshot } from '../support/snapshots.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('the next change of what is left', () => {
  it.each([
    ['over', 0, null],
    ['in seconds', 48 * SECOND, SECOND],
    ['within a second', 48 * SECOND - 400, 600],
    ['at the border to seconds', 10 * MINUTE, SECOND],
    ['in minutes', 42 * MINUTE + 30 * SECOND, 31 * SECOND],
    ['in hours', 7 * 60 * MINUTE, SECOND],
  ])('%s: %i ms left changes in %s ms', (_, left, wait) => {
    const now = 1_000_000;
    const change = nextChange(now, now + left);
    expect(change === null ? null : change - now).toBe(wait);
  });

  it('is exactly when the words change, never before and never after', () => {
    const now = 1_700_000_000_000;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36 * 60 * MINUTE }), (left) => {
        const end = now + left;
        const change = nextChange(now, end);
        expect(change).not.toBeNull();
        if (change === null) return;
        expect(leftWords(end - (change - 1))).toBe(leftWords(left));
        expect(leftWords(end - change)).not.toBe(leftWords(left));
      }),
    );
  });

  it('is the soonest of all, and none when all is over', () => {
    expect(nextTick(0, [42 * MINUTE, 5500, -3])).toBe(500);
    expect(nextTick(9000, [5500, 9000])).toBeNull();
    expect(nextTick(0, [])).toBeNull();
  });
});

describe('the next second', () => {
  it('is exactly when the exact words change (ST5)', () => {
    const now = 1_700_000_000_000;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36 * 60 * MINUTE }), (left) => {
        const life = { obtainedAt: now - MINUTE, endsAt: now + left };
        const next = nextSecond(now, life.endsAt) ?? now;
        const secondsOf = (at: number) => exactLeftWords(life, at).split(' left')[0];
        expect(secondsOf(next - 1)).toBe(secondsOf(now));
        expect(secondsOf(next)).not.toBe(secondsOf(now));
      }),
    );
  });

  it('counts beside what is told in minutes', () => {
    expect(nextTick(0, [42 * MINUTE], [42 * MINUTE - 300])).toBe(700);
    expect(nextTick(9000, [], [9000])).toBeNull();
  });
});

describe('what a picture counts down to', () => {
  it('is every end, retry, clearing and next code in it', () => {
    const ends = endsOf(
      snapshot({
        needsYouAt: 1,
        ask: asked({ nextCodeAt: 2, failure: { kind: 'code-spent', nextCodeAt: 3 } }),
        sessions: [
          sessionRow('ada', {
            phase: { kind: 'needs-code', obtainedAt: 0, endsAt: 4, endedAt: null },
          }),
        ],
        groups: [
          {
            account: '111122223333',
            alias: null,
            rows: [
              roleRow('a', { phase: fresh(0, 5) }),
              roleRow('b', {
                copied: { kind: 'copied', as: { form: 'bash', block: 'exports' }, clearsAt: 6 },
              }),
              roleRow('c', {
                trouble: { failure: { kind: 'clipboard', detail: noDetail }, retryAt: 7 },
              }),
            ],
          },
        ],
        made: [madeRow('guest', { phase: fresh(0, 8) })],
      }),
    );
    expect(ends.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
