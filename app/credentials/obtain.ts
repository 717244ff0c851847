import type { Failure } from '../failure.ts';
import type { Instant, Role } from '../model.ts';
import type { Answer, CallContext, CodeInCall, Granted, Host, Sts } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { classify } from './classify.ts';
import type { Call } from './plan.ts';
import { roleSessionName } from './session-name.ts';

export type Obtained = {
  readonly outcome: Result<Granted, Failure>;
  readonly serverTime: number | null;
};

/** Credentials with less than this left, ms, when they come are none: they would be renewed at once, without end. */
const LEAST_LIFE = 1000;

/**
 * Makes one planned call: the only file that waits for STS. Exactly one request; what comes back is classified, and
 * nothing is retried here.
 */
export const createObtain =
  (sts: Sts, host: Host, now: () => Instant) =>
  async (
    call: Call,
    facts: {
      readonly context: CallContext;
      readonly role: Role | undefined;
      readonly mfa: CodeInCall | null;
      /** Whether the signing credentials have not ended by our reckoning. */
      readonly stillValid: boolean;
    },
  ): Promise<Obtained> => {
    const { context, role, mfa, stillValid } = facts;
    const about = { withCode: mfa !== null, stillValid };
    if (call.kind === 'get-session') {
      const answer = await sts.getSessionToken(context, {
        durationSeconds: call.durationSeconds,
        mfa,
      });
      return settled('GetSessionToken', answer, about, now());
    }
    if (role === undefined)
      return {
        outcome: fail({ kind: 'unknown-target', target: { kind: 'role', profile: call.profile } }),
        serverTime: null,
      };
    const answer = await sts.assumeRole(context, {
      roleArn: role.roleArn,
      roleSessionName: roleSessionName(role.roleSessionName, host),
      durationSeconds: call.durationSeconds,
      externalId: role.externalId,
      mfa,
    });
    return settled('AssumeRole', answer, about, now());
  };

const settled = (
  operation: 'GetSessionToken' | 'AssumeRole',
  { outcome, serverTime }: Answer<Granted>,
  about: { readonly withCode: boolean; readonly stillValid: boolean },
  now: Instant,
): Obtained => ({
  outcome: outcome.ok
    ? alive(operation, outcome.value, serverTime ?? now)
    : fail(classify(operation, outcome.failure, about)),
  // What does not speak STS, such as a captive portal, does not tell the time either.
  serverTime: outcome.ok || outcome.failure.kind === 'aws' ? serverTime : null,
});

const alive = (
  operation: 'GetSessionToken' | 'AssumeRole',
  granted: Granted,
  at: Instant,
): Result<Granted, Failure> =>
  granted.credentials.expiresAt - at < LEAST_LIFE
    ? fail({ kind: 'malformed-reply', operation, detail: 'credentials that have ended already' })
    : ok(granted);
