import { describe, expect, it } from 'vitest';
import type { KeysView } from '../../../app/view/keys-view.ts';
import { keyAgeWords, keyLineWords, rotationWords } from '../../../app/view/words/rotation.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const OLD = 'AKIAOLDKEY0000000001';

describe('the age of a key', () => {
  it.each([
    ['says nothing where AWS does not tell it', null, null],
    ['says nothing under 90 days', NOW - 89 * DAY, null],
    ['is a word from then on', NOW - 90 * DAY, 'key 90 days old'],
  ])('%s', (_title, createdAt, words) => {
    expect(keyAgeWords(createdAt, NOW)).toBe(words);
  });
});

describe('the line of a key', () => {
  const line = { accessKeyId: OLD, active: true, createdAt: NOW - DAY, inUse: false, old: false };
  it.each([
    [{ inUse: true, lastUsed: NOW - 1000 }, 'in use here · made yesterday · last used today'],
    [{ lastUsed: null }, 'active · made yesterday · never used'],
    [{ active: false, lastUsed: undefined }, 'inactive · made yesterday'],
  ])('%o', (more, words) => {
    expect(keyLineWords({ ...line, ...more }, NOW)).toBe(words);
  });
});

describe('how far a rotation has come', () => {
  const rotation: NonNullable<KeysView['rotation']> = {
    step: 'proving',
    oldId: OLD,
    newId: null,
    startedAt: NOW,
    rest: null,
    canGoBack: true,
  };
  const resting = (days: number, old: 'active' | 'inactive' = 'inactive') => ({
    ...rotation,
    step: 'resting' as const,
    rest: { old, since: NOW - days * DAY, due: days >= 7 },
  });
  it.each([
    [{ rotation, progress: { kind: 'working' } }, '4 of 6: Waiting until AWS knows the new key.'],
    [{ rotation, progress: { kind: 'needs-code' } }, 'AWS wants a code for this'],
    [{ rotation, progress: { kind: 'offered' } }, 'was left half done'],
    [{ rotation: resting(1), progress: { kind: 'idle' } }, 'delete it once nothing misses it'],
    [{ rotation: resting(9), progress: { kind: 'idle' } }, 'has been inactive for 9 days'],
    [{ rotation: resting(9, 'active'), progress: { kind: 'idle' } }, 'is active beside it'],
  ] as const)('%#: %o', (view, words) => {
    expect(rotationWords(view, NOW)).toContain(words);
  });
});
