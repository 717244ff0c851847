import type { Secret } from '../secret.ts';

declare const profileNameBrand: unique symbol;

/**
 * A profile name as AWS's tools accept it: ASCII letters, digits and `_ . / @ % : + -`. They set no length; here it ends
 * where commands and sealed copies end (contract): one name beyond that would make a whole copy unreadable.
 */
export type ProfileName = string & { readonly [profileNameBrand]: true };

const PROFILE_NAME = /^[\w./@%:+-]{1,256}$/;

/** Whether a text is a profile name. `__proto__` and `constructor` are: names are only ever Map keys. */
export const isProfileName = (text: string): text is ProfileName => PROFILE_NAME.test(text);

/** Which of the two shared files. */
export type AwsFileKind = 'config' | 'credentials';

/** One shared file as read by the caller: where it was, and all of its text. */
export type AwsFile = { readonly path: string; readonly text: string };

/** A place in a shared file; `line` counts from 1. */
export type Place = { readonly file: AwsFileKind; readonly path: string; readonly line: number };

/** A role ARN in its parts. `account` is '' where the server has no accounts. */
export type RoleArn = {
  readonly text: string;
  readonly partition: string;
  readonly account: string;
  /** The path with both slashes, `/` when there is none. */
  readonly path: string;
  readonly name: string;
};

/** The keys whose values are checked; their spelling is that of the files. */
export type SettingKey =
  | 'role_arn'
  | 'external_id'
  | 'mfa_serial'
  | 'role_session_name'
  | 'duration_seconds'
  | 'region'
  | 'endpoint_url'
  | 'services'
  | 'aws_access_key_id';

/** What a value had to be. Lengths in characters, ranges in the key's unit (seconds). */
export type SettingRule =
  | { readonly kind: 'length'; readonly min: number; readonly max: number }
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  | { readonly kind: 'characters'; readonly allowed: string }
  | { readonly kind: 'whole-number' }
  | { readonly kind: 'role-arn' }
  | { readonly kind: 'http-url' }
  | { readonly kind: 'named-section' };

/** A value that breaks a rule. The value itself is not kept: a person may have put a secret there. */
export type InvalidSetting = {
  readonly key: SettingKey;
  readonly rule: SettingRule;
  readonly place: Place;
};

export type KeyPairPart = 'aws_access_key_id' | 'aws_secret_access_key';

/** Keys written in the files in plain text. */
export type StaticKeys =
  | { readonly kind: 'none' }
  | { readonly kind: 'half'; readonly missing: KeyPairPart }
  | {
      readonly kind: 'long-term';
      readonly accessKeyId: string;
      readonly secretAccessKey: Secret;
    }
  | {
      readonly kind: 'temporary';
      readonly accessKeyId: string;
      readonly secretAccessKey: Secret;
      readonly sessionToken: Secret;
    };

export type SourceKey = 'source_profile' | 'credential_source' | 'web_identity_token_file';

/** A place outside the files that hands out credentials; what is read there is never kept. */
export type CredentialSource =
  /** `credential_source = Environment`: the AWS variables of the app's own environment. */
  | { readonly kind: 'environment' }
  /** `EcsContainer`: the endpoint beside a container, named by AWS_CONTAINER_CREDENTIALS_*. */
  | { readonly kind: 'container' }
  /** `Ec2InstanceMetadata`: the metadata service of a machine, version 2 only. */
  | { readonly kind: 'instance-metadata' }
  /** `web_identity_token_file`: a token for the profile's own role, re-read each time (BO4). */
  | { readonly kind: 'web-identity'; readonly tokenFile: string };

/** Where a profile says its first credentials come from. */
export type Source =
  | { readonly kind: 'none' }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'outside'; readonly source: CredentialSource }
  | { readonly kind: 'conflict'; readonly keys: readonly SourceKey[] }
  | { readonly kind: 'unsupported'; readonly source: UnsupportedSource };

/** Ways to credentials that Fobwatch recognises but does not walk; kept so that a row can say why. */
export type UnsupportedSource =
  /** A `credential_source` of a name no SDK knows. */
  | { readonly kind: 'credential_source'; readonly value: string }
  | {
      readonly kind: 'sso';
      readonly session: string | null;
      readonly accountId: string | null;
      readonly roleName: string | null;
    }
  | {
      readonly kind: 'credential_process';
      /** A command line can hold a password. */
      readonly command: Secret;
      /** It calls fobwatch itself: such a profile is never executed by fobwatch. */
      readonly ours: boolean;
    }
  | { readonly kind: 'login_session' };

export type RoleSetting =
  | { readonly kind: 'none' }
  /** `role_arn` is there but is no role ARN; `Profile.invalid` says where. */
  | { readonly kind: 'invalid' }
  | { readonly kind: 'role'; readonly arn: RoleArn };

/**
 * One profile, merged from both files (the credentials file wins key by key).
 * A value that broke its rule is `null` here and listed in `invalid`.
 */
export type Profile = {
  readonly name: ProfileName;
  /** Every section header that contributed, config first. */
  readonly where: readonly Place[];
  readonly region: string | null;
  /** The endpoints named for STS and IAM: `services` section first, then `endpoint_url`. */
  readonly endpoints: Endpoints;
  /** `use_fips_endpoint`, `use_dualstack_endpoint`; null: not said. */
  readonly fips: boolean | null;
  readonly dualStack: boolean | null;
  /** `ca_bundle`: a path as written, maybe with `~`. */
  readonly caBundle: string | null;
  readonly role: RoleSetting;
  readonly source: Source;
  readonly externalId: string | null;
  readonly mfaSerial: string | null;
  /** May be a template such as `{user}@{host}`. */
  readonly roleSessionName: string | null;
  readonly durationSeconds: number | null;
  readonly keys: StaticKeys;
  /** Where a secret access key of it stands; null: nowhere. */
  readonly secretAt: Place | null;
  /** Kinds present in the profile that Fobwatch cannot use as a source, in the SDKs' order. */
  readonly unsupported: readonly UnsupportedSource[];
  readonly invalid: readonly InvalidSetting[];
};

export type Endpoints = {
  readonly sts: string | null;
  readonly iam: string | null;
  /** `ignore_configured_endpoint_urls`: with true AWS's own count, whatever is configured; null: not said. */
  readonly ignored: boolean | null;
};

/** Troubles of a single line. None of them carries the line: it could hold a secret. */
export type LineProblem = Place & {
  readonly kind:
    /** Holds a NUL character: binary junk, or a file in UTF-16. */
    | 'not-text'
    /** `[profile a` without a bracket to close it: its keys are skipped. */
    | 'unclosed-header'
    /** `[profile a] b`: its keys are skipped. */
    | 'text-after-header'
    /** A section name with characters AWS's tools refuse, or with none: skipped. */
    | 'invalid-name'
    /** A section of a kind no SDK knows: skipped. */
    | 'unknown-section'
    | 'property-outside-section'
    /** No `=` in it. */
    | 'not-a-property'
    | 'invalid-key'
    /** Deeper than the key above, which has a value: other SDKs read it as that value's second line. */
    | 'unexpected-indent';
  readonly profile: ProfileName | null;
};

/** Everything found wrong in the files. Sentences are made elsewhere; these are the facts. */
export type Problem =
  | LineProblem
  /** More line problems than are worth listing; `count` were left out, from `line` on. */
  | (Place & { readonly kind: 'more-problems'; readonly count: number })
  /** `[a]` in the config file, where it has to be `[profile a]`: skipped. */
  | (Place & { readonly kind: 'prefix-missing'; readonly name: ProfileName })
  /** `[profile a]` in the credentials file, where it has to be `[a]`: skipped. */
  | (Place & { readonly kind: 'prefix-in-credentials'; readonly name: ProfileName })
  /** Merged here and in most SDKs; the AWS CLI refuses the whole file. */
  | (Place & {
      readonly kind: 'duplicate-section';
      readonly profile: ProfileName | null;
      readonly firstLine: number;
    })
  /** `[default]` is ignored because there is a `[profile default]`. */
  | (Place & { readonly kind: 'shadowed-default'; readonly profile: ProfileName })
  | (Place & {
      readonly kind: 'invalid-setting';
      readonly profile: ProfileName;
      readonly key: SettingKey;
      readonly rule: SettingRule;
    })
  | (Place & {
      readonly kind: 'half-key-pair';
      readonly profile: ProfileName;
      readonly missing: KeyPairPart;
    })
  | (Place & {
      readonly kind: 'conflicting-sources';
      readonly profile: ProfileName;
      readonly keys: readonly SourceKey[];
    })
  /** `role_arn` without any source. */
  | (Place & { readonly kind: 'no-source'; readonly profile: ProfileName });

/** All profiles in file order (config, then those only the credentials file has) and all problems. */
export type ProfileSet = {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly problems: readonly Problem[];
};
