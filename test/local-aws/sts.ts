import { fail, ok } from '../../app/result.ts';
import { decide, decideTrust, notAuthorized, requestContext } from './authorize.ts';
import { callerArn, callerId, isTemporary, type Caller } from './caller.ts';
import { isoSeconds } from './clock.ts';
import { accessDenied, validationError, type Outcome } from './errors.ts';
import { checkMfa } from './mfa.ts';
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import { checkParams, numberParam, type Params, type Rule } from './params.ts';
import { readSessionOptions, type SessionOptions } from './session-options.ts';
import type { Session } from './sessions.ts';
import { assumedRoleArn, findRole } from './world.ts';
import type { XmlNode } from './xml.ts';

/** Limits of the STS API model (aws-rules, "Limits"); durations in seconds. */
const SESSION = { min: 900, max: 129_600, default: 43_200, rootMax: 3600 } as const;
const ROLE = { min: 900, max: 43_200, default: 3600, chainedMax: 3600 } as const;

const NAME = String.raw`[\w+=,.@-]*`;
const SERIAL_RULE: Rule = {
  field: 'SerialNumber',
  kind: 'text',
  min: 9,
  max: 256,
  pattern: String.raw`[\w+=/:,.@-]*`,
};
const CODE_RULE: Rule = {
  field: 'TokenCode',
  kind: 'text',
  min: 6,
  max: 6,
  pattern: String.raw`[\d]*`,
};

const SESSION_RULES: readonly Rule[] = [
  { field: 'DurationSeconds', kind: 'number', min: SESSION.min, max: SESSION.max },
  SERIAL_RULE,
  CODE_RULE,
];

const ROLE_RULES: readonly Rule[] = [
  { field: 'RoleArn', kind: 'text', required: true, min: 20, max: 2048 },
  { field: 'RoleSessionName', kind: 'text', required: true, min: 2, max: 64, pattern: NAME },
  { field: 'DurationSeconds', kind: 'number', min: ROLE.min, max: ROLE.max },
  { field: 'Policy', kind: 'text', min: 1, max: 2048 },
  { field: 'PolicyArns', kind: 'list', max: 10 },
  {
    field: 'ExternalId',
    kind: 'text',
    min: 2,
    max: 1224,
    pattern: String.raw`[\w+=,.@:\/-]*`,
  },
  SERIAL_RULE,
  CODE_RULE,
  { field: 'SourceIdentity', kind: 'text', min: 2, max: 64, pattern: NAME },
  { field: 'Tags', kind: 'list', max: 50 },
  { field: 'TransitiveTagKeys', kind: 'list', max: 50 },
];

/** All that credentials of GetSessionToken may call of STS. */
const SESSION_MAY_CALL: ReadonlySet<string> = new Set(['AssumeRole', 'GetCallerIdentity']);
/** What role credentials may not call. */
const ROLE_MAY_NOT_CALL: ReadonlySet<string> = new Set(['GetSessionToken', 'GetFederationToken']);

/** Refuses calls by the kind of credentials, before anything else is looked at. */
export const stsRefusal = (action: string, caller: Caller): Outcome<undefined> => {
  const refused =
    caller.kind === 'role'
      ? ROLE_MAY_NOT_CALL.has(action)
      : caller.proof.kind === 'session' && !SESSION_MAY_CALL.has(action);
  return refused
    ? fail(accessDenied(`Cannot call ${action} with session credentials`))
    : ok(undefined);
};

const credentials = (session: Session): XmlNode => ({
  AccessKeyId: session.accessKeyId,
  SecretAccessKey: session.secretAccessKey,
  SessionToken: session.sessionToken,
  Expiration: isoSeconds(session.expiresAt),
});

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
    if (caller.kind === 'role') {
      return fail(accessDenied('Cannot call GetSessionToken with session credentials'));
    }
    const valid = checkParams(params, SESSION_RULES);
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

/** The condition keys AssumeRole brings with it. */
const assumeRoleKeys = (
  params: Params,
  sourceIdentity: string | undefined,
  options: SessionOptions,
): readonly (readonly [string, readonly string[]])[] => {
  const single = [
    ['sts:rolesessionname', params.get('RoleSessionName')],
    ['sts:externalid', params.get('ExternalId')],
    ['sts:sourceidentity', sourceIdentity],
    ...options.tags.map(
      ({ key, value }) => [`aws:requesttag/${key.toLowerCase()}`, value] as const,
    ),
  ] as const;
  const transitive = options.tags.filter((tag) => tag.transitive).map(({ key }) => key);
  return [
    ...single.flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]] as const])),
    ...(options.tags.length === 0
      ? []
      : [['aws:tagkeys', options.tags.map(({ key }) => key)] as const]),
    ...(transitive.length === 0 ? [] : [['sts:transitivetagkeys', transitive] as const]),
  ];
};

const durationProblem = (
  wanted: number,
  caller: Caller,
  maxSessionDuration: number,
): string | undefined => {
  // Also for sessions of GetSessionToken: they count as chaining.
  if (isTemporary(caller) && wanted > ROLE.chainedMax) {
    return 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';
  }
  return wanted > maxSessionDuration
    ? 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    : undefined;
};

const assumeRole =
  ({ clock, world, sessions, codes, lifetimes }: ServiceDeps): Operation =>
  (params, caller) => {
    if (caller.kind === 'root') {
      return fail(accessDenied('Roles may not be assumed by root accounts.'));
    }
    const valid = checkParams(params, ROLE_RULES);
    if (!valid.ok) return valid;
    const arn = params.get('RoleArn') ?? '';
    if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(arn))
      return fail(validationError(`${arn} is invalid`));
    const inherited =
      caller.kind === 'role' ? caller.tags.filter(({ transitive }) => transitive) : [];
    const options = readSessionOptions(params, world(), inherited);
    if (!options.ok) return options;
    const now = clock.now();
    const mfa = checkMfa(params, caller, { codes, now });
    if (!mfa.ok) return mfa;

    const inheritedIdentity = caller.kind === 'role' ? caller.sourceIdentity : undefined;
    const sourceIdentity = params.get('SourceIdentity') ?? inheritedIdentity;
    const context = requestContext(world(), caller, {
      now,
      mfaShownNow: mfa.value,
      extra: assumeRoleKeys(params, sourceIdentity, options.value),
    });
    const actions = [
      'sts:AssumeRole',
      ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
      ...(options.value.tags.length === 0 ? [] : ['sts:TagSession']),
    ];
    const refuse = (action: string, explicit: boolean): Outcome<XmlNode> =>
      fail(
        accessDenied(
          notAuthorized(
            world(),
            caller,
            { action, resource: arn, denial: { explicit, policyType: 'identity-based' } },
            { explain: false },
          ),
        ),
      );
    const target = findRole(world(), arn);
    // A role that does not exist is refused in the words of one that does not trust the caller.
    if (target === undefined) return refuse('sts:AssumeRole', false);
    for (const action of actions) {
      const decision = decideTrust(world(), caller, target, { action, resource: arn, context });
      if (!decision.allowed) {
        const wish = { action, resource: arn, denial: decision };
        return fail(accessDenied(notAuthorized(world(), caller, wish, { explain: false })));
      }
    }
    if (inheritedIdentity !== undefined && sourceIdentity !== inheritedIdentity) {
      return refuse('sts:SetSourceIdentity', false);
    }

    const wanted = numberParam(params, 'DurationSeconds') ?? ROLE.default;
    const problem = durationProblem(wanted, caller, target.role.maxSessionDuration);
    if (problem !== undefined) return fail(validationError(problem));

    const sessionName = params.get('RoleSessionName') ?? '';
    const { scale = 1, roleSeconds = {} } = lifetimes();
    const session = sessions.issue(
      {
        kind: 'role-session',
        accountId: target.account.id,
        roleId: target.role.id,
        sessionName,
        sessionPolicies: options.value.policies,
        sourceIdentity,
        tags: options.value.tags,
      },
      now,
      roleSeconds[target.role.name] ?? Math.max(1, Math.round(wanted * scale)),
    );
    return ok({
      ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
      AssumedRoleUser: {
        AssumedRoleId: `${target.role.id}:${sessionName}`,
        Arn: assumedRoleArn(world(), target.account, target.role, sessionName),
      },
      Credentials: credentials(session),
      ...(options.value.packedPercent === undefined
        ? {}
        : { PackedPolicySize: options.value.packedPercent }),
    });
  };

export const STS = { version: '2011-06-15', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' };

export const createSts = (deps: ServiceDeps): Operations =>
  new Map([
    ['GetCallerIdentity', getCallerIdentity(deps)],
    ['GetSessionToken', getSessionToken(deps)],
    ['AssumeRole', assumeRole(deps)],
  ]);
