import type { Device } from './devices/identify.ts';
import type { Failure } from './failure.ts';
import type { CredentialSource } from './profiles/profile.ts';
import type { Secret } from './secret.ts';

/**
 * The words of product.md as types. Instants are milliseconds since 1970 in STS's time (the local clock
 * corrected by what STS's Date header said); durations are whole seconds, as AWS writes them.
 */
export type Instant = number;
export type Seconds = number;

/** Names one grant: the session of an identity, a role by its profile name, or one made directly by a name of its own. */
export type GrantRef =
  | { readonly kind: 'session'; readonly identity: string }
  | { readonly kind: 'role'; readonly profile: string }
  | { readonly kind: 'made'; readonly name: string };

/** The same as a key for maps. */
export type GrantId = `session:${string}` | `role:${string}` | `made:${string}`;

export const grantId = (ref: GrantRef): GrantId => {
  if (ref.kind === 'made') return `made:${ref.name}`;
  return ref.kind === 'session' ? `session:${ref.identity}` : `role:${ref.profile}`;
};

/** The same read back; null: it is none. */
export const grantRefOf = (id: string): GrantRef | null => {
  const [, kind, name = ''] = /^(session|role|made):(.+)$/.exec(id) ?? [];
  if (kind === 'session') return { kind, identity: name };
  if (kind === 'role') return { kind, profile: name };
  return kind === 'made' ? { kind, name } : null;
};

/** The name a person knows the grant by: the profile's, the identity's, or its own. */
export const grantName = (ref: GrantRef): string => {
  if (ref.kind === 'made') return ref.name;
  return ref.kind === 'session' ? ref.identity : ref.profile;
};

/** Temporary credentials as STS gave them. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  /** STS's own statement, never computed from a duration. */
  readonly expiresAt: Instant;
};

/** A long-term access key of an IAM user. */
export type LongTermKey = {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
};

/** What STS says of credentials beside their ARN; null: it does not say (BO10). */
export type GrantFacts = {
  /** AssumedRoleId or FederatedUserId. */
  readonly id: string | null;
  readonly sourceIdentity: string | null;
  /** Whom the identity provider vouched for, to whom, and who it is. */
  readonly subject: string | null;
  readonly subjectType: string | null;
  readonly audience: string | null;
  readonly provider: string | null;
  readonly nameQualifier: string | null;
};

/** What is known of held credentials apart from their secrets. */
export type Held = {
  readonly obtainedAt: Instant;
  readonly expiresAt: Instant;
  /** True when the call that obtained them carried a code, so only another code renews them. */
  readonly withCode: boolean;
  /** When the session that signed for them was obtained; null when no session did. */
  readonly underSessionOf: Instant | null;
  readonly arn: string | null;
  /** Percent of what inline policies, policy ARNs and tags may take together. */
  readonly packedPolicySize: number | null;
  readonly about?: GrantFacts | undefined;
  /** What the name stood for when they were obtained; a name that means something else by now does not inherit them. */
  readonly madeFor: string;
};

/** What the engine is doing about a grant. */
export type Work =
  | { readonly kind: 'idle' }
  | { readonly kind: 'needs-code' }
  | { readonly kind: 'requesting'; readonly since: Instant }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly at: Instant;
      /** When it is tried again without being asked; null when only a person can help. */
      readonly retryAt: Instant | null;
    };

export type Grant = {
  readonly ref: GrantRef;
  /** Wanted grants are obtained and renewed without being asked again; halted ones only when a person starts them. */
  readonly wish: 'none' | 'wanted' | 'halted';
  readonly held: Held | null;
  readonly work: Work;
  /** A person asked for new credentials, however much is left of those held. */
  readonly forced: boolean;
  /** The life that was asked for the next session, in s; null: as the settings say. */
  readonly askedLife: Seconds | null;
  /** Failures in a row, for the backoff. */
  readonly attempts: number;
  /** Learnt: AWS denied it without a code, so the next attempt goes through a session with MFA. */
  readonly demandsCode: boolean;
  /** Learnt: denied under a session obtained before this instant, where it was granted before (MultiFactorAuthAge). */
  readonly sessionAfter: Instant | null;
};

/** Where an identity's long-term key lives. */
export type KeyOrigin = 'keychain' | 'file';

/** What AWS said of a key. */
export type KnownIdentity = {
  readonly kind: 'known';
  readonly arn: string;
  readonly account: string;
  readonly alias: string | null;
  /** The IAM user's own name, which may differ from the profile's; null for root, or not asked yet. */
  readonly user: string | null;
  /** Devices to pick from; empty before AWS was asked. */
  readonly devices: readonly Device[];
};

/** Who the key is, as AWS says. */
export type IdentityCheck =
  | { readonly kind: 'unchecked' }
  /** `known`: what AWS said the last time, which is shown until it says more; null: nothing. */
  | { readonly kind: 'checking'; readonly known: KnownIdentity | null }
  | KnownIdentity
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What is known of an identity, also while it is asked about again; null: nothing. */
export const knownOf = (check: IdentityCheck | undefined): KnownIdentity | null => {
  if (check?.kind === 'checking') return check.known;
  return check?.kind === 'known' ? check : null;
};

export type Identity = {
  /** The profile name that roles name as their source. */
  readonly name: string;
  readonly accessKeyId: string;
  readonly origin: KeyOrigin;
  /** The TOTP device; null when none is known. */
  readonly serial: string | null;
  /** True when the serial is the identity's own; false when only some of its roles name it. */
  readonly mfaByDefault: boolean;
  readonly endpoints: Endpoints;
  readonly check: IdentityCheck;
};

/** Where the calls of an identity or a role go, as configured; `network/endpoint` makes an endpoint of it. */
export type Endpoints = {
  readonly region: string | null;
  /** null: AWS's own endpoint. */
  readonly sts: string | null;
  readonly iam: string | null;
  readonly fips: boolean;
  readonly dualStack: boolean;
  /** A file of certificates to trust besides the usual ones, as configured. */
  readonly caBundle: string | null;
};

/** A role profile as the engine knows it: nothing secret. */
export type Role = {
  readonly profile: string;
  readonly roleArn: string;
  readonly account: string;
  readonly roleName: string;
  readonly durationSeconds: Seconds | null;
  readonly externalId: string | null;
  readonly roleSessionName: string | null;
  readonly serial: string | null;
  readonly endpoints: Endpoints;
  readonly chain: RoleChain;
};

export type RoleChain =
  | {
      readonly kind: 'walks';
      /** The identity at its end, by name. */
      readonly identity: string;
      /** Role profiles from the key's side to this role itself; never empty. */
      readonly roles: readonly string[];
      /** Keys with a session token of their own: used as they are, no GetSessionToken. */
      readonly temporary: boolean;
    }
  /** Begins with credentials from outside the files: no identity, no session, no code. */
  | {
      readonly kind: 'sourced';
      readonly source: CredentialSource;
      /** As above; a web identity's first role is the one its token is for. */
      readonly roles: readonly string[];
      /** Whether what the source hands out is temporary, so that even the first role lasts 1 h at most. */
      readonly chained: boolean;
    }
  | { readonly kind: 'broken'; readonly failure: Failure };

/** The life of one code of one identity, between Enter and AWS's answer. */
export type CodeCheck =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking'; readonly since: Instant }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      readonly at: Instant;
      readonly refusals: number;
    };

/** One six-digit code, as text: leading zeros count. */
declare const codeBrand: unique symbol;
export type MfaCode = string & { readonly [codeBrand]: true };

/** Platforms the app runs on. */
export type Platform = 'linux' | 'darwin' | 'win32';
