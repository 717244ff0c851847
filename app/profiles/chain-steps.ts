import type { ChainEnd, ChainFailure, RoleHop } from './chain-types.ts';
import type { Profile, RoleArn, SettingKey } from './profile.ts';

/** Keys were found, and the chain ends here. */
export type EndStep = { readonly kind: 'end'; readonly end: ChainEnd };
/** The way leads on to a source profile. */
export type NextStep = {
  readonly kind: 'next';
  readonly profile: Profile;
  readonly source: string;
};
/** Credentials come from outside, for the profile's own role if it is one; the chain ends here. */
export type OriginStep = {
  readonly kind: 'origin';
  readonly profile: Profile;
  readonly end: ChainEnd;
};
export type FaultStep = { readonly kind: 'fault'; readonly failure: ChainFailure };

export const fault = (failure: ChainFailure): FaultStep => ({ kind: 'fault', failure });

/** Settings that count where a chain ends: there only device, endpoint and keys are used. */
const END_SETTINGS: ReadonlySet<SettingKey> = new Set(['mfa_serial', 'endpoint_url', 'services']);

const brokenSetting = (
  profile: Profile | undefined,
  counts: (key: SettingKey) => boolean,
): FaultStep | null => {
  const broken = profile?.invalid.find(({ key }) => counts(key));
  if (profile === undefined || broken === undefined) return null;
  const { key, rule } = broken;
  return fault({ kind: 'invalid-setting', profile: profile.name, key, rule });
};

/** An identity in the keychain ends a chain, with or without a profile of its name. */
export const identityEnd = (name: string, profile: Profile | undefined): EndStep | FaultStep =>
  brokenSetting(profile, (key) => END_SETTINGS.has(key)) ?? {
    kind: 'end',
    end: { kind: 'identity', name, mfaSerial: profile?.mfaSerial ?? null },
  };

/** Keys in the file end a chain; null when there are none. Half a pair is a fault. */
export const staticEnd = (profile: Profile): EndStep | FaultStep | null => {
  const { name, keys, mfaSerial } = profile;
  if (keys.kind === 'none') return null;
  const broken = brokenSetting(
    profile,
    (key) => END_SETTINGS.has(key) || key === 'aws_access_key_id',
  );
  if (broken !== null) return broken;
  if (keys.kind === 'half') {
    return fault({ kind: 'half-key-pair', profile: name, missing: keys.missing });
  }
  const { accessKeyId, secretAccessKey } = keys;
  const sessionToken = keys.kind === 'temporary' ? keys.sessionToken : null;
  return {
    kind: 'end',
    end: { kind: 'static', name, mfaSerial, accessKeyId, secretAccessKey, sessionToken },
  };
};

/** What a profile does that is not to sign with keys of its own: name a source, inside or outside, or fail. */
export const viaSource = (profile: Profile): NextStep | OriginStep | FaultStep => {
  const { name, source } = profile;
  const isRole = profile.role.kind !== 'none';
  if (isRole) {
    const broken = brokenSetting(profile, (key) => key !== 'aws_access_key_id');
    if (broken !== null) return broken;
  }
  if (source.kind === 'profile') return { kind: 'next', profile, source: source.name };
  if (source.kind === 'outside') {
    // As in the JavaScript SDK a profile without a role may lend another one its credential_source.
    return source.source.kind === 'web-identity' && !isRole
      ? fault({ kind: 'token-without-role', profile: name })
      : {
          kind: 'origin',
          profile,
          end: { kind: 'source', name, mfaSerial: null, source: source.source },
        };
  }
  if (source.kind === 'conflict') {
    return fault({ kind: 'conflicting-sources', profile: name, keys: source.keys });
  }
  if (source.kind === 'unsupported') {
    return fault({ kind: 'unsupported-source', profile: name, source: source.source });
  }
  if (isRole) return fault({ kind: 'no-source', profile: name });
  const [unsupported] = profile.unsupported;
  return fault(
    unsupported === undefined
      ? { kind: 'no-credentials', profile: name }
      : { kind: 'unsupported-source', profile: name, source: unsupported },
  );
};

/** What AssumeRole is told for one profile; `source` is the profile it is reached from. */
export const roleHop = (profile: Profile, arn: RoleArn, source: Profile | undefined): RoleHop => ({
  profile: profile.name,
  arn,
  externalId: profile.externalId,
  roleSessionName: profile.roleSessionName,
  durationSeconds: profile.durationSeconds,
  region: profile.region,
  mfaSerial: profile.mfaSerial,
  sourceMfaSerial: source?.mfaSerial ?? null,
});
