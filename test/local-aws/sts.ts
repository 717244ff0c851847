import { fail, ok } from '../../app/result.ts';
import { assumeRoleWithSaml } from './assume-role-with-saml.ts';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts';
import { assumeRole } from './assume-role.ts';
import { decide, notAuthorized, requestContext } from './authorize.ts';
import { callerArn, callerId, type Caller } from './caller.ts';
import { decodeAuthorizationMessage } from './decode-authorization-message.ts';
import { accessDenied, type Outcome } from './errors.ts';
import { getFederationToken } from './federation-token.ts';
import { checkMfa } from './mfa.ts';
import type { Operation, Operations, ServiceDeps, UnsignedOperations } from './operation.ts';
import { checkParams, numberParam } from './params.ts';
import { credentials } from './role-session.ts';
import { GET_SESSION_TOKEN, SESSION } from './sts-rules.ts';

/** All that credentials of GetSessionToken may call of STS. */
const SESSION_MAY_CALL: ReadonlySet<string> = new Set(['AssumeRole', 'GetCallerIdentity']);
/** All that credentials of GetFederationToken may call of STS. */
const FEDERATED_MAY_CALL: ReadonlySet<string> = new Set(['GetCallerIdentity']);
/** What role credentials may not call. */
const ROLE_MAY_NOT_CALL: ReadonlySet<string> = new Set(['GetSessionToken', 'GetFederationToken']);

const mayCall = (action: string, caller: Caller): boolean => {
  if (caller.kind === 'role') return !ROLE_MAY_NOT_CALL.has(action);
  if (caller.kind === 'federated') return FEDERATED_MAY_CALL.has(action);
  return caller.proof.kind === 'long-term' || SESSION_MAY_CALL.has(action);
};

/** Refuses calls by the kind of credentials, before anything else is looked at. */
export const stsRefusal = (action: string, caller: Caller): Outcome<undefined> =>
  mayCall(action, caller)
    ? ok(undefined)
    : fail(accessDenied(`Cannot call ${action} with session credentials`));

const getCallerIdentity =
  ({ world }: ServiceDeps): Operation =>
  (_params, caller) =>
    ok({
      Arn: callerArn(world(), caller),
      UserId: callerId(caller),
      Account: caller.account.id,
    });

const getSessionToken =
  ({ clock, world, sessions, codes, lifetimes }: ServiceDeps): Operation =>
  (params, caller) => {
    if (caller.kind === 'role' || caller.kind === 'federated') {
      return fail(accessDenied('Cannot call GetSessionToken with session credentials'));
    }
    const valid = checkParams(params, GET_SESSION_TOKEN);
    if (!valid.ok) return valid;
    const now = clock.now();
    const mfa = checkMfa(params, caller, { codes, now });
    if (!mfa.ok) return mfa;
    const arn = callerArn(world(), caller);
    const decision = decide(world(), caller, {
      action: 'sts:GetSessionToken',
      resource: '*',
      context: requestContext(world(), caller, { now, mfaShownNow: mfa.value }),
    });
    // Nobody needs a permission for this call; it can only be denied explicitly.
    if (!decision.allowed && decision.explicit) {
      const wish = { action: 'sts:GetSessionToken', resource: arn, denial: decision };
      return fail(accessDenied(notAuthorized(world(), caller, wish, { explain: false })));
    }
    const wanted = numberParam(params, 'DurationSeconds') ?? SESSION.default;
    // AWS shortens a root's session silently.
    const stated = caller.kind === 'root' ? Math.min(wanted, SESSION.rootMax) : wanted;
    const { scale = 1, sessionSeconds } = lifetimes();
    const mfaAt = mfa.value ? now : undefined;
    const accountId = caller.account.id;
    const session = sessions.issue(
      caller.kind === 'root'
        ? { kind: 'root-session', accountId, mfaAt }
        : { kind: 'user-session', accountId, userId: caller.user.id, mfaAt },
      now,
      sessionSeconds ?? Math.max(1, Math.round(stated * scale)),
    );
    return ok({ Credentials: credentials(session) });
  };

export const STS = { version: '2011-06-15', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' };

export const createSts = (deps: ServiceDeps): Operations =>
  new Map([
    ['GetCallerIdentity', getCallerIdentity(deps)],
    ['GetSessionToken', getSessionToken(deps)],
    ['AssumeRole', assumeRole(deps)],
    ['GetFederationToken', getFederationToken(deps)],
    ['DecodeAuthorizationMessage', decodeAuthorizationMessage(deps)],
  ]);

export const createUnsignedSts = (deps: ServiceDeps): UnsignedOperations =>
  new Map([
    ['AssumeRoleWithSAML', assumeRoleWithSaml(deps)],
    ['AssumeRoleWithWebIdentity', assumeRoleWithWebIdentity(deps)],
  ]);
