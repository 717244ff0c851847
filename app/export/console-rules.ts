import { lasts } from '../credentials/plan.ts';
import { endpointsOfGrant } from '../session/grant-endpoints.ts';
import type { Failure } from '../failure.ts';
import { grantId, type GrantRef, type Held, type Role, type Seconds } from '../model.ts';
import { partitionById, type Partition } from '../regions/partitions.ts';
import { partitionOf, partitionOfArn, requirePartition } from '../regions/region.ts';
import { fail, ok, type Result } from '../result.ts';
import type { AppState } from '../session/state.ts';
import { consolePlace, destinationOf, type ConsolePlace } from './console-url.ts';

/** What is asked of a sign-in. */
export type SignInOptions = {
  /** A service, a path or a page of the console; null: its home. */
  readonly destination: string | null;
  /** null: the region configured for the grant. */
  readonly region: string | null;
  /** How long the console stays signed in, 900..43200 s; null: as long as the credentials. */
  readonly durationSeconds: Seconds | null;
};

export const plainSignIn: SignInOptions = {
  destination: null,
  region: null,
  durationSeconds: null,
};

/** A sign-in that breaks no rule. */
export type SignInPlan = {
  readonly place: ConsolePlace;
  readonly destination: string;
  readonly durationSeconds: Seconds | null;
};

/** How long a console session may be asked to last, in seconds. */
const consoleDuration = { min: 900, max: 43_200 } as const;

/**
 * How credentials came about, as far as the console asks (aws-rules.md, Console sign-in).
 *
 * | origin       | what it is                                                        | signs in | SessionDuration |
 * |--------------|-------------------------------------------------------------------|----------|-----------------|
 * | `key`        | AssumeRole, signed with a long-term key                           | yes      | yes             |
 * | `chained`    | AssumeRole, signed with a session (with MFA or not), a role, or other temporary keys | yes | no |
 * | `vouched`    | AssumeRoleWithSAML, AssumeRoleWithWebIdentity                     | yes      | no              |
 * | `federated`  | GetFederationToken                                                | yes      | no              |
 * | `imported`   | from a file, which does not say                                   | perhaps  | no              |
 * | `session`    | GetSessionToken                                                   | no       | no              |
 */
export type Origin = 'key' | 'chained' | 'vouched' | 'federated' | 'imported' | 'session';

const originOfRole = (role: Role, held: Held | null): Origin => {
  const { chain } = role;
  if (chain.kind === 'broken' || chain.roles.length > 1) return 'chained';
  if (held !== null && held.underSessionOf !== null) return 'chained';
  if (chain.kind === 'walks') return chain.temporary ? 'chained' : 'key';
  if (chain.source.kind === 'web-identity') return 'vouched';
  return chain.chained ? 'chained' : 'key';
};

/** The origin of what is held; where nothing is, the best it can be. Null for a name that stands for nothing. */
export const originOfGrant = (state: AppState, ref: GrantRef): Origin | null => {
  const held = state.grants.get(grantId(ref))?.held ?? null;
  if (ref.kind === 'session') return state.identities.has(ref.identity) ? 'session' : null;
  const how = ref.kind === 'made' ? state.made.get(ref.name)?.how : undefined;
  if (ref.kind === 'role' || how?.kind === 'assumed-role') {
    const profile = ref.kind === 'role' ? ref.profile : how?.kind === 'assumed-role' && how.profile;
    const role = profile === false || profile === undefined ? undefined : state.roles.get(profile);
    if (role === undefined) return null;
    // Not held yet, and a session is going to sign: known before a person types a code for it.
    const underSession = lasts(state, role).why === 'shares-session';
    return held === null && ref.kind === 'role' && underSession
      ? 'chained'
      : originOfRole(role, held);
  }
  switch (how?.kind) {
    case undefined:
      return null;
    case 'saml':
    case 'web-identity':
      return 'vouched';
    case 'federated-user':
      return 'federated';
    case 'imported':
      return /:(user\/.+|root)$/.test(held?.arn ?? '') ? 'session' : 'imported';
    default:
      return how satisfies never;
  }
};

/** An ARN that says in which partition a grant is, from what STS said or else from what is configured. */
const arnOf = (state: AppState, ref: GrantRef): string | null => {
  const said = state.grants.get(grantId(ref))?.held?.arn ?? null;
  if (said !== null) return said;
  const roleArn = (profile: string): string | null => state.roles.get(profile)?.roleArn ?? null;
  const userArn = (name: string): string | null => {
    const check = state.identities.get(name)?.check;
    return check?.kind === 'known' ? check.arn : null;
  };
  if (ref.kind === 'role') return roleArn(ref.profile);
  if (ref.kind === 'session') return userArn(ref.identity);
  const how = state.made.get(ref.name)?.how;
  if (how?.kind === 'assumed-role') return roleArn(how.profile);
  if (how?.kind === 'federated-user') return userArn(how.identity);
  return how !== undefined && 'roleArn' in how ? how.roleArn : null;
};

/** Where nothing says otherwise, AWS's public partition. */
const partitionOfGrant = (arn: string | null, region: string | null): Partition | null =>
  arn === null
    ? ((region === null ? null : partitionOf(region)) ?? partitionById('aws'))
    : partitionOfArn(arn);

const nameOfPartition = (arn: string | null): string => arn?.split(':')[1] ?? '';

const checkDuration = (
  ref: GrantRef,
  origin: Exclude<Origin, 'session'>,
  seconds: Seconds | null,
): Failure | null => {
  if (seconds === null) return null;
  const { min, max } = consoleDuration;
  if (!Number.isInteger(seconds) || seconds < min || seconds > max)
    return { kind: 'console-duration', target: ref, because: 'range' };
  return origin === 'key' ? null : { kind: 'console-duration', target: ref, because: origin };
};

/**
 * Whether and how a grant signs in to the console; before it is held, as far as can be said. Fails for sessions, for
 * partitions without a public console, for a page of another host, and for a duration that cannot be chosen.
 */
export const planSignIn = (
  state: AppState,
  ref: GrantRef,
  options: SignInOptions,
): Result<SignInPlan, Failure> => {
  const origin = originOfGrant(state, ref);
  if (origin === null) return fail({ kind: 'unknown-target', target: ref });
  if (origin === 'session') return fail({ kind: 'console-session', target: ref });
  const duration = checkDuration(ref, origin, options.durationSeconds);
  if (duration !== null) return fail(duration);
  const configured = endpointsOfGrant(state, ref)?.region ?? null;
  const arn = arnOf(state, ref);
  const partition = partitionOfGrant(arn, configured);
  const place = consolePlace(partition, state.settings.signInEndpoint);
  if (place === null) return fail({ kind: 'no-console', partition: nameOfPartition(arn) });
  const { region } = options;
  if (region !== null && partition !== null) {
    const found = requirePartition(region);
    if (!found.ok) return fail({ kind: 'endpoint', cause: found.failure });
    if (found.value.id !== partition.id) {
      const [there, wanted] = [found.value.id, partition.id];
      const cause = { kind: 'region-elsewhere', region, partition: there, wanted } as const;
      return fail({ kind: 'endpoint', cause });
    }
  }
  const destination = destinationOf(place, options.destination, region ?? configured);
  return destination === null
    ? fail({ kind: 'console-destination', console: place.console })
    : ok({ place, destination, durationSeconds: options.durationSeconds });
};
