import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';
import type { Profile } from '../../../app/profiles/profile.ts';
import { reveal, secret } from '../../../app/secret.ts';

const parse = (config: string, credentials?: string) =>
  parseAwsFiles({
    config: { path: '/c', text: config },
    credentials: credentials === undefined ? undefined : { path: '/k', text: credentials },
  });

const only = (config: string, credentials?: string): Profile => {
  const [profile, ...others] = parse(config, credentials).profiles.values();
  if (profile === undefined || others.length > 0) throw new Error('one profile was expected');
  return profile;
};

const ROLE = 'role_arn = arn:aws:iam::123456789012:role/dev\nsource_profile = ada';

const ok = (key: string, value: string) => [key, value, null] as const;
const no = (key: string, value: string, rule: string) => [key, value, rule] as const;

describe('both files', () => {
  it('answers with nothing when neither exists', () => {
    expect(parseAwsFiles({ config: undefined, credentials: undefined })).toEqual({
      profiles: new Map(),
      problems: [],
    });
    const absent = { path: '/c', text: null };
    expect(parseAwsFiles({ config: absent, credentials: absent }).profiles.size).toBe(0);
  });

  it('takes the text in its Secret', () => {
    const text = secret('[profile a]\nregion = eu-west-1');
    const { profiles } = parseAwsFiles({ config: { path: '/c', text }, credentials: undefined });
    expect(profiles.get('a')?.region).toBe('eu-west-1');
  });

  it('lets the credentials file win key by key and keeps every origin', () => {
    const profile = only(
      '\n[profile a]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::1:mfa/ada',
      '[a]\nregion = us-east-1',
    );
    expect(profile).toMatchObject({
      region: 'us-east-1',
      mfaSerial: 'arn:aws:iam::1:mfa/ada',
      where: [
        { file: 'config', path: '/c', line: 2 },
        { file: 'credentials', path: '/k', line: 1 },
      ],
    });
  });

  it('lists profiles in file order, config first', () => {
    const { profiles } = parse('[profile b]\n[default]\n[profile a]', '[z]\n[a]\n[y]');
    expect([...profiles.keys()]).toEqual(['b', 'default', 'a', 'z', 'y']);
  });

  it('does not let other profiles inherit from [default]', () => {
    const { profiles } = parse('[default]\nregion = eu-west-1\n[profile a]');
    expect(profiles.get('a')?.region).toBeNull();
  });

  it.each([
    '[profile default]\nregion = right\n[default]\nregion = wrong\nmfa_serial = 123456789',
    '[default]\nregion = wrong\nmfa_serial = 123456789\n[profile default]\nregion = right',
  ])('ignores [default] beside [profile default], and says so: %j', (config) => {
    const { profiles, problems } = parse(config);
    expect(profiles.get('default')).toMatchObject({ region: 'right', mfaSerial: null });
    expect(problems).toMatchObject([{ kind: 'shadowed-default', profile: 'default' }]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'holds a profile named %s like any other',
    (name) => {
      const { profiles } = parse(`[profile ${name}]\nregion = eu-west-1\n[profile b]`);
      expect([...profiles.keys()]).toEqual([name, 'b']);
      expect(profiles.get('b')?.region).toBeNull();
    },
  );
});

describe('role settings', () => {
  it('reads every field of a role', () => {
    expect(
      only(`[profile dev]
role_arn = arn:aws-cn:iam::123456789012:role/team/eu/dev
source_profile = ada
external_id = a/b:c
mfa_serial = GAHT12345678
role_session_name = ada@work
duration_seconds = 43200
region = cn-north-1`),
    ).toMatchObject({
      role: {
        kind: 'role',
        arn: {
          text: 'arn:aws-cn:iam::123456789012:role/team/eu/dev',
          partition: 'aws-cn',
          account: '123456789012',
          path: '/team/eu/',
          name: 'dev',
        },
      },
      source: { kind: 'profile', name: 'ada' },
      externalId: 'a/b:c',
      mfaSerial: 'GAHT12345678',
      roleSessionName: 'ada@work',
      durationSeconds: 43200,
      region: 'cn-north-1',
      invalid: [],
    });
  });

  it.each([
    ['arn:aws:iam:::role/dev', ''],
    ['arn:aws:iam::RGW0088:role/dev', 'RGW0088'],
    ['arn:aws-us-gov:iam::123456789012:role/d', '123456789012'],
  ])('accepts the role ARN %s', (arn, account) => {
    expect(only(`[profile a]\nrole_arn = ${arn}\nsource_profile = b`).role).toMatchObject({
      kind: 'role',
      arn: { account, path: '/' },
    });
  });

  it.each([
    no('role_arn', 'arn:aws:iam::1:role', 'role-arn'),
    no('role_arn', 'arn:aws:iam::123456789012:user/ada', 'role-arn'),
    no('role_arn', 'arn:aws:sts::123456789012:assumed-role/dev/x', 'role-arn'),
    no('role_arn', 'arn:aws:iam::123456789012:role/', 'role-arn'),
    no('role_arn', `arn:aws:iam::123456789012:role/${'x'.repeat(2048)}`, 'role-arn'),
    ok('external_id', 'ab'),
    no('external_id', 'a', 'length'),
    ok('external_id', 'x'.repeat(1224)),
    no('external_id', 'x'.repeat(1225), 'length'),
    no('external_id', 'a b', 'characters'),
    no('external_id', 'größe', 'characters'),
    ok('mfa_serial', '123456789'),
    no('mfa_serial', '12345678', 'length'),
    ok('mfa_serial', 'x'.repeat(256)),
    no('mfa_serial', 'x'.repeat(257), 'length'),
    no('mfa_serial', '123456789!', 'characters'),
    ok('role_session_name', 'ab'),
    no('role_session_name', 'a', 'length'),
    no('role_session_name', 'x'.repeat(65), 'length'),
    no('role_session_name', 'a/b', 'characters'),
    ok('role_session_name', '{user}@{host}'),
    ok('duration_seconds', '900'),
    no('duration_seconds', '899', 'range'),
    no('duration_seconds', '43201', 'range'),
    no('duration_seconds', '1h', 'whole-number'),
    no('duration_seconds', '3600.5', 'whole-number'),
    no('duration_seconds', '-900', 'whole-number'),
    no('duration_seconds', '9'.repeat(400), 'whole-number'),
    no('region', 'evil.example/', 'characters'),
    no('region', 'x'.repeat(64), 'length'),
    ok('endpoint_url', 'http://127.0.0.1:4566'),
    ok('endpoint_url', 'https://sts.example.org/a/b'),
    no('endpoint_url', 'sts.example.org', 'http-url'),
    no('endpoint_url', 'ftp://sts.example.org', 'http-url'),
    no('endpoint_url', 'https://user:pw@example.org', 'http-url'),
    no('endpoint_url', 'https://example.org/?a', 'http-url'),
    no('services', 'nowhere', 'named-section'),
    no('aws_access_key_id', 'AK IA', 'characters'),
  ])('%s = %s breaks %s', (key, value, rule) => {
    const { profiles, problems } = parse(
      `[profile good]\n${ROLE}\n[profile a]\n${key} = ${value}\nregion_ = x`,
    );
    const facts = problems
      .filter((problem) => problem.kind === 'invalid-setting')
      .map((problem) => [problem.profile, problem.line, problem.key, problem.rule.kind]);
    expect(facts).toEqual(rule === null ? [] : [['a', 5, key, rule]]);
    expect(profiles.get('a')?.invalid).toHaveLength(rule === null ? 0 : 1);
    expect(profiles.get('good')).toMatchObject({ invalid: [], role: { kind: 'role' } });
  });

  it('names the line of the file a broken value came from', () => {
    expect(
      parse('[profile a]\nduration_seconds = 3600', '\n[a]\nduration_seconds = 1').problems,
    ).toEqual([
      {
        kind: 'invalid-setting',
        profile: 'a',
        key: 'duration_seconds',
        rule: { kind: 'range', min: 900, max: 43200 },
        file: 'credentials',
        path: '/k',
        line: 3,
      },
    ]);
  });
});

describe('sources', () => {
  it.each([
    ['', { kind: 'none' }, []],
    ['source_profile = b', { kind: 'profile', name: 'b' }, []],
    ['credential_source = Environment', { kind: 'outside', source: { kind: 'environment' } }, []],
    ['credential_source = EcsContainer', { kind: 'outside', source: { kind: 'container' } }, []],
    [
      'credential_source = ec2instancemetadata',
      { kind: 'outside', source: { kind: 'instance-metadata' } },
      [],
    ],
    [
      'credential_source = Elsewhere',
      { kind: 'unsupported', source: { kind: 'credential_source', value: 'Elsewhere' } },
      ['credential_source'],
    ],
    [
      'web_identity_token_file = /t',
      { kind: 'outside', source: { kind: 'web-identity', tokenFile: '/t' } },
      [],
    ],
    ['sso_session = corp\nsso_account_id = 1', { kind: 'none' }, ['sso']],
    ['sso_start_url = https://x', { kind: 'none' }, ['sso']],
    ['login_session = arn:x', { kind: 'none' }, ['login_session']],
    ['credential_process = /bin/x', { kind: 'none' }, ['credential_process']],
    [
      'source_profile = b\ncredential_source = Environment',
      { kind: 'conflict', keys: ['source_profile', 'credential_source'] },
      [],
    ],
  ])('%j', (body, source, unsupported) => {
    const profile = only(`[profile a]\n${body}`);
    expect(profile.source).toEqual(source);
    expect(profile.unsupported.map(({ kind }) => kind)).toEqual(unsupported);
  });

  it.each([
    ['fobwatch credentials dev', true],
    ['/usr/local/bin/fobwatch credentials dev', true],
    ['"C:\\Program Files\\Fobwatch\\fobwatch.cmd" credentials dev', true],
    ['/usr/bin/other --for fobwatch', false],
    ['fobwatcher', false],
  ])('knows its own command in credential_process: %s', (command, ours) => {
    const [source] = only(`[profile a]\ncredential_process = ${command}`).unsupported;
    expect(source).toMatchObject({ kind: 'credential_process', ours });
    expect(JSON.stringify(source)).not.toContain(command.slice(1, 8));
  });

  it.each([
    ['a role without a source', 'role_arn = arn:aws:iam::1:role/dev', 'no-source', 2],
    ['two sources', `${ROLE}\ncredential_source = Environment`, 'conflicting-sources', 3],
  ])('reports %s', (_, body, kind, line) => {
    expect(parse(`[profile a]\n${body}`).problems).toMatchObject([{ kind, profile: 'a', line }]);
  });
});

describe('keys in the files', () => {
  const ID = 'aws_access_key_id = AKIAEXAMPLE';
  const KEY = 'aws_secret_access_key = planted/secret';
  const TOKEN = 'aws_session_token = planted-token==';

  it.each([
    ['', { kind: 'none' }],
    [`${ID}\n${KEY}`, { kind: 'long-term', accessKeyId: 'AKIAEXAMPLE' }],
    [`${ID}\n${KEY}\n${TOKEN}`, { kind: 'temporary' }],
    [`${ID}\n${KEY}\naws_security_token = t`, { kind: 'temporary' }],
    [ID, { kind: 'half', missing: 'aws_secret_access_key' }],
    [`${ID}\naws_secret_access_key =`, { kind: 'half', missing: 'aws_secret_access_key' }],
    [KEY, { kind: 'half', missing: 'aws_access_key_id' }],
    [TOKEN, { kind: 'half', missing: 'aws_access_key_id' }],
  ])('%j', (body, keys) => {
    expect(only('', `[a]\n${body}`).keys).toMatchObject(keys);
  });

  it('reports half a pair at the half that is there', () => {
    expect(parse(`[profile a]\nregion = eu\n${ID}`).problems).toEqual([
      {
        kind: 'half-key-pair',
        profile: 'a',
        missing: 'aws_secret_access_key',
        file: 'config',
        path: '/c',
        line: 3,
      },
    ]);
  });

  it.each(['', `\n${KEY}`])('calls a broken key id broken and not missing too: %j', (more) => {
    const { profiles, problems } = parse('', `[a]\naws_access_key_id = A K${more}`);
    expect(problems.map(({ kind }) => kind)).toEqual(['invalid-setting']);
    expect(profiles.get('a')?.keys.kind).toBe('half');
  });

  it('joins a pair whose halves are in different files', () => {
    const { keys } = only(`[profile a]\n${ID}`, `[a]\n${KEY}`);
    expect(keys.kind === 'long-term' && reveal(keys.secretAccessKey)).toBe('planted/secret');
  });

  it('shows no planted secret in profiles or problems, however broken the file', () => {
    const set = parse(
      `planted/secret\n[planted/secret!\n[profile planted/secret x]
[profile a]\n${KEY}\nplanted/secret\nplanted/secret = \n  x y planted/secret = 1
region = planted/secret\nduration_seconds = planted/secret\nmfa_serial = (planted/secret)
endpoint_url = http://planted/secret?\ncredential_process = x --password planted/secret`,
      `[a]\n${ID}\n${KEY}\n${TOKEN}\n[b]\n${TOKEN}\naws_access_key_id = !planted/secret`,
    );
    expect(set.problems.length).toBeGreaterThan(8);
    const seen =
      inspect(set, { depth: null, showHidden: true }) + JSON.stringify([...set.profiles]);
    expect(seen).not.toContain('planted');
    expect(JSON.stringify(set.problems)).not.toContain('planted');
  });
});

describe('endpoints', () => {
  const SERVICES = `[services local]
STS =
  endpoint_url = http://127.0.0.1:1
s3 =
  endpoint_url = http://127.0.0.1:2`;

  it.each([
    ['', { sts: null, iam: null, ignored: null }],
    ['endpoint_url = http://g', { sts: 'http://g', iam: 'http://g', ignored: null }],
    ['services = local', { sts: 'http://127.0.0.1:1', iam: null, ignored: null }],
    [
      'services = local\nendpoint_url = http://g',
      { sts: 'http://127.0.0.1:1', iam: 'http://g', ignored: null },
    ],
    [
      'services = local\nendpoint_url = http://g\nignore_configured_endpoint_urls = TRUE',
      { sts: 'http://127.0.0.1:1', iam: 'http://g', ignored: true },
    ],
  ])('%j', (body, endpoints) => {
    const { profiles, problems } = parse(`${SERVICES}\n[profile a]\n${body}`);
    expect(profiles.get('a')?.endpoints).toEqual(endpoints);
    expect(problems).toEqual([]);
  });

  it('blames the line in the services section for an endpoint that is no URL', () => {
    const { problems } = parse(
      '[services x]\nsts =\n endpoint_url = nope\n[profile a]\nservices = x',
    );
    expect(problems).toMatchObject([{ kind: 'invalid-setting', profile: 'a', line: 3 }]);
  });
});

describe('broken files hide no good profile', () => {
  const GOOD = `[profile good]\nregion = eu-west-1\n${ROLE}`;
  it.each([
    ['binary junk', '\u0000\u0001\uFFFD\u0007[\u0000]\u0000=\u0000\n'],
    ['a file in UTF-16 before it', '[profile x]\nregion = y'.split('').join('\0')],
    ['an unclosed header', '[profile broken\nregion = us-east-1'],
    ['a header with text behind it', '[profile broken] x\nregion = us-east-1'],
    ['keys outside a section', 'region = us-east-1\nrole_arn = x'],
    ['half a key pair', '[profile half]\naws_access_key_id = AKIA'],
    ['a cycle', '[profile x]\nsource_profile = y\n[profile y]\nsource_profile = x'],
    ['a missing source', `[profile x]\n${ROLE.replace('ada', 'nobody')}`],
    ['a huge line', `[profile huge]\nregion = ${'x'.repeat(3_000_000)}`],
    ['NUL characters', '[profile n\0]\nregion = \0'],
    ['duplicate sections', '[profile d]\nregion = a\n[profile d]\nregion = b'],
    ['indentation without a parent', '   region = a\n[profile i]\n   x\n\t\ty = 1\n z ='],
    [
      'sections named like object members',
      '[profile __proto__]\nx = 1\n[__proto__]\n[constructor]',
    ],
    ['a single opening bracket', '['],
  ])('%s', (_, junk) => {
    const alone = parse(GOOD).profiles.get('good');
    for (const text of [`${junk}\n${GOOD}`, `${GOOD}\n[profile z]\n${junk}`]) {
      const { where: _where, ...found } = parse(text).profiles.get('good') ?? { where: [] };
      const { where: __where, ...expected } = alone ?? { where: [] };
      expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
    }
  });

  it.each([
    ['CRLF', GOOD.replaceAll('\n', '\r\n')],
    ['a BOM', `\uFEFF${GOOD}`],
    ['tabs', GOOD.replaceAll(' = ', '\t=\t')],
    ['indented keys', GOOD.replaceAll('\n', '\n    ')],
  ])('%s changes nothing', (_, text) => {
    expect(JSON.stringify([...parse(text).profiles])).toBe(
      JSON.stringify([...parse(GOOD).profiles]),
    );
    expect(parse(text).problems).toEqual([]);
  });

  it('reads a file with two hundred thousand headers of one name', () => {
    const { profiles } = parse('', '[a]\n'.repeat(200_000));
    expect(profiles.get('a')?.where).toHaveLength(200_000);
    expect(parse('[profile a]', '[a]\n'.repeat(200_000)).profiles.size).toBe(1);
  });
});
