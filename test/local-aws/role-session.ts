import { fail, ok } from '../../app/result.ts';
import { isoSeconds } from './clock.ts';
import { validationError, type Outcome } from './errors.ts';
import type { ServiceDeps } from './operation.ts';
import { numberParam, type Params } from './params.ts';
import type { SessionOptions } from './session-options.ts';
import type { Session } from './sessions.ts';
import { ROLE } from './sts-rules.ts';
import { assumedRoleArn, type Account, type Role } from './world.ts';
import type { XmlNode } from './xml.ts';

/** What AssumeRole, AssumeRoleWithSAML and AssumeRoleWithWebIdentity have in common. */

export type Target = { readonly account: Account; readonly role: Role };

/** The part of an answer every call that gives credentials has. */
export const credentials = (session: Session): XmlNode => ({
  AccessKeyId: session.accessKeyId,
  SecretAccessKey: session.secretAccessKey,
  SessionToken: session.sessionToken,
  Expiration: isoSeconds(session.expiresAt),
});

/** Whether a text has the form of a role's ARN. */
export const checkRoleArn = (arn: string): Outcome<undefined> =>
  /^arn:[^:]+:iam::\d{12}:role\/.+$/.test(arn)
    ? ok(undefined)
    : fail(validationError(`${arn} is invalid`));

/** The condition keys that say how a session is to be named and marked. */
export const sessionKeys = ({
  sessionName,
  sourceIdentity,
  externalId,
  options,
}: {
  readonly sessionName: string | undefined;
  readonly sourceIdentity: string | undefined;
  readonly externalId?: string | undefined;
  readonly options: SessionOptions;
}): readonly (readonly [string, readonly string[]])[] => {
  const single = [
    ['sts:rolesessionname', sessionName],
    ['sts:externalid', externalId],
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

/** The permissions a call needs, by how it marks the session. */
export const actionsFor = (
  action: string,
  { sourceIdentity, tagged }: { readonly sourceIdentity: string | undefined; tagged: boolean },
): readonly string[] => [
  action,
  ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ...(tagged ? ['sts:TagSession'] : []),
];

/** The seconds asked for (3600 by default), unless that is more than the role or chaining allows. */
export const readDuration = (
  params: Params,
  { role }: Target,
  { chained }: { readonly chained: boolean },
): Outcome<number> => {
  const wanted = numberParam(params, 'DurationSeconds') ?? ROLE.default;
  // Also for sessions of GetSessionToken: they count as chaining.
  if (chained && wanted > ROLE.chainedMax) {
    return fail(
      validationError(
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      ),
    );
  }
  return wanted > role.maxSessionDuration
    ? fail(
        validationError(
          'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
        ),
      )
    : ok(wanted);
};

export type Grant = {
  readonly target: Target;
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly provider: string | undefined;
  readonly options: SessionOptions;
  readonly seconds: number;
  readonly fromLongTermKey: boolean;
};

/** Gives out credentials of a role; a test's lifetimes win over what was asked. */
export const issueForRole = (
  { clock, sessions, lifetimes }: Pick<ServiceDeps, 'clock' | 'sessions' | 'lifetimes'>,
  { target, sessionName, sourceIdentity, provider, options, seconds, fromLongTermKey }: Grant,
): Session => {
  const { scale = 1, roleSeconds = {} } = lifetimes();
  return sessions.issue(
    {
      kind: 'role-session',
      accountId: target.account.id,
      roleId: target.role.id,
      sessionName,
      sessionPolicies: options.policies,
      sourceIdentity,
      tags: options.tags,
      provider,
      fromLongTermKey,
    },
    clock.now(),
    roleSeconds[target.role.name] ?? Math.max(1, Math.round(seconds * scale)),
  );
};

/** Gives out credentials of a role and says so: the fields all three answers share. */
export const grantRole = (
  deps: ServiceDeps,
  grant: Grant,
): { readonly [name: string]: XmlNode } => {
  const { target, sessionName, sourceIdentity, options } = grant;
  return {
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
    AssumedRoleUser: {
      AssumedRoleId: `${target.role.id}:${sessionName}`,
      Arn: assumedRoleArn(deps.world(), target.account, target.role, sessionName),
    },
    Credentials: credentials(issueForRole(deps, grant)),
    ...(options.packedPercent === undefined ? {} : { PackedPolicySize: options.packedPercent }),
  };
};
