import { describe, expect, it } from 'vitest';
import {
  isTyping,
  nothingTyped,
  rowByKey,
  rowByTyping,
  typedOn,
} from '../../renderer/state/list-keys.ts';

describe('a key in a list', () => {
  it.each([
    ['ArrowDown', -1, 3, 0],
    ['ArrowDown', 2, 3, 2],
    ['ArrowUp', 2, 3, 1],
    ['ArrowUp', 0, 3, null],
    ['Home', 2, 3, 0],
    ['End', 0, 3, 2],
    ['PageDown', 0, 30, 8],
    ['PageDown', 27, 30, 29],
    ['PageUp', 3, 30, 0],
    ['PageUp', 20, 30, 12],
    ['ArrowDown', -1, 0, null],
    ['Tab', 1, 3, null],
  ])('%s at %i of %i leads to %s', (key, at, count, to) => {
    expect(rowByKey(key, at, count, 8)).toBe(to);
  });
});

describe('typing in a list', () => {
  const names = ['admin', 'billing', 'build', 'Builder', 'deploy'];
  const typed = (text: string) => ({ text, at: 0 });
  it.each([
    ['d', 0, 4],
    ['b', 0, 1],
    ['b', 1, 2],
    ['bb', 2, 3],
    ['b', 3, 1],
    ['bu', 1, 2],
    ['bui', 2, 2],
    ['builder', 2, 3],
    ['x', 0, null],
  ])('%j on row %i leads to %s', (text, at, to) => {
    expect(rowByTyping(names, at, typed(text))).toBe(to);
  });

  it('leads nowhere in an empty list', () => {
    expect(rowByTyping([], -1, typed('a'))).toBeNull();
  });

  it('goes on with a word while it is typed, and begins another after a while', () => {
    const word = typedOn(typedOn(nothingTyped, 'a', 1000), 'b', 1500);
    expect(word.text).toBe('ab');
    expect(isTyping(word, 2000)).toBe(true);
    expect(isTyping(word, 3000)).toBe(false);
    expect(typedOn(word, 'c', 3000).text).toBe('c');
  });
});
