import type { Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type {
  CredentialSource,
  KeyPairPart,
  Profile,
  RoleArn,
  SettingKey,
  SettingRule,
  SourceKey,
  UnsupportedSource,
} from './profile.ts';

/** One role on the way, with what AssumeRole is told. */
export type RoleHop = {
  readonly profile: string;
  readonly arn: RoleArn;
  readonly externalId: string | null;
  readonly roleSessionName: string | null;
  /** Seconds, 900..43200; null when the profile leaves it open. */
  readonly durationSeconds: number | null;
  readonly region: string | null;
  /** The serial this role names itself. */
  readonly mfaSerial: string | null;
  /** The serial its direct source names. Not inherited by AWS's rules, but a sign that a code is needed. */
  readonly sourceMfaSerial: string | null;
};

/** Who signs the first call. */
export type ChainEnd =
  /** A long-term key in the keychain. */
  | { readonly kind: 'identity'; readonly name: string; readonly mfaSerial: string | null }
  /** Keys in the files in plain text; with a session token they are used as they are. */
  | {
      readonly kind: 'static';
      readonly name: string;
      readonly mfaSerial: string | null;
      readonly accessKeyId: string;
      readonly secretAccessKey: Secret;
      readonly sessionToken: Secret | null;
    }
  /** Credentials from outside the files, where the profile `name` says. They have no device. */
  | {
      readonly kind: 'source';
      readonly name: string;
      readonly mfaSerial: null;
      readonly source: CredentialSource;
    };

/** The way from the credentials at hand to a role. */
export type Chain = {
  readonly end: ChainEnd;
  /** From the end outwards; the last is the wanted role. Hops without `role_arn` are not in it. */
  readonly roles: readonly RoleHop[];
  /** Every profile passed, from the end outwards, also those without a role. */
  readonly through: readonly string[];
  /** The wanted profile's own region. */
  readonly region: string | null;
};

/** Why there is no way. `profile` is the one at fault, which need not be the wanted one. */
export type ChainFailure =
  | {
      readonly kind: 'no-such-profile';
      readonly profile: string;
      /** Whose `source_profile` it is; null when it was asked for itself. */
      readonly namedBy: string | null;
    }
  /** The profiles of the loop, each once, in the order in which they name each other. */
  | { readonly kind: 'loop'; readonly profiles: readonly string[] }
  | { readonly kind: 'half-key-pair'; readonly profile: string; readonly missing: KeyPairPart }
  | {
      readonly kind: 'conflicting-sources';
      readonly profile: string;
      readonly keys: readonly SourceKey[];
    }
  /** `role_arn` without a source. */
  | { readonly kind: 'no-source'; readonly profile: string }
  /** `web_identity_token_file` without the role it is for. */
  | { readonly kind: 'token-without-role'; readonly profile: string }
  /** No keys, no source, no identity in the keychain. */
  | { readonly kind: 'no-credentials'; readonly profile: string }
  | {
      readonly kind: 'unsupported-source';
      readonly profile: string;
      readonly source: UnsupportedSource;
    }
  | {
      readonly kind: 'invalid-setting';
      readonly profile: string;
      readonly key: SettingKey;
      readonly rule: SettingRule;
    }
  /** More profiles on the way than `limit`. */
  | { readonly kind: 'too-long'; readonly profile: string; readonly limit: number };

export type ChainResult = Result<Chain, ChainFailure>;

/** A role profile and the way to it, or why there is none. */
export type RoleProfile = { readonly profile: Profile; readonly chain: ChainResult };

/**
 * The serial a chain names for its code: of the roles from the end outwards the role's own, else its
 * source's; else the one at the end. null: no profile asks for a code.
 */
export const namedMfaSerial = ({ roles, end }: Chain): string | null => {
  for (const { mfaSerial, sourceMfaSerial } of roles) {
    const serial = mfaSerial ?? sourceMfaSerial;
    if (serial !== null) return serial;
  }
  return end.mfaSerial;
};
