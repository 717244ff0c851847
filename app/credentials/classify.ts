import type { AwsCause, Failure, Operation } from '../failure.ts';
import { tlsCause } from '../network/tls.ts';
import { isPassingSource } from './source.ts';
import type { CallProblem } from '../ports.ts';

/**
 * What an AWS error means, by operation and code first and its text last (aws-rules.md, Errors).
 * `withCode`: the call carried an MFA code, so AccessDenied is first one of three texts about it.
 */
const deniedCause = (message: string, withCode: boolean): AwsCause => {
  if (!withCode && !/MultiFactorAuthentication/.test(message)) return 'denied';
  if (/invalid MFA one time pass code/i.test(message)) return 'code-refused';
  if (/unable to validate MFA code|invalid MFA device|MFA device .* not/i.test(message))
    return 'device-refused';
  if (/must provide both/i.test(message)) return 'mfa-half-given';
  return 'denied';
};

const validationCause = (message: string): AwsCause => {
  if (/MaxSessionDuration/i.test(message)) return 'duration-above-role';
  if (/role chaining/i.test(message)) return 'duration-above-chain';
  return 'invalid-request';
};

const signatureCause = (message: string): AwsCause =>
  /Signature expired|not yet current/i.test(message) ? 'clock' : 'signature';

/** Operations whose caller an identity provider vouches for; no keys sign them. */
const VOUCHED: ReadonlySet<Operation> = new Set([
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
]);

const causeOf = (
  operation: Operation,
  problem: Extract<CallProblem, { kind: 'aws' }>,
  withCode: boolean,
  stillValid: boolean,
): AwsCause => {
  const { code, message, status } = problem;
  switch (code) {
    case 'AccessDenied':
    case 'AccessDeniedException':
    case 'UnauthorizedOperation':
      return deniedCause(message, withCode);
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return VOUCHED.has(operation) ? 'token-expired' : 'expired';
    case 'InvalidIdentityToken':
    case 'InvalidIdentityTokenException':
    case 'IDPRejectedClaim':
    case 'IDPRejectedClaimException':
      return 'token-refused';
    // AWS could not ask the provider; it says itself that trying again may help.
    case 'IDPCommunicationError':
    case 'IDPCommunicationErrorException':
      return 'server';
    // EC2 says RequestExpired for expired credentials too: the clock is blamed only if they should be valid.
    case 'RequestExpired':
      return stillValid ? 'clock' : 'expired';
    case 'RequestTimeTooSkewed':
      return 'clock';
    case 'SignatureDoesNotMatch':
      return signatureCause(message);
    case 'InvalidClientTokenId':
    case 'UnrecognizedClientException':
    case 'InvalidAccessKeyId':
      return 'key-unknown';
    case 'RegionDisabledException':
      return 'region-disabled';
    case 'Throttling':
    case 'ThrottlingException':
    case 'TooManyRequestsException':
    case 'RequestLimitExceeded':
    case 'SlowDown':
      return 'throttled';
    case 'ValidationError':
    case 'ValidationException':
      return validationCause(message);
    case 'EntityAlreadyExists':
    case 'EntityAlreadyExistsException':
      return 'name-exists';
    case 'LimitExceeded':
    case 'LimitExceededException':
      return 'limit';
    case 'NoSuchEntity':
    case 'NoSuchEntityException':
      return 'not-found';
    case 'DeleteConflict':
    case 'DeleteConflictException':
      return 'in-use';
    // IAM is at work on it just now.
    case 'EntityTemporarilyUnmodifiable':
    case 'EntityTemporarilyUnmodifiableException':
    case 'ConcurrentModification':
    case 'ConcurrentModificationException':
    case 'ServiceFailure':
      return 'server';
    // Of enabling and resyncing a device, which take two codes.
    case 'InvalidAuthenticationCode':
    case 'InvalidAuthenticationCodeException':
      return 'code-refused';
    case 'MalformedPolicyDocument':
    case 'MalformedPolicyDocumentException':
    case 'PackedPolicyTooLarge':
    case 'PackedPolicyTooLargeException':
    case 'InvalidParameterValue':
    case 'InvalidAuthorizationMessageException':
      return 'invalid-request';
    default:
      if (status === 429) return 'throttled';
      if (status >= 500) return 'server';
      return status === 403 ? deniedCause(message, withCode) : 'unknown';
  }
};

/** A failure from a raw problem. `stillValid`: the signing credentials had not ended by our own reckoning. */
export const classify = (
  operation: Operation,
  problem: CallProblem,
  context: { readonly withCode: boolean; readonly stillValid: boolean },
): Failure => {
  switch (problem.kind) {
    case 'aws':
      return {
        kind: 'aws',
        operation,
        cause: causeOf(operation, problem, context.withCode, context.stillValid),
        code: problem.code,
        message: problem.message,
        status: problem.status,
        requestId: problem.requestId,
      };
    case 'network': {
      const { host, code } = problem;
      const cause = tlsCause(code);
      return cause === null
        ? { kind: 'network', operation, host, code }
        : { kind: 'tls', operation, host, cause, code };
    }
    case 'proxy': {
      const { proxy, cause, code } = problem;
      return { kind: 'proxy', operation, proxy, cause, code };
    }
    case 'file':
      return { kind: 'file', action: 'read', path: problem.path, detail: problem.detail };
    case 'malformed':
      return { kind: 'malformed-reply', operation, detail: problem.detail };
    default:
      return problem satisfies never;
  }
};

/** Whether time alone may mend a failure, so that it is tried again without being asked. */
export const isPassing = (failure: Failure): boolean => {
  if (failure.kind === 'network' || failure.kind === 'malformed-reply') return true;
  // The sign-in page of a hotel's network answers for everybody until someone signs in.
  if (failure.kind === 'tls') return true;
  // A login is not tried over and over: proxies lock accounts.
  if (failure.kind === 'proxy')
    return failure.cause === 'unreachable' || failure.cause === 'refused';
  if (failure.kind === 'source') return isPassingSource(failure);
  if (failure.kind !== 'aws') return false;
  return failure.cause === 'throttled' || failure.cause === 'server' || failure.cause === 'clock';
};

/** Whether AWS cannot have seen the call: who answered was not trusted, or the proxy did not let it pass. */
export const neverArrived = ({ kind }: Failure): boolean => kind === 'tls' || kind === 'proxy';

const BASE = 1_000;
const CAP = 120_000;

/** Exponential backoff with full jitter, ms; `attempts` counts from 1, `random` is in 0..1. Never under 0.5 s. */
export const backoff = (attempts: number, random: number): number =>
  500 + random * Math.min(CAP, BASE * 2 ** Math.min(attempts, 20));
