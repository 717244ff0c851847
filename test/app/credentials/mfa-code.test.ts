import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFido, nextCodeAt, parseCode, stepOf } from '../../../app/credentials/mfa-code.ts';

/** Mostly digits, or no generated text would be a code. */
const typeable = Array.from('01234567890123456789 -x١é\n\u00a0');

describe('the text of the MFA field', () => {
  it.each([
    ['six digits', '123456', '123456'],
    ['leading zeros, which count', '000042', '000042'],
    ['digits in two groups', '123 456', '123456'],
    ['digits with a dash', '123-456', '123456'],
    ['a paste with its line end', ' 123456\r\n', '123456'],
    ['digits spaced by an authenticator', '1 2 3 4 5 6', '123456'],
    ['no-break and thin spaces', '123\u00a0456\u2009\u202f', '123456'],
  ])('is a code: %s', (_, typed, code) => {
    expect(parseCode(typed)).toEqual({ ok: true, value: code });
  });

  it.each([
    ['nothing', '', 0],
    ['five digits', '12345', 5],
    ['seven digits', '1234567', 7],
    ['letters', 'abcdef', 0],
    ['digits and a letter', '12345x', 5],
    ['digits of another script', '١٢٣٤٥٦', 0],
    ['a sign before digits', '+123456', 6],
    ['two codes at once', '123456 654321', 12],
  ])('is no code, and says how many digits there were: %s', (_, typed, digits) => {
    expect(parseCode(typed)).toEqual({ ok: false, failure: { kind: 'code-malformed', digits } });
  });

  it('gives six ASCII digits or a count, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...typeable), maxLength: 12 }), (typed) => {
        const parsed = parseCode(typed);
        const said = parsed.ok ? parsed.value : parsed.failure.kind;
        expect(said).toMatch(/^([0-9]{6}|code-malformed)$/);
      }),
    );
  });
});

describe('steps of 30 s', () => {
  it.each([
    [0, 0],
    [29_999, 0],
    [30_000, 1],
    [1_800_000_014_999, 60_000_000],
  ])('%i ms are in step %i', (at, step) => {
    expect(stepOf(at)).toBe(step);
  });

  it.each([
    ['nothing was spent', undefined, 61_000, null],
    ['an earlier step was spent', 1, 61_000, null],
    ['this step is spent: its end', 2, 61_000, 90_000],
    ['this step is spent, at its first ms', 2, 60_000, 90_000],
    ['the step before is spent, at the first ms of this', 1, 60_000, null],
  ])('when %s', (_, spent, now, at) => {
    expect(nextCodeAt(spent, now)).toBe(at);
  });
});

describe('a FIDO key, which has no codes', () => {
  it.each([
    ['arn:aws:iam::111122223333:u2f/user/ada/key-1', true],
    ['arn:aws:iam::111122223333:mfa/ada', false],
    ['GAHT12345678', false],
    ['arn:aws:iam::111122223333:mfa/u2f', false],
  ])('%s: %s', (serial, fido) => {
    expect(isFido(serial)).toBe(fido);
  });
});
