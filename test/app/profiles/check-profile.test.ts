import { describe, expect, it } from 'vitest';
import { checkProfile } from '../../../app/profiles/check-profile.ts';
import type { RoleValues } from '../../../app/profiles/role-fields.ts';
import { roleWay } from '../../../app/profiles/role-way.ts';
import { around } from '../../support/profile-editor.ts';

const ARN = 'arn:aws:iam::111122223333:role/dev';
const CONFIG = `
[profile ada]
region = eu-central-1
mfa_serial = arn:aws:iam::111122223333:mfa/ada
[profile dev]
role_arn = ${ARN}
source_profile = ada
[profile data]
role_arn = ${ARN}
source_profile = dev
[profile corp]
sso_session = corp
[profile bare]
region = eu-west-1
`;
const KEYS = '[ada]\naws_access_key_id = AKIAADA\naws_secret_access_key = s\n';
const there = around(CONFIG, KEYS, ['grace']);
const good: RoleValues = { role_arn: ARN, source_profile: 'ada' };

const faults = (values: RoleValues, name = 'new', original: string | null = null): unknown =>
  checkProfile({ name, values }, original, there).map(({ field, rule }) => [field, rule.kind]);

describe('each field of a profile that is typed', () => {
  it.each<[string, RoleValues, readonly (readonly [string, string])[]]>([
    ['is right', good, []],
    ['may have white space around it', { role_arn: ` ${ARN} `, source_profile: ' ada\t' }, []],
    ['may be an identity of the keychain', { ...good, source_profile: 'grace' }, []],
    ['may lead over a role', { ...good, source_profile: 'dev' }, []],
    [
      'is missing where it has to be',
      {},
      [
        ['role_arn', 'required'],
        ['source_profile', 'required'],
      ],
    ],
    [
      'is no role',
      { ...good, role_arn: 'arn:aws:iam::111122223333:user/ada' },
      [['role_arn', 'role-arn']],
    ],
    ['is an id too short', { ...good, external_id: 'x' }, [['external_id', 'length']]],
    [
      'is an id with other characters',
      { ...good, external_id: 'a b' },
      [['external_id', 'characters']],
    ],
    [
      'is a session name too long',
      { ...good, role_session_name: 'x'.repeat(65) },
      [['role_session_name', 'length']],
    ],
    [
      'is a session name with other characters',
      { ...good, role_session_name: 'a b' },
      [['role_session_name', 'characters']],
    ],
    [
      'is a template, which is cleaned when it is filled in',
      { ...good, role_session_name: '{user}@{host}' },
      [],
    ],
    ['is too short a time', { ...good, duration_seconds: '899' }, [['duration_seconds', 'range']]],
    ['is the shortest time', { ...good, duration_seconds: '900' }, []],
    ['is the longest time', { ...good, duration_seconds: '43200' }, []],
    ['is too long a time', { ...good, duration_seconds: '43201' }, [['duration_seconds', 'range']]],
    ['is no number', { ...good, duration_seconds: '1h' }, [['duration_seconds', 'whole-number']]],
    ['is a serial too short', { ...good, mfa_serial: 'GA12' }, [['mfa_serial', 'length']]],
    [
      'is a security key',
      { ...good, mfa_serial: 'arn:aws:iam::111122223333:u2f/user/ada/x' },
      [['mfa_serial', 'fido']],
    ],
    ['is a region of no partition', { ...good, region: 'Frankfurt' }, [['region', 'region']]],
    ['is a region that fits a partition', { ...good, region: 'eu-west-9' }, []],
    [
      'is a region of another partition',
      { ...good, region: 'cn-north-1' },
      [['region', 'region-elsewhere']],
    ],
    [
      'is of several lines',
      { ...good, external_id: 'ab\nregion = x' },
      [['external_id', 'one-line']],
    ],
    ['is a comment', { ...good, external_id: 'ab #c' }, [['external_id', 'one-line']]],
    [
      'is a source that is not there',
      { ...good, source_profile: 'nobody' },
      [['source_profile', 'no-such-profile']],
    ],
    ['is itself, without a key', { ...good, source_profile: 'new' }, [['source_profile', 'loop']]],
    ['is a source outside', { role_arn: ARN, credential_source: 'Environment' }, []],
    [
      'is a source outside in other letters',
      { role_arn: ARN, credential_source: 'environment' },
      [['credential_source', 'credential-source']],
    ],
    ['is a token file', { role_arn: ARN, web_identity_token_file: '/run/token' }, []],
    [
      'is one source too many',
      { ...good, credential_source: 'Environment' },
      [
        ['source_profile', 'one-source'],
        ['credential_source', 'one-source'],
      ],
    ],
  ])('%s', (_case, values, expected) => {
    expect(faults(values)).toEqual(expected);
  });

  it.each([
    ['', 'required'],
    ['DEFAULT', 'profile-name'],
    ['__proto__', 'profile-name'],
    ['a b', 'profile-name'],
    ['größe', 'profile-name'],
    ['dev', 'taken'],
    ['ada', 'taken'],
  ])('%j is no name: %s', (name, rule) => {
    expect(faults(good, name)).toEqual([['name', rule]]);
  });

  it('keeps the name of the profile that is edited', () => {
    expect(faults(good, 'dev', 'dev')).toEqual([]);
  });

  it('makes no loop over profiles that are there', () => {
    expect(
      checkProfile({ name: 'dev', values: { ...good, source_profile: 'data' } }, 'dev', there),
    ).toEqual([
      {
        kind: 'profile-field',
        profile: 'dev',
        field: 'source_profile',
        rule: { kind: 'loop', profiles: ['dev', 'data'] },
      },
    ]);
  });

  it('says nothing that the credentials file says otherwise', () => {
    const overruled = around(CONFIG, `${KEYS}[dev]\nregion = eu-west-1\n`);
    const values = { ...good, region: 'eu-central-1' };
    expect(checkProfile({ name: 'dev', values }, 'dev', overruled)).toMatchObject([
      { field: 'region', rule: { kind: 'overruled' } },
    ]);
  });
});

describe('the way of a profile that is typed', () => {
  const way = (values: RoleValues, name = 'new') =>
    roleWay({ name, values }, there.entries, there.identities);

  it.each<[string, RoleValues, unknown]>([
    [
      'from a key',
      good,
      { kind: 'walks', from: 'keys', through: ['ada', 'new'], roles: 1, withCode: true },
    ],
    [
      'over another role',
      { ...good, source_profile: 'data' },
      {
        kind: 'walks',
        from: 'keys',
        through: ['ada', 'dev', 'data', 'new'],
        roles: 3,
        withCode: true,
      },
    ],
    [
      'from the keychain',
      { ...good, source_profile: 'grace' },
      { kind: 'walks', from: 'keys', through: ['grace', 'new'], roles: 1, withCode: false },
    ],
    [
      'from outside',
      { role_arn: ARN, credential_source: 'EcsContainer' },
      { kind: 'walks', from: 'credential_source', through: ['new'], roles: 1, withCode: false },
    ],
    [
      'to another tool',
      { ...good, source_profile: 'corp' },
      { kind: 'no-credentials', name: 'corp' },
    ],
    ['to nothing', { ...good, source_profile: 'bare' }, { kind: 'no-credentials', name: 'bare' }],
    [
      'to nobody',
      { ...good, source_profile: 'x' },
      { kind: 'no-such-profile', name: 'x', namedBy: 'new' },
    ],
    ['nowhere yet', { role_arn: ARN }, { kind: 'unsaid' }],
  ])('leads %s', (_case, values, expected) => {
    expect(way(values)).toEqual(expected);
  });
});
