import { detailAbout, foreignDetail, ownDetail, systemDetail } from '../../app/detail.ts';
import type { DeviceFailure } from '../../app/devices/device-failure.ts';
import type { SourceCause } from '../../app/credentials/source.ts';
import type {
  AwsCause,
  ChainCause,
  Failure,
  Operation,
  RotationCause,
  SectionCause,
} from '../../app/failure.ts';
import type { Unwritable } from '../../app/export/dialect.ts';
import { blocks, exportForms } from '../../app/export/names.ts';
import {
  isProfileName,
  type LineProblem,
  type Problem as ProfileProblem,
  type ProfileName,
  type SettingRule,
} from '../../app/profiles/profile.ts';
import type { SettingProblem } from '../../app/settings.ts';
import type { Problem } from '../../app/view/window.ts';

/** One of every failure and problem there is; the records make the compiler ask for what is new. */
const operations: Readonly<Record<Operation, true>> = {
  GetSessionToken: true,
  AssumeRole: true,
  AssumeRoleWithSAML: true,
  AssumeRoleWithWebIdentity: true,
  GetFederationToken: true,
  DecodeAuthorizationMessage: true,
  GetCallerIdentity: true,
  ListMFADevices: true,
  ListAccountAliases: true,
  GetUser: true,
  ListUsers: true,
  getSigninToken: true,
  CreateVirtualMFADevice: true,
  EnableMFADevice: true,
  ResyncMFADevice: true,
  DeactivateMFADevice: true,
  DeleteVirtualMFADevice: true,
  ListVirtualMFADevices: true,
  ListAccessKeys: true,
  CreateAccessKey: true,
  UpdateAccessKey: true,
  DeleteAccessKey: true,
  GetAccessKeyLastUsed: true,
  CreateUser: true,
  DeleteUser: true,
  PutUserPolicy: true,
  DeleteUserPolicy: true,
  ListUserPolicies: true,
  CreateRole: true,
  GetRole: true,
  DeleteRole: true,
  ListRoles: true,
  PutRolePolicy: true,
  DeleteRolePolicy: true,
  ListRolePolicies: true,
};

const causes: Readonly<Record<AwsCause, true>> = {
  'code-refused': true,
  'device-refused': true,
  'mfa-half-given': true,
  denied: true,
  expired: true,
  'token-expired': true,
  'token-refused': true,
  clock: true,
  'key-unknown': true,
  signature: true,
  'region-disabled': true,
  throttled: true,
  server: true,
  'duration-above-role': true,
  'duration-above-chain': true,
  'invalid-request': true,
  'name-exists': true,
  limit: true,
  'not-found': true,
  'in-use': true,
  unknown: true,
};

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] => {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys;
};

const aws = keysOf(operations).flatMap((operation) =>
  keysOf(causes).map((cause): Failure => ({
    kind: 'aws',
    operation,
    cause,
    code: 'SomeCode',
    message: 'some text',
    status: 403,
    requestId: 'r-1',
  })),
);

const rules: { readonly [K in SettingRule['kind']]: Extract<SettingRule, { kind: K }> } = {
  length: { kind: 'length', min: 2, max: 64 },
  range: { kind: 'range', min: 900, max: 43200 },
  characters: { kind: 'characters', allowed: 'letters and digits' },
  'whole-number': { kind: 'whole-number' },
  'role-arn': { kind: 'role-arn' },
  'http-url': { kind: 'http-url' },
  'named-section': { kind: 'named-section' },
};

const chainCauses: { readonly [K in ChainCause['kind']]: Extract<ChainCause, { kind: K }> } = {
  'no-such-profile': { kind: 'no-such-profile', profile: 'base', namedBy: 'dev' },
  loop: { kind: 'loop', profiles: ['a', 'b', 'c'] },
  'half-key-pair': { kind: 'half-key-pair', profile: 'base', missing: 'aws_secret_access_key' },
  'conflicting-sources': {
    kind: 'conflicting-sources',
    profile: 'dev',
    keys: ['source_profile', 'credential_source'],
  },
  'no-source': { kind: 'no-source', profile: 'dev' },
  'token-without-role': { kind: 'token-without-role', profile: 'base' },
  'no-credentials': { kind: 'no-credentials', profile: 'base' },
  'unsupported-source': { kind: 'unsupported-source', profile: 'base', source: 'sso' },
  'invalid-setting': {
    kind: 'invalid-setting',
    profile: 'dev',
    key: 'external_id',
    rule: rules.length,
  },
  'too-long': { kind: 'too-long', profile: 'dev', limit: 64 },
};

const rotationCauses: {
  readonly [K in RotationCause['kind']]: Extract<RotationCause, { kind: K }>;
} = {
  'two-keys': { kind: 'two-keys', other: 'AKIAIOSFODNN7EXAMPLE' },
  'not-proven': { kind: 'not-proven' },
  'other-user': { kind: 'other-user' },
  'not-in-force': { kind: 'not-in-force' },
  'not-followed': { kind: 'not-followed', profile: 'tools' },
  'under-way': { kind: 'under-way' },
  none: { kind: 'none' },
  'no-way-back': { kind: 'no-way-back' },
};

const rotationFailure = (cause: RotationCause): Extract<Failure, { kind: 'rotation' }> => ({
  kind: 'rotation',
  identity: 'ada',
  cause,
});

const network: Failure = {
  kind: 'network',
  operation: 'EnableMFADevice',
  host: 'iam.amazonaws.com',
  code: 'ECONNRESET',
};
const deviceCauses: {
  readonly [K in DeviceFailure['kind']]: readonly Extract<DeviceFailure, { kind: K }>[];
} = {
  'no-user': [{ kind: 'no-user', identity: 'root' }],
  'key-in-file': [{ kind: 'key-in-file', identity: 'ada' }],
  'too-many': [{ kind: 'too-many', user: 'ada', count: 8 }],
  'name-malformed': [{ kind: 'name-malformed' }],
  'device-name-taken': [
    { kind: 'device-name-taken', name: 'ada', unassigned: true },
    { kind: 'device-name-taken', name: 'ada', unassigned: false },
  ],
  'name-denied': [{ kind: 'name-denied', user: 'ada', cause: network }],
  digits: [
    { kind: 'digits', which: 'first', digits: 0 },
    { kind: 'digits', which: 'second', digits: 1 },
    { kind: 'digits', which: 'second', digits: 5 },
  ],
  'codes-equal': [{ kind: 'codes-equal' }],
  'codes-swapped': [{ kind: 'codes-swapped' }],
  'codes-apart': [{ kind: 'codes-apart' }],
  'code-foreign': [
    { kind: 'code-foreign', which: 'first' },
    { kind: 'code-foreign', which: 'second' },
    { kind: 'code-foreign', which: 'both' },
    { kind: 'code-foreign', which: 'only' },
  ],
  'codes-refused': [
    { kind: 'codes-refused', drift: null, cause: network },
    { kind: 'codes-refused', drift: 600_000, cause: network },
    { kind: 'codes-refused', drift: -90_000, cause: network },
  ],
  learning: [{ kind: 'learning', nextCodeAt: 1_800_000_000_000 }],
  'device-unsure': [{ kind: 'device-unsure', cause: network }],
  'not-removed': [
    { kind: 'not-removed', serial: 'arn:aws:iam::111122223333:mfa/ada', cause: network },
  ],
  seed: [
    { kind: 'seed', problem: 'unreadable' },
    { kind: 'seed', problem: 'too-short' },
    { kind: 'seed', problem: 'form' },
  ],
  'no-seed': [{ kind: 'no-seed', identity: 'ada' }],
  'no-code': [{ kind: 'no-code', program: 'oathtool' }],
};

const sectionFailure = (cause: SectionCause): Extract<Failure, { kind: 'aws-section' }> => ({
  kind: 'aws-section',
  path: '/home/ada/.aws/credentials',
  profile: 'temporary',
  cause,
});

const sectionCauses: { readonly [K in SectionCause['kind']]: Extract<SectionCause, { kind: K }> } =
  {
    name: { kind: 'name' },
    value: { kind: 'value', key: 'credential_process' },
    'not-text': { kind: 'not-text', line: 3 },
    unclear: { kind: 'unclear', line: 3 },
    foreign: { kind: 'foreign' },
    'long-term-key': { kind: 'long-term-key', accessKeyId: 'AKIAMODEL00000000002' },
    'not-owned': { kind: 'not-owned' },
    'changed-since': { kind: 'changed-since' },
    overruled: { kind: 'overruled', by: 'role_arn' },
    taken: { kind: 'taken' },
    'not-there': { kind: 'not-there' },
    'needs-consent': {
      kind: 'needs-consent',
      lines: [
        {
          line: 3,
          profile: 'temporary',
          key: 'region',
          kind: 'changed',
          before: 'eu-west-1',
          after: 'eu-central-1',
        },
      ],
    },
  };

const brokenBy = (cause: ChainCause): Failure => ({
  kind: 'broken-profile',
  profile: 'dev',
  cause,
});

type OtherKind = Exclude<Failure['kind'], 'aws' | 'broken-profile'>;
const others: { readonly [K in OtherKind]: Extract<Failure, { kind: K }> } = {
  argument: {
    kind: 'argument',
    operation: 'AssumeRole',
    field: 'RoleArn',
    index: null,
    rule: { kind: 'length', min: 20, max: 2048, length: 3 },
  },
  'profile-field': {
    kind: 'profile-field',
    profile: 'dev',
    field: 'name',
    rule: { kind: 'taken' },
  },
  'credentials-file': {
    kind: 'credentials-file',
    path: '/home/ada/saved.json',
    cause: { kind: 'not-json' },
  },
  'one-set-only': { kind: 'one-set-only', count: 3 },
  'same-key': { kind: 'same-key', key: 'sts-dev' },
  'vouched-role': { kind: 'vouched-role', profile: 'ci' },
  'no-decoder': { kind: 'no-decoder' },
  'aws-section': sectionFailure({ kind: 'foreign' }),
  'unfit-command': { kind: 'unfit-command', word: 'a"b' },
  'nothing-to-undo': { kind: 'nothing-to-undo' },
  assertion: { kind: 'assertion', from: 'clipboard', flaw: 'not-base64' },
  program: {
    kind: 'program',
    program: 'saml-login',
    cause: 'timed-out',
    detail: detailAbout('seconds', 120),
  },
  rotation: rotationFailure({ kind: 'not-proven' }),
  'nothing-to-share': { kind: 'nothing-to-share' },
  'other-file': { kind: 'other-file', path: '/home/ada/notes.json' },
  device: { kind: 'device', cause: { kind: 'codes-equal' } },
  lab: { kind: 'lab', cause: 'there-already' },
  network: {
    kind: 'network',
    operation: 'AssumeRole',
    host: 'sts.eu-central-1.amazonaws.com',
    code: 'ENOTFOUND',
  },
  proxy: {
    kind: 'proxy',
    operation: 'AssumeRole',
    proxy: 'proxy.example.org:8080',
    cause: 'password',
    code: 'HTTP 407',
  },
  tls: {
    kind: 'tls',
    operation: 'AssumeRole',
    host: 'sts.eu-central-1.amazonaws.com',
    cause: 'untrusted',
    code: 'SELF_SIGNED_CERT_IN_CHAIN',
  },
  endpoint: {
    kind: 'endpoint',
    cause: { kind: 'url-and-way', url: 'https://sts.example.org', way: 'fips' },
  },
  'malformed-reply': {
    kind: 'malformed-reply',
    operation: 'AssumeRole',
    detail: foreignDetail('no XML'),
  },
  'code-malformed': { kind: 'code-malformed', digits: 4 },
  'code-spent': { kind: 'code-spent', nextCodeAt: 1_000_000 },
  'code-unsure': {
    kind: 'code-unsure',
    nextCodeAt: 1_000_000,
    cause: { kind: 'network', operation: 'GetSessionToken', host: 'sts', code: 'ECONNRESET' },
  },
  'no-device': { kind: 'no-device', identity: 'ada' },
  'fido-device': { kind: 'fido-device', identity: 'ada', serial: 'arn:aws:iam::1:u2f/user/ada/k' },
  source: {
    kind: 'source',
    source: 'environment',
    cause: { kind: 'not-set', variable: 'AWS_ACCESS_KEY_ID' },
  },
  'unknown-target': { kind: 'unknown-target', target: { kind: 'role', profile: 'gone' } },
  locked: { kind: 'locked' },
  stopped: { kind: 'stopped', target: { kind: 'session', identity: 'ada' } },
  'which-identity': { kind: 'which-identity', choices: ['ada', 'grace'] },
  unconfirmed: { kind: 'unconfirmed', target: { kind: 'role', profile: 'prod-admin' } },
  'nothing-valid': { kind: 'nothing-valid', target: { kind: 'role', profile: 'dev' } },
  vault: {
    kind: 'vault',
    action: 'store',
    backend: 'GNOME Keyring',
    detail: foreignDetail('locked'),
  },
  field: { kind: 'field', field: 'accessKeyId', rule: '16 to 128 letters and digits' },
  'name-taken': { kind: 'name-taken', name: 'ada' },
  clipboard: { kind: 'clipboard', detail: foreignDetail('no owner') },
  'clipboard-kept': { kind: 'clipboard-kept', detail: foreignDetail('no owner') },
  'not-writable': {
    kind: 'not-writable',
    form: 'cmd',
    variable: 'AWS_SESSION_TOKEN',
    holds: 'percent',
  },
  'no-such-block': { kind: 'no-such-block', form: 'json', block: 'clear' },
  'no-live-profile': { kind: 'no-live-profile', profile: 'dev-live' },
  serving: {
    kind: 'serving',
    target: { kind: 'role', profile: 'dev' },
    detail: systemDetail('EMFILE'),
  },
  file: { kind: 'file', path: '/home/ada/x', action: 'write', detail: systemDetail('EACCES') },
  'console-session': { kind: 'console-session', target: { kind: 'session', identity: 'ada' } },
  'console-duration': {
    kind: 'console-duration',
    target: { kind: 'role', profile: 'dev' },
    because: 'chained',
  },
  'no-console': { kind: 'no-console', partition: 'aws-iso' },
  'console-destination': {
    kind: 'console-destination',
    console: 'https://console.aws.amazon.com',
  },
  'sign-in-refused': {
    kind: 'sign-in-refused',
    target: { kind: 'role', profile: 'dev' },
    status: 400,
  },
  browser: { kind: 'browser', detail: systemDetail('ENOENT') },
};

const sourceCauses: { readonly [K in SourceCause['kind']]: Extract<SourceCause, { kind: K }> } = {
  'not-set': { kind: 'not-set', variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' },
  unusable: { kind: 'unusable', variable: 'AWS_CONTAINER_AUTHORIZATION_TOKEN' },
  disabled: { kind: 'disabled' },
  'host-refused': { kind: 'host-refused', host: 'metadata.example' },
  unreachable: { kind: 'unreachable', host: '169.254.169.254', code: 'ETIMEDOUT' },
  answered: { kind: 'answered', host: '169.254.169.254', status: 500 },
  'no-role': { kind: 'no-role', host: '169.254.169.254' },
  malformed: {
    kind: 'malformed',
    host: '169.254.169.254',
    detail: detailAbout('missing', 'Expiration'),
  },
  file: { kind: 'file', path: '/var/run/token', detail: systemDetail('ENOENT') },
  ended: { kind: 'ended', at: 1_000_000 },
  expired: { kind: 'expired', code: 'ExpiredToken', message: 'The security token has expired' },
};

const unwritable: Readonly<Record<Unwritable, true>> = {
  'line-break': true,
  nul: true,
  percent: true,
  'exclamation-mark': true,
  'double-quote': true,
  'every-quote': true,
  'outer-blank': true,
  comment: true,
  'profile-name': true,
};

const notCopied = exportForms.flatMap((form) => [
  ...keysOf(unwritable).map((holds): Failure => ({
    kind: 'not-writable',
    form,
    variable: 'AWS_PROFILE',
    holds,
  })),
  ...blocks.map((block): Failure => ({ kind: 'no-such-block', form, block })),
]);

export const everyFailure: readonly Failure[] = [
  ...notCopied,
  ...aws,
  ...keysOf(others).map((kind) => others[kind]),
  ...keysOf(chainCauses).map((kind) => brokenBy(chainCauses[kind])),
  ...keysOf(sourceCauses).map((kind): Failure => ({
    kind: 'source',
    source: 'instance-metadata',
    cause: sourceCauses[kind],
  })),
  ...keysOf(sectionCauses).map((kind) => sectionFailure(sectionCauses[kind])),
  ...keysOf(rotationCauses).map((kind) => rotationFailure(rotationCauses[kind])),
  ...keysOf(deviceCauses)
    .flatMap((kind): readonly DeviceFailure[] => deviceCauses[kind])
    .map((cause): Failure => ({ kind: 'device', cause })),
  brokenBy({ kind: 'no-such-profile', profile: 'dev', namedBy: null }),
  brokenBy({ kind: 'loop', profiles: ['a'] }),
];

const profileName = (name: string): ProfileName => {
  if (!isProfileName(name)) throw new Error(`${name} is no profile name`);
  return name;
};

const dev = profileName('dev');
const place = { file: 'config', path: '/home/ada/.aws/config', line: 12 } as const;

const lineKinds: Readonly<Record<LineProblem['kind'], true>> = {
  'not-text': true,
  'unclosed-header': true,
  'text-after-header': true,
  'invalid-name': true,
  'unknown-section': true,
  'property-outside-section': true,
  'not-a-property': true,
  'invalid-key': true,
  'unexpected-indent': true,
};

type PlacedKind = Exclude<ProfileProblem['kind'], LineProblem['kind']>;
const placed: { readonly [K in PlacedKind]: Extract<ProfileProblem, { kind: K }> } = {
  'more-problems': { ...place, kind: 'more-problems', count: 7 },
  'prefix-missing': { ...place, kind: 'prefix-missing', name: dev },
  'prefix-in-credentials': {
    ...place,
    file: 'credentials',
    kind: 'prefix-in-credentials',
    name: dev,
  },
  'duplicate-section': { ...place, kind: 'duplicate-section', profile: dev, firstLine: 3 },
  'shadowed-default': { ...place, kind: 'shadowed-default', profile: profileName('default') },
  'invalid-setting': {
    ...place,
    kind: 'invalid-setting',
    profile: dev,
    key: 'duration_seconds',
    rule: rules.range,
  },
  'half-key-pair': {
    ...place,
    kind: 'half-key-pair',
    profile: dev,
    missing: 'aws_secret_access_key',
  },
  'conflicting-sources': {
    ...place,
    kind: 'conflicting-sources',
    profile: dev,
    keys: ['source_profile', 'credential_source'],
  },
  'no-source': { ...place, kind: 'no-source', profile: dev },
};

const profileProblems: readonly ProfileProblem[] = [
  ...keysOf(lineKinds).map((kind): ProfileProblem => ({ ...place, kind, profile: dev })),
  ...keysOf(placed).map((kind) => placed[kind]),
  ...keysOf(rules).map((rule): ProfileProblem => ({
    ...place,
    kind: 'invalid-setting',
    profile: dev,
    key: 'role_arn',
    rule: rules[rule],
  })),
];

type PlainProblemKind = Exclude<Problem['kind'], 'profile' | 'setting'>;
const plain: { readonly [K in PlainProblemKind]: Extract<Problem, { kind: K }> } = {
  vault: { kind: 'vault', backend: 'GNOME Keyring', detail: foreignDetail('not running') },
  'aws-file': { kind: 'aws-file', path: '/home/ada/.aws/config', detail: systemDetail('EACCES') },
  'state-file': {
    kind: 'state-file',
    path: '/home/ada/identities.json',
    detail: ownDetail('not-json'),
  },
  importable: { kind: 'importable', profile: 'ada', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
  'unchecked-endpoint': { kind: 'unchecked-endpoint', url: 'https://sts.example.org:8443' },
  clock: { kind: 'clock', skew: 70_000 },
};

/** The second of a kind is told otherwise than the first. */
const settingProblems: readonly SettingProblem[] = [
  { kind: 'value', key: 'tray.icon', value: 'pink', rule: 'one of auto, light, dark', line: 7 },
  { kind: 'value', key: 'start', value: 'x', rule: 'one of all, asked', line: null },
  { kind: 'stray-line', line: 3, others: 0 },
  { kind: 'stray-line', line: 3, others: 2 },
  { kind: 'newer', version: 2, known: 1 },
  { kind: 'set-aside', to: '/home/ada/settings.ini.broken-2024-11-21T142000Z', why: 'not-text' },
  { kind: 'set-aside', to: '/home/ada/settings.ini.broken-2024-11-21T142000Z', why: 'not-ini' },
  { kind: 'unreadable', detail: foreignDetail('permission denied (EACCES)') },
  { kind: 'not-written', key: 'tray.icon', cause: { kind: 'newer', version: 2, known: 1 } },
  {
    kind: 'not-written',
    key: 'tray.icon',
    cause: { kind: 'file', detail: foreignDetail('no space left') },
  },
];

export const everyProblem: readonly Problem[] = [
  ...keysOf(plain).map((kind) => plain[kind]),
  ...settingProblems.map((problem): Problem => ({
    kind: 'setting',
    path: '/home/ada/settings.ini',
    problem,
  })),
  ...profileProblems.map((problem): Problem => ({ kind: 'profile', problem })),
];
