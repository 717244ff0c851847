import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededOtpSeed } from './seeded.ts';
import { codeFor, createCodeLedger, nextStepAt } from './totp.ts';

const SEED = { seed: seededOtpSeed('test', 'device') };
const AT = Date.UTC(2025, 10, 21, 22, 0, 15);
const STEP = 30_000;

test('a code is the one of RFC 6238', () => {
  // The RFC's own secret "12345678901234567890" and its first time, cut to six digits.
  const rfc = { seed: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' };
  expect(codeFor(rfc, 59_000)).toBe('287082');
});

test('the next step begins at the next half minute', () => {
  expect(nextStepAt(AT)).toBe(AT + 15_000);
  expect(nextStepAt(AT + 15_000)).toBe(AT + 45_000);
});

test.each([
  [-2, false],
  [-1, true],
  [0, true],
  [1, true],
  [2, false],
])('a code %i steps away from now is accepted: %j', (steps, accepted) => {
  const code = codeFor(SEED, AT + steps * STEP);
  expect(createCodeLedger().spend('serial', SEED, code, AT)).toBe(accepted);
});

test('a step is spent for its own device only', () => {
  const codes = createCodeLedger();
  const code = codeFor(SEED, AT);
  expect(codes.spend('one', SEED, code, AT)).toBe(true);
  expect(codes.spend('two', SEED, code, AT)).toBe(true);
});

test('a wrong code spends nothing', () => {
  const codes = createCodeLedger();
  const code = codeFor(SEED, AT);
  expect(codes.spend('one', SEED, code === '000000' ? '000001' : '000000', AT)).toBe(false);
  expect(codes.spend('one', SEED, code, AT)).toBe(true);
});

test('whatever the order, accepted codes are of ever later steps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 6 }), { maxLength: 30 }), (tries) => {
      const codes = createCodeLedger();
      const accepted = tries.filter((step) =>
        codes.spend('one', SEED, codeFor(SEED, AT + step * STEP), AT + STEP),
      );
      expect(accepted).toEqual([...new Set(accepted)].toSorted((a, b) => a - b));
    }),
  );
});
