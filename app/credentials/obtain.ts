import { ownDetail } from '../detail.ts';
import type { Failure, Operation } from '../failure.ts';
import type { Instant, Role } from '../model.ts';
import type {
  Answer,
  CallContext,
  CodeInCall,
  Granted,
  Host,
  Signer,
  Sts,
  ToldTime,
} from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { classify } from './classify.ts';
import { callTarget, type Call } from './plan.ts';
import type { StsOperations } from './sts-operations.ts';
import { roleSessionName } from './session-name.ts';
import { toldTime } from './told-time.ts';

export type Obtained = ToldTime & { readonly outcome: Result<Granted, Failure> };

/** Credentials with less than this left, ms, when they come are none: they would be renewed at once, without end. */
const LEAST_LIFE = 1000;
/** What a call is made with: keys that sign it, or a token in it that stands for a signature. */
export type Authority =
  | { readonly kind: 'keys'; readonly signer: Signer }
  | { readonly kind: 'token'; readonly token: Secret };

const unknownTarget = (call: Call): Obtained => ({
  outcome: fail({ kind: 'unknown-target', target: callTarget(call) }),
  serverTime: null,
  took: 0,
});

/**
 * Makes one planned call: the only file that waits for STS. Exactly one request; what comes back is classified, and
 * nothing is retried here.
 */
export const createObtain =
  (
    sts: Sts,
    tokens: Pick<StsOperations, 'assumeRoleWithWebIdentity'>,
    host: Host,
    now: () => Instant,
  ) =>
  async (
    call: Call,
    facts: {
      readonly place: Omit<CallContext, 'signer'>;
      readonly by: Authority;
      readonly role: Role | undefined;
      readonly mfa: CodeInCall | null;
      /** Whether the signing credentials have not ended by our reckoning. */
      readonly stillValid: boolean;
    },
  ): Promise<Obtained> => {
    const { place, by, role, mfa, stillValid } = facts;
    const about = { withCode: mfa !== null, stillValid };
    if (call.kind === 'get-session') {
      if (by.kind === 'token') return unknownTarget(call);
      const answer = await sts.getSessionToken(
        { ...place, signer: by.signer },
        {
          durationSeconds: call.durationSeconds,
          mfa,
        },
      );
      return settled('GetSessionToken', answer, about, now());
    }
    if (role === undefined) return unknownTarget(call);
    const wanted = {
      roleArn: role.roleArn,
      roleSessionName: roleSessionName(role.roleSessionName, host),
      durationSeconds: call.durationSeconds,
    };
    if (by.kind === 'token') {
      const { token } = by;
      const answer = await tokens.assumeRoleWithWebIdentity(
        place,
        { ...wanted, providerId: null, policy: null, policyArns: [] },
        token,
      );
      return settled('AssumeRoleWithWebIdentity', answer, about, now());
    }
    const answer = await sts.assumeRole(
      { ...place, signer: by.signer },
      { ...wanted, externalId: role.externalId, mfa },
    );
    return settled('AssumeRole', answer, about, now());
  };

const settled = (
  operation: Operation,
  answer: Answer<Granted>,
  about: { readonly withCode: boolean; readonly stillValid: boolean },
  now: Instant,
): Obtained => ({
  outcome: answer.outcome.ok
    ? alive(operation, answer.outcome.value, answer.serverTime ?? now)
    : fail(classify(operation, answer.outcome.failure, about)),
  ...toldTime(answer),
});

/** Granted credentials, unless they have ended `at` the time they came. */
export const alive = (
  operation: Operation,
  granted: Granted,
  at: Instant,
): Result<Granted, Failure> =>
  granted.credentials.expiresAt - at < LEAST_LIFE
    ? fail({ kind: 'malformed-reply', operation, detail: ownDetail('ended-already') })
    : ok(granted);
