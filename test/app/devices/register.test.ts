import { describe, expect, it } from 'vitest';
import { codeAt } from '../../../app/devices/totp.ts';
import {
  afterEnable,
  afterRemoval,
  checkDeviceName,
  isLearning,
  judgeCodes,
  judgeProof,
  serialOf,
  suggestDeviceName,
} from '../../../app/devices/register.ts';
import type { AwsCause, Failure, Operation } from '../../../app/failure.ts';
import { fail, ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';

const seed = secret('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
const STEP = 30_000;
const NOW = 1_800_000_000_000 + 10_000;
const at = (steps: number): string => codeAt(seed, NOW + steps * STEP);

const aws = (cause: AwsCause, operation: Operation = 'EnableMFADevice'): Failure => ({
  kind: 'aws',
  operation,
  cause,
  code: 'Code',
  message: '',
  status: 400,
  requestId: null,
});
const reset: Failure = {
  kind: 'network',
  operation: 'EnableMFADevice',
  host: 'iam.test',
  code: 'ECONNRESET',
};

describe('the name of a device', () => {
  it.each([
    ['the user’s own', 'ada', [], 'ada'],
    ['the next free one', 'ada', ['arn:aws:iam::111122223333:mfa/ada'], 'ada-2'],
    [
      'past those that are taken',
      'ada',
      ['arn:aws:iam::111122223333:mfa/ada', 'arn:aws:iam::111122223333:mfa/ada-2', 'GAHT12345678'],
      'ada-3',
    ],
  ])('begins with %s', (_, user, serials, name) => {
    expect(suggestDeviceName(user, serials)).toBe(name);
  });

  it.each(['', 'a b', 'a/b', 'ä', 'x'.repeat(227)])('may not be "%s"', (name) => {
    expect(checkDeviceName(name)).toMatchObject({ failure: { kind: 'name-malformed' } });
  });

  it('makes the serial number with the user’s partition and account', () => {
    expect(serialOf('arn:aws-cn:iam::111122223333:user/team/ada', 'phone')).toBe(
      'arn:aws-cn:iam::111122223333:mfa/phone',
    );
    expect(serialOf('arn:aws:iam::111122223333:root', 'phone')).toBeNull();
  });
});

describe('two codes', () => {
  it.each([
    ['the one before and this one', -1, 0],
    ['this one and the next', 0, 1],
    ['of an authenticator ten minutes ahead', 20, 21],
  ])('may be sent: %s', (_, first, second) => {
    const judged = judgeCodes(at(first), at(second), seed, NOW);
    expect(judged).toMatchObject({ ok: true, value: { codes: [at(first), at(second)] } });
  });

  it.each([
    ['the same twice', at(0), at(0), { kind: 'codes-equal' }],
    ['swapped', at(0), at(-1), { kind: 'codes-swapped' }],
    ['with another in between', at(-2), at(0), { kind: 'codes-apart' }],
    ['the first of another entry', '000000', at(0), { kind: 'code-foreign', which: 'first' }],
    ['the second mistyped', at(0), '000000', { kind: 'code-foreign', which: 'second' }],
    ['both of another entry', '000000', '000001', { kind: 'code-foreign', which: 'both' }],
    ['the first cut short', '12345', at(0), { kind: 'digits', which: 'first', digits: 5 }],
    ['the second not typed', at(0), '', { kind: 'digits', which: 'second', digits: 0 }],
  ])('are not sent: %s', (_, first, second, failure) => {
    expect(judgeCodes(first, second, seed, NOW)).toEqual(fail(failure));
  });

  it('are AWS’s to judge where the seed is gone', () => {
    expect(judgeCodes('000001', '000000', null, NOW)).toMatchObject({
      ok: true,
      value: { step: null, drift: null },
    });
  });

  it('tell how far the authenticator is off', () => {
    const judged = judgeCodes(at(20), at(21), seed, NOW);
    expect(judged.ok && Math.round((judged.value.drift ?? 0) / 60_000)).toBe(11);
  });

  it('the code that proves the device must be of it', () => {
    expect(judgeProof(at(1), seed, NOW)).toEqual(ok(at(1)));
    expect(judgeProof('000000', seed, NOW)).toMatchObject({
      failure: { kind: 'device', cause: { kind: 'code-foreign', which: 'only' } },
    });
    expect(judgeProof('1', seed, NOW)).toMatchObject({ failure: { kind: 'code-malformed' } });
  });
});

describe('what an answer to enabling means', () => {
  it.each([
    ['taken', ok(null), 'taken'],
    ['a lost answer: the list of devices tells', fail(reset), 'look'],
    ['a fault of AWS’s own', fail(aws('server')), 'look'],
    ['taken already, by the call whose answer was lost', fail(aws('name-exists')), 'look'],
    ['codes refused', fail(aws('code-refused')), 'refused'],
    ['too many', fail(aws('limit')), 'refused'],
    ['denied', fail(aws('denied')), 'refused'],
    ['throttled, so nothing happened', fail(aws('throttled')), 'refused'],
    ['the clock, so nothing happened', fail(aws('clock')), 'refused'],
    [
      'another answered in AWS’s name',
      fail<Failure>({ ...reset, kind: 'tls', cause: 'untrusted' }),
      'refused',
    ],
  ])('%s', (_, answer, kind) => {
    expect(afterEnable(answer, null).kind).toBe(kind);
  });

  it.each([
    [0, null],
    [20_000, null],
    [600_000, 600_000],
    [-600_000, -600_000],
  ])('codes refused with a drift of %i ms blame %s', (drift, told) => {
    expect(afterEnable(fail(aws('code-refused')), drift)).toMatchObject({
      failure: { kind: 'device', cause: { kind: 'codes-refused', drift: told } },
    });
  });

  it.each([
    ['a device STS has not heard of', aws('device-refused', 'GetSessionToken'), 60_000, true],
    ['a right code it cannot check yet', aws('code-refused', 'GetSessionToken'), 60_000, true],
    ['the same long after', aws('device-refused', 'GetSessionToken'), 360_000, false],
    ['a denial', aws('denied', 'GetSessionToken'), 60_000, false],
  ])('right after it, %s', (_, failure, age, learning) => {
    expect(isLearning(failure, NOW - age, NOW)).toBe(learning);
  });

  it.each([
    ['gone', ok(null), 'gone'],
    ['never there', fail(aws('not-found')), 'gone'],
    ['somebody’s', fail(aws('in-use')), 'assigned'],
    ['denied', fail(aws('denied')), 'there'],
    ['unknown for want of an answer', fail(reset), 'there'],
  ])('a removal tells: %s', (_, answer, removal) => {
    expect(afterRemoval(answer)).toBe(removal);
  });
});
