import { userOfArn } from '../devices/identify.ts';
import type { ChainCause } from '../failure.ts';
import type { Identity, IdentityCheck, Role, RoleChain } from '../model.ts';
import { configuredEndpoints } from '../network/endpoint.ts';
import type { AwsFileText, AwsFilesText, EnvironmentKeys, Host, KnownIdentity } from '../ports.ts';
import {
  namedMfaSerial,
  roleProfiles,
  type Chain,
  type ChainFailure,
  type RoleProfile,
} from '../profiles/chain.ts';
import { hasCredentials } from '../profiles/has-credentials.ts';
import { identityCandidates } from '../profiles/identity-candidates.ts';
import type { CredentialSource, Profile, ProfileSet } from '../profiles/profile.ts';
import { assertNever } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { Problem } from '../view/window.ts';
import type { AppEvent } from './events.ts';
import { leadableOf, plainKeysOf } from './found.ts';

/** Long-term or temporary keys written in the files in plain text, by profile name. */
export type FileKey = {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | null;
};

export type Catalog = {
  readonly event: Extract<AppEvent, { kind: 'catalog' }>;
  readonly fileKeys: ReadonlyMap<string, FileKey>;
};

const causeOf = (failure: ChainFailure): ChainCause =>
  failure.kind === 'unsupported-source'
    ? { kind: failure.kind, profile: failure.profile, source: failure.source.kind }
    : failure;

/** Whether what a source hands out is temporary. A token is no credentials: its first role is not chained. */
const isTemporary = (source: CredentialSource, environment: EnvironmentKeys): boolean => {
  switch (source.kind) {
    case 'web-identity':
      return false;
    case 'environment':
      return environment !== 'long-term';
    case 'container':
    case 'instance-metadata':
      return true;
    default:
      return assertNever(source);
  }
};

const chainOf = ({ profile, chain }: RoleProfile, environment: EnvironmentKeys): RoleChain => {
  if (!chain.ok)
    return {
      kind: 'broken',
      failure: { kind: 'broken-profile', profile: profile.name, cause: causeOf(chain.failure) },
    };
  const { end, roles } = chain.value;
  if (end.kind === 'source')
    return {
      kind: 'sourced',
      source: end.source,
      roles: roles.map((hop) => hop.profile),
      chained: isTemporary(end.source, environment),
    };
  return {
    kind: 'walks',
    identity: end.name,
    roles: roles.map((hop) => hop.profile),
    temporary: end.kind === 'static' && end.sessionToken !== null,
  };
};

const roleOf = (
  entry: RoleProfile,
  profiles: ProfileSet,
  host: Host,
  environment: EnvironmentKeys,
): Role => {
  const { profile, chain } = entry;
  const arn = profile.role.kind === 'role' ? profile.role.arn : undefined;
  const sso = profile.unsupported.find((source) => source.kind === 'sso');
  const hop = chain.ok ? chain.value.roles.at(-1) : undefined;
  const end = chain.ok ? profiles.profiles.get(chain.value.end.name) : undefined;
  return {
    profile: profile.name,
    roleArn: arn?.text ?? '',
    account: arn?.account ?? sso?.accountId ?? '',
    roleName: arn?.name ?? sso?.roleName ?? '',
    durationSeconds: profile.durationSeconds ?? null,
    externalId: profile.externalId ?? null,
    roleSessionName: profile.roleSessionName ?? null,
    serial: hop?.mfaSerial ?? hop?.sourceMfaSerial ?? null,
    endpoints: configuredEndpoints(host.environment, profile, end ?? null),
    chain: chainOf(entry, environment),
  };
};

/** The serial and the first chain by identity, so that an identity without a profile has an endpoint and a device. */
const firstByIdentity = (roles: readonly RoleProfile[]): ReadonlyMap<string, Chain> => {
  const first = new Map<string, Chain>();
  for (const { chain } of roles) {
    if (!chain.ok || chain.value.end.kind === 'source') continue;
    const known = first.get(chain.value.end.name);
    const better = known === undefined || (!namedMfaSerial(known) && namedMfaSerial(chain.value));
    if (better) first.set(chain.value.end.name, chain.value);
  }
  return first;
};

const checkOf = (known: KnownIdentity): IdentityCheck =>
  known.account !== null && known.userArn !== null
    ? {
        kind: 'known',
        arn: known.userArn,
        account: known.account,
        alias: known.alias,
        user: userOfArn(known.userArn)?.name ?? null,
        devices: [],
      }
    : { kind: 'unchecked' };

const identityOf = (
  name: string,
  key: { readonly accessKeyId: string; readonly origin: Identity['origin'] },
  own: string | null,
  profile: Profile | undefined,
  chain: Chain | undefined,
  /** The profile of that chain's role. */
  role: Profile | undefined,
  host: Host,
  check: IdentityCheck,
): Identity => {
  const serial = own ?? profile?.mfaSerial ?? null;
  return {
    name,
    accessKeyId: key.accessKeyId,
    origin: key.origin,
    serial: serial ?? (chain && namedMfaSerial(chain)) ?? null,
    mfaByDefault: serial !== null,
    endpoints: {
      ...configuredEndpoints(host.environment, profile ?? role ?? null, role ?? null),
      // An identity without a region of its own is asked where its first role is.
      region: configuredEndpoints(
        host.environment,
        profile?.region ? profile : (role ?? null),
        null,
      ).region,
    },
    check,
  };
};

const fileKeysOf = (profiles: ProfileSet): ReadonlyMap<string, FileKey> => {
  const keys = new Map<string, FileKey>();
  for (const { name, keys: written } of profiles.profiles.values()) {
    if (written.kind !== 'long-term' && written.kind !== 'temporary') continue;
    keys.set(name, {
      accessKeyId: written.accessKeyId,
      secretAccessKey: written.secretAccessKey,
      sessionToken: written.kind === 'temporary' ? written.sessionToken : null,
    });
  }
  return keys;
};

/** Profiles whose credential_process is ours, and counts: a role_arn beside it would win. */
const liveProfilesOf = ({ profiles }: ProfileSet): ReadonlySet<string> =>
  new Set(
    [...profiles.values()]
      .filter(
        ({ role, unsupported }) =>
          role.kind === 'none' &&
          unsupported.some((source) => source.kind === 'credential_process' && source.ours),
      )
      .map(({ name }) => name),
  );

const fileProblem = ({ path, problem }: AwsFileText): readonly Problem[] =>
  problem === null ? [] : [{ kind: 'aws-file', path, detail: problem }];

/**
 * Everything there is to start: roles with their chains and identities with their devices, from the AWS files and
 * the identities in the keychain. A broken profile is in it with its problem and hides no other. Linear in profiles.
 */
export const catalogOf = (
  files: AwsFilesText,
  profiles: ProfileSet,
  known: readonly KnownIdentity[],
  checks: ReadonlyMap<string, IdentityCheck>,
  host: Host,
  environment: EnvironmentKeys,
): Catalog => {
  const entries = roleProfiles(profiles, new Set(known.map(({ name }) => name)));
  const chains = firstByIdentity(entries);
  const roleAt = (identity: string): Profile | undefined =>
    profiles.profiles.get(chains.get(identity)?.roles.at(-1)?.profile ?? '');
  const identities = new Map<string, Identity>();
  for (const one of known)
    identities.set(
      one.name,
      identityOf(
        one.name,
        { accessKeyId: one.accessKeyId, origin: 'keychain' },
        one.serial,
        profiles.profiles.get(one.name),
        chains.get(one.name),
        roleAt(one.name),
        host,
        checks.get(one.name) ?? checkOf(one),
      ),
    );
  const candidates = identityCandidates(profiles).filter(({ name }) => !identities.has(name));
  for (const { name, accessKeyId } of candidates)
    identities.set(
      name,
      identityOf(
        name,
        { accessKeyId, origin: 'file' },
        null,
        profiles.profiles.get(name),
        chains.get(name),
        roleAt(name),
        host,
        checks.get(name) ?? { kind: 'unchecked' },
      ),
    );
  const byDefault = profiles.profiles.get('default');
  return {
    event: {
      kind: 'catalog',
      roles: new Map(
        entries.map((entry) => [entry.profile.name, roleOf(entry, profiles, host, environment)]),
      ),
      identities,
      liveProfiles: liveProfilesOf(profiles),
      defaultHasCredentials: byDefault !== undefined && hasCredentials(byDefault),
      plainKeys: plainKeysOf(profiles, known),
      leadable: leadableOf(profiles, known),
      problems: [
        ...fileProblem(files.config),
        ...fileProblem(files.credentials),
        ...profiles.problems.map((problem): Problem => ({ kind: 'profile', problem })),
        ...candidates.map(({ name, accessKeyId }): Problem => ({
          kind: 'importable',
          profile: name,
          accessKeyId,
        })),
      ],
      paths: { config: files.config.path, credentials: files.credentials.path },
    },
    fileKeys: fileKeysOf(profiles),
  };
};
