import { noDetail, ownDetail } from '../../../app/detail.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, classify, isPassing } from '../../../app/credentials/classify.ts';
import type { AwsCause, Failure } from '../../../app/failure.ts';
import type { CallProblem } from '../../../app/ports.ts';

const problem = (code: string, message = '', status = 403): CallProblem => ({
  kind: 'aws',
  code,
  message,
  status,
  requestId: 'r-1',
});

const causeOf = (
  answer: CallProblem,
  { withCode = false, stillValid = true } = {},
): AwsCause | null => {
  const failure = classify('AssumeRole', answer, { withCode, stillValid });
  return failure.kind === 'aws' ? failure.cause : null;
};

const MFA = 'MultiFactorAuthentication failed';

describe('AccessDenied on a call that carried a code', () => {
  it.each<[string, string, AwsCause]>([
    ['a wrong or spent code', `${MFA} with invalid MFA one time pass code. `, 'code-refused'],
    [
      'a wrong serial or user',
      `${MFA}, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.`,
      'device-refused',
    ],
    [
      'half of it missing',
      `${MFA}, must provide both MFA serial number and one time pass code.`,
      'mfa-half-given',
    ],
    [
      'trust or permission',
      'User: arn:aws:iam::1:user/ada is not authorized to perform: sts:AssumeRole',
      'denied',
    ],
    ['no word at all, as from other servers', '', 'denied'],
  ])('means %s', (_, message, cause) => {
    expect(causeOf(problem('AccessDenied', message), { withCode: true })).toBe(cause);
  });
});

describe('AccessDenied on a call without a code', () => {
  it('means not trusted or not allowed', () => {
    const message = 'User: arn:aws:iam::1:user/ada is not authorized to perform: sts:AssumeRole';
    expect(causeOf(problem('AccessDenied', message))).toBe('denied');
  });

  it('is not taken for a wrong code because a role is named like the text', () => {
    const message = 'not authorized on role/invalid MFA one time pass code';
    expect(causeOf(problem('AccessDenied', message))).toBe('denied');
  });
});

describe('the code of an error', () => {
  it.each<[string, string, number, AwsCause]>([
    ['ExpiredToken', 'The security token included in the request is expired', 403, 'expired'],
    ['ExpiredTokenException', '', 400, 'expired'],
    ['SignatureDoesNotMatch', 'Signature expired: 20270115T080000Z is now earlier', 403, 'clock'],
    ['SignatureDoesNotMatch', 'Signature not yet current: 20270115T090000Z is', 403, 'clock'],
    ['SignatureDoesNotMatch', 'The request signature we calculated does not', 403, 'signature'],
    ['RequestTimeTooSkewed', 'The difference between the request time', 403, 'clock'],
    ['InvalidClientTokenId', 'The security token included is invalid.', 403, 'key-unknown'],
    ['UnrecognizedClientException', '', 400, 'key-unknown'],
    ['RegionDisabledException', 'STS is not activated in this region', 403, 'region-disabled'],
    ['Throttling', 'Rate exceeded', 400, 'throttled'],
    ['ThrottlingException', '', 400, 'throttled'],
    ['RequestLimitExceeded', '', 503, 'throttled'],
    ['Whatever', '', 429, 'throttled'],
    ['InternalFailure', '', 500, 'server'],
    ['HTTP 503', '', 503, 'server'],
    [
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      400,
      'duration-above-role',
    ],
    [
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      400,
      'duration-above-chain',
    ],
    ['ValidationError', '1 validation error detected', 400, 'invalid-request'],
    ['PackedPolicyTooLarge', '', 400, 'invalid-request'],
    ['Forbidden', '', 403, 'denied'],
    ['Teapot', '', 418, 'unknown'],
  ])('%s "%s" (%i) means %s', (code, message, status, cause) => {
    expect(causeOf(problem(code, message, status))).toBe(cause);
  });

  it.each([
    ['blames the clock while the credentials should be valid', true, 'clock'],
    ['means the credentials ended when they have', false, 'expired'],
  ])('RequestExpired %s', (_, stillValid, cause) => {
    expect(causeOf(problem('RequestExpired', '', 400), { stillValid })).toBe(cause);
  });

  it('and AWS’s own text stay at hand', () => {
    const answer = problem('AccessDenied', 'as AWS said it');
    expect(classify('GetSessionToken', answer, { withCode: true, stillValid: true })).toEqual({
      kind: 'aws',
      operation: 'GetSessionToken',
      cause: 'denied',
      code: 'AccessDenied',
      message: 'as AWS said it',
      status: 403,
      requestId: 'r-1',
    });
  });
});

describe('what is no AWS error', () => {
  it('keeps the host and code of a broken network', () => {
    expect(
      classify(
        'AssumeRole',
        { kind: 'network', host: 'sts.test', code: 'ENOTFOUND' },
        { withCode: false, stillValid: true },
      ),
    ).toEqual({
      kind: 'network',
      operation: 'AssumeRole',
      host: 'sts.test',
      code: 'ENOTFOUND',
    });
  });

  it('says what was wrong with a reply', () => {
    expect(
      classify(
        'AssumeRole',
        { kind: 'malformed', detail: ownDetail('no-whole-xml') },
        { withCode: false, stillValid: true },
      ),
    ).toEqual({
      kind: 'malformed-reply',
      operation: 'AssumeRole',
      detail: ownDetail('no-whole-xml'),
    });
  });
});

const aws = (cause: AwsCause): Failure => ({
  kind: 'aws',
  operation: 'AssumeRole',
  cause,
  code: '',
  message: '',
  status: 400,
  requestId: null,
});

const passes: Readonly<Record<AwsCause, boolean>> = {
  throttled: true,
  server: true,
  clock: true,
  'code-refused': false,
  'device-refused': false,
  'mfa-half-given': false,
  denied: false,
  expired: false,
  'token-expired': false,
  'token-refused': false,
  'key-unknown': false,
  signature: false,
  'region-disabled': false,
  'duration-above-role': false,
  'duration-above-chain': false,
  'invalid-request': false,
  'name-exists': false,
  limit: false,
  'not-found': false,
  'in-use': false,
  unknown: false,
};

describe('trying again by itself', () => {
  it.each(Object.entries(passes))('%s: %s', (cause, again) => {
    const known = Object.keys(passes).find((one): one is AwsCause => one === cause);
    expect(known !== undefined && isPassing(aws(known))).toBe(again);
  });

  it('happens after a lost answer and after a reply that was none', () => {
    expect(isPassing({ kind: 'network', operation: 'AssumeRole', host: '', code: '' })).toBe(true);
    expect(isPassing({ kind: 'malformed-reply', operation: 'AssumeRole', detail: noDetail })).toBe(
      true,
    );
  });

  it('does not happen for what only a person can mend', () => {
    expect(isPassing({ kind: 'vault', action: 'read', backend: '', detail: noDetail })).toBe(false);
  });
});

describe('the backoff', () => {
  it.each([
    [1, 1, 2_500],
    [2, 1, 4_500],
    [3, 1, 8_500],
    [20, 1, 120_500],
    [10_000, 1, 120_500],
    [7, 0, 500],
  ])('after %i failures is at most, at jitter %d, %i ms', (attempts, random, ms) => {
    expect(backoff(attempts, random)).toBe(ms);
  });

  it('stays between half a second and two minutes, whatever the dice', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        const wait = backoff(attempts, random);
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(120_500);
      }),
    );
  });
});
