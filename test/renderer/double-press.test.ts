import { describe, expect, it } from 'vitest';
import { isAstray } from '../../renderer/state/double-press.ts';

describe('the second half of a double press', () => {
  const [start, other] = [{ id: 1 }, { id: 2 }];
  it.each([
    ['the same button', { button: start, name: 'Start' }, { button: start, name: 'Start' }, false],
    ['it, named anew', { button: start, name: 'Start' }, { button: start, name: 'Copy' }, true],
    ['another button', { button: start, name: 'Yes' }, { button: other, name: 'Yes' }, true],
    ['a button that came', null, { button: other, name: 'Yes' }, true],
    ['no button any more', { button: start, name: 'Yes' }, null, true],
    ['a text, twice', null, null, false],
  ])('on %s', (_, first, second, astray) => {
    expect(isAstray(first, second)).toBe(astray);
  });
});
