import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDigits } from '../../renderer/ask/digits.ts';

describe('the code field', () => {
  it.each([
    ['', ''],
    ['123456', '123456'],
    ['012345', '012345'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['123\u2009456', '123456'],
    ['  123456\n', '123456'],
    ['Your code is 012345.', '012345'],
    ['Sent 2025-01-31: your code is 123456', '123456'],
    ['12a3', '123'],
    ['abc', ''],
    ['1234567', '123456'],
    ['١٢٣٤٥٦', '123456'],
    ['１２３４５６', '123456'],
    ['०१२', '012'],
    ['<script>1</script>', '1'],
  ])('makes %j the digits %j', (text, digits) => {
    expect(cleanDigits(text)).toBe(digits);
  });

  it('holds at most six digits of 0 to 9, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cleanDigits(text)).toMatch(/^[0-9]{0,6}$/);
      }),
    );
  });

  it('leaves its own digits as they are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,6}$/), (digits) => {
        expect(cleanDigits(digits)).toBe(digits);
      }),
    );
  });
});
