import { secret } from '../secret.ts';
import { mergeAwsFiles, type AwsFilesInput, type MergedFiles, type RawProfile } from './merge.ts';
import type {
  CredentialSource,
  Endpoints,
  InvalidSetting,
  KeyPairPart,
  Place,
  Problem,
  Profile,
  ProfileSet,
  RoleSetting,
  SettingKey,
  SettingRule,
  Source,
  SourceKey,
  StaticKeys,
  UnsupportedSource,
} from './profile.ts';
import { parseRoleArn } from './role-arn.ts';
import { brokenTextRule, isEndpointUrl, parseDuration, type TextSettingKey } from './settings.ts';

/**
 * Reads the two AWS shared files (aws-rules.md "Shared files" and "Limits"). Total: any text gives a
 * set. Whatever is wrong is a value in `problems`, never a thrown error, and spoils only the profile
 * it stands in. Secrets are wrapped as they are read and problems carry no text of a line.
 */
export const parseAwsFiles = (files: AwsFilesInput): ProfileSet => {
  const merged = mergeAwsFiles(files);
  const problems: Problem[] = [...merged.problems];
  const profiles = new Map<string, Profile>();
  for (const raw of merged.profiles.values()) {
    const profile = readProfile(raw, merged.services);
    profiles.set(profile.name, profile);
    problems.push(...problemsOf(profile, raw));
  }
  return { profiles, problems };
};

const readProfile = (raw: RawProfile, services: MergedFiles['services']): Profile => {
  const invalid: InvalidSetting[] = [];
  const refuse = (key: SettingKey, rule: SettingRule, place: Place): null => {
    invalid.push({ key, rule, place });
    return null;
  };

  const text = (key: string): string | null => raw.texts.get(key)?.value ?? null;

  const checked = (key: TextSettingKey): string | null => {
    const entry = raw.texts.get(key);
    if (entry === undefined) return null;
    const broken = brokenTextRule(key, entry.value);
    return broken === null ? entry.value : refuse(key, broken, entry.place);
  };

  const duration = (): number | null => {
    const entry = raw.texts.get('duration_seconds');
    if (entry === undefined) return null;
    const parsed = parseDuration(entry.value);
    return typeof parsed === 'number' ? parsed : refuse('duration_seconds', parsed, entry.place);
  };

  const role = (): RoleSetting => {
    const entry = raw.texts.get('role_arn');
    if (entry === undefined) return { kind: 'none' };
    const arn = parseRoleArn(entry.value);
    if (arn !== null) return { kind: 'role', arn };
    refuse('role_arn', { kind: 'role-arn' }, entry.place);
    return { kind: 'invalid' };
  };

  const url = (entries: RawProfile['texts'] | undefined, key: string): string | null => {
    const entry = entries?.get(key);
    if (entry === undefined) return null;
    if (isEndpointUrl(entry.value)) return entry.value;
    return refuse('endpoint_url', { kind: 'http-url' }, entry.place);
  };

  /** As in the SDKs `true` or `false` in any case; anything else says nothing. */
  const flag = (key: string): boolean | null => {
    const word = text(key)?.toLowerCase();
    return word === 'true' ? true : word === 'false' ? false : null;
  };

  const endpointUrl = url(raw.texts, 'endpoint_url');

  const endpoints = (): Endpoints => {
    const named = raw.texts.get('services');
    const section = named === undefined ? undefined : services.get(named.value);
    if (named !== undefined && section === undefined) {
      refuse('services', { kind: 'named-section' }, named.place);
    }
    return {
      sts: url(section?.texts, 'sts.endpoint_url') ?? endpointUrl,
      iam: url(section?.texts, 'iam.endpoint_url') ?? endpointUrl,
      ignored: flag('ignore_configured_endpoint_urls'),
    };
  };

  return {
    name: raw.name,
    where: raw.where,
    region: checked('region'),
    endpoints: endpoints(),
    fips: flag('use_fips_endpoint'),
    dualStack: flag('use_dualstack_endpoint'),
    caBundle: text('ca_bundle') || null,
    role: role(),
    source: readSource(raw),
    externalId: checked('external_id'),
    mfaSerial: checked('mfa_serial'),
    roleSessionName: checked('role_session_name'),
    durationSeconds: duration(),
    keys: readKeys(raw, checked('aws_access_key_id')),
    secretAt: raw.secrets.get('aws_secret_access_key')?.place ?? null,
    unsupported: readUnsupported(raw),
    invalid,
  };
};

const readKeys = (raw: RawProfile, accessKeyId: string | null): StaticKeys => {
  const secretAccessKey = raw.secrets.get('aws_secret_access_key')?.value;
  // `aws_security_token` is what boto called it; a key that has one must not pass for a long-term key.
  const sessionToken = (
    raw.secrets.get('aws_session_token') ?? raw.secrets.get('aws_security_token')
  )?.value;
  if (accessKeyId === null) {
    // A refused id is reported as such, not as missing too; either way there is no pair.
    const nothing = secretAccessKey === undefined && sessionToken === undefined;
    return nothing && !raw.texts.has('aws_access_key_id')
      ? { kind: 'none' }
      : { kind: 'half', missing: 'aws_access_key_id' };
  }
  if (secretAccessKey === undefined) return { kind: 'half', missing: 'aws_secret_access_key' };
  return sessionToken === undefined
    ? { kind: 'long-term', accessKeyId, secretAccessKey }
    : { kind: 'temporary', accessKeyId, secretAccessKey, sessionToken };
};

const SOURCE_KEYS = [
  'source_profile',
  'credential_source',
  'web_identity_token_file',
] as const satisfies readonly SourceKey[];

/** In lower case: the AWS CLI takes them in any, the JavaScript SDK only as AWS writes them. */
const CREDENTIAL_SOURCES: ReadonlyMap<string, CredentialSource> = new Map([
  ['environment', { kind: 'environment' }],
  ['ecscontainer', { kind: 'container' }],
  ['ec2instancemetadata', { kind: 'instance-metadata' }],
]);

const readSource = (raw: RawProfile): Source => {
  const present = SOURCE_KEYS.filter((key) => raw.texts.has(key));
  if (present.length > 1) return { kind: 'conflict', keys: present };
  const sourceProfile = raw.texts.get('source_profile');
  if (sourceProfile !== undefined) return { kind: 'profile', name: sourceProfile.value };
  const credentialSource = raw.texts.get('credential_source');
  if (credentialSource !== undefined) {
    const { value } = credentialSource;
    const source = CREDENTIAL_SOURCES.get(value.toLowerCase());
    return source === undefined
      ? { kind: 'unsupported', source: { kind: 'credential_source', value } }
      : { kind: 'outside', source };
  }
  const tokenFile = raw.texts.get('web_identity_token_file');
  if (tokenFile !== undefined) {
    return { kind: 'outside', source: { kind: 'web-identity', tokenFile: tokenFile.value } };
  }
  return { kind: 'none' };
};

const SSO_KEYS = [
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'sso_role_name',
  'sso_region',
] as const;

/** The command's own program, by the base name of its first word, quoted or not, on any system. */
const OWN_COMMAND = /^["']?(?:[^"']*[\\/])?fobwatch(?:\.cmd|\.exe)?["']?(?:\s|$)/i;

const readUnsupported = (raw: RawProfile): readonly UnsupportedSource[] => {
  const found: UnsupportedSource[] = [];
  const text = (key: string): string | null => raw.texts.get(key)?.value ?? null;
  const credentialSource = text('credential_source');
  if (credentialSource !== null && !CREDENTIAL_SOURCES.has(credentialSource.toLowerCase())) {
    found.push({ kind: 'credential_source', value: credentialSource });
  }
  if (SSO_KEYS.some((key) => raw.texts.has(key))) {
    found.push({
      kind: 'sso',
      session: text('sso_session'),
      accountId: text('sso_account_id'),
      roleName: text('sso_role_name'),
    });
  }
  const command = text('credential_process');
  if (command !== null) {
    found.push({
      kind: 'credential_process',
      command: secret(command),
      ours: OWN_COMMAND.test(command),
    });
  }
  if (raw.texts.has('login_session')) found.push({ kind: 'login_session' });
  return found;
};

/** What stands in the files although a key's name was read: the place of the first of some keys. */
const placeOf = (raw: RawProfile, keys: readonly string[]): Place | undefined => {
  for (const key of keys) {
    const entry = raw.texts.get(key) ?? raw.secrets.get(key);
    if (entry !== undefined) return entry.place;
  }
  return raw.where[0];
};

const OTHER_PART = {
  aws_access_key_id: ['aws_secret_access_key', 'aws_session_token', 'aws_security_token'],
  aws_secret_access_key: ['aws_access_key_id'],
} as const satisfies Record<KeyPairPart, readonly string[]>;

const problemsOf = (profile: Profile, raw: RawProfile): readonly Problem[] => {
  const problems: Problem[] = [];
  for (const { key, rule, place } of profile.invalid) {
    problems.push({ ...place, kind: 'invalid-setting', profile: profile.name, key, rule });
  }
  if (profile.keys.kind === 'half') {
    const { missing } = profile.keys;
    const place = placeOf(raw, OTHER_PART[missing]);
    if (place !== undefined && !raw.texts.has(missing)) {
      problems.push({ ...place, kind: 'half-key-pair', profile: profile.name, missing });
    }
  }
  if (profile.source.kind === 'conflict') {
    const { keys } = profile.source;
    const place = placeOf(raw, keys);
    if (place !== undefined) {
      problems.push({ ...place, kind: 'conflicting-sources', profile: profile.name, keys });
    }
  }
  if (profile.role.kind !== 'none' && profile.source.kind === 'none') {
    const place = placeOf(raw, ['role_arn']);
    if (place !== undefined) {
      problems.push({ ...place, kind: 'no-source', profile: profile.name });
    }
  }
  return problems;
};
