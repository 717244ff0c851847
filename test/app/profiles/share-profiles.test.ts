import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeProfiles } from '../../../app/profiles/edit-profiles.ts';
import { readShared, shareable, sharedText } from '../../../app/profiles/share-profiles.ts';
import { around, entriesOf } from '../../support/profile-editor.ts';
import { patience, runs } from '../../support/runs.ts';

const ARN = 'arn:aws:iam::111122223333:role/dev';
const CONFIG = `
# secret plans
[profile ada]
mfa_serial = arn:aws:iam::111122223333:mfa/ada
[profile dev]
role_arn = ${ARN}
source_profile = ada
mfa_serial = arn:aws:iam::111122223333:mfa/ada
role_session_name = ada-at-home
external_id = partner-7
region = eu-west-1
s3 =
  max = 1
[profile data]
role_arn = ${ARN}2
source_profile = dev
role_session_name = {user}@{host}
[profile ci]
role_arn = ${ARN}3
web_identity_token_file = /home/ada/token
[profile tool]
role_arn = ${ARN}4
credential_source = Environment
[profile broken]
role_arn = nonsense
source_profile = ada
[default]
role_arn = ${ARN}5
source_profile = ada
`;
const KEYS = '[ada]\naws_access_key_id = AKIAADA\naws_secret_access_key = planted\n';

const file = (profiles: readonly unknown[], over: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ kind: 'fobwatch-profiles', version: 1, profiles, ...over });

const rows = (
  text: string,
  source = 'bob',
  config = '',
  keys = '[bob]\naws_access_key_id = AKIABOB\naws_secret_access_key = s\n',
) => readShared(text, source, around(config, keys));
const states = (text: string): unknown => {
  const read = rows(text);
  return read.ok ? read.value.map(({ name, state }) => [name, state]) : read.failure;
};

describe('a file of shared profiles', () => {
  const text = sharedText(entriesOf(CONFIG, KEYS));

  it('holds roles that are whole, and of their keys those that are everybody’s', () => {
    expect(JSON.parse(text)).toEqual({
      kind: 'fobwatch-profiles',
      version: 1,
      profiles: [
        { name: 'dev', role_arn: ARN, external_id: 'partner-7', region: 'eu-west-1' },
        {
          name: 'data',
          role_arn: `${ARN}2`,
          source_profile: 'dev',
          role_session_name: '{user}@{host}',
        },
        { name: 'ci', role_arn: `${ARN}3` },
        { name: 'tool', role_arn: `${ARN}4`, credential_source: 'Environment' },
      ],
    });
  });

  it('holds no key, no device, no path, no comment and nobody’s name', () => {
    for (const told of ['AKIA', 'planted', 'mfa', '/home', 'secret plans', 'ada', 's3'])
      expect(text).not.toContain(told);
  });

  it('comes in as new profiles of whoever takes it, each behind a source of theirs', () => {
    const read = rows(text);
    if (!read.ok) throw new Error(read.failure.kind);
    expect(read.value.map(({ state }) => state.kind)).toEqual(['new', 'new', 'new', 'new']);
    expect(read.value.map(({ draft }) => draft.values.source_profile)).toEqual([
      'bob',
      'dev',
      'bob',
      undefined,
    ]);
  });

  it('brings back the same profiles once it was taken in', () => {
    const read = rows(text);
    if (!read.ok) throw new Error(read.failure.kind);
    const done = changeProfiles(
      '',
      read.value.map(({ draft }) => ({ kind: 'add', ...draft })),
    );
    if (!done.ok) throw new Error(done.failure.refusal.kind);
    const again = rows(text, 'bob', done.value.text);
    expect(again.ok && again.value.map(({ state }) => state.kind)).toEqual([
      'same',
      'same',
      'same',
      'same',
    ]);
    expect(JSON.parse(sharedText(entriesOf(done.value.text)))).toEqual(JSON.parse(text));
  });

  it('tells in what one of the same name differs, and keeps the device of whoever takes it', () => {
    const mine = `[profile dev]\nrole_arn = ${ARN}\nsource_profile = bob\nmfa_serial = GAHT12345678\nregion = us-east-1\n`;
    const read = rows(text, 'bob', mine);
    expect(read.ok && read.value[0]).toMatchObject({
      state: { kind: 'different', keys: ['external_id', 'region'] },
      draft: { values: { mfa_serial: 'GAHT12345678' } },
    });
  });
});

describe('a file that anybody may have made', () => {
  const good = { name: 'dev', role_arn: ARN };

  it.each<[string, string, unknown]>([
    ['no JSON', 'x', { kind: 'not-shared' }],
    ['JSON of something else', '{"profiles":[]}', { kind: 'not-shared' }],
    ['a later version', file([], { version: 2 }), { kind: 'later-version', version: 2 }],
    [
      'too many profiles',
      file(Array.from({ length: 2001 }, () => good)),
      { kind: 'too-many', most: 2000 },
    ],
    ['too long', ' '.repeat(1_000_001), { kind: 'too-long', most: 1_000_000 }],
  ])('is refused whole when it is %s', (_case, text, fault) => {
    expect(states(text)).toEqual(fault);
  });

  it.each<[string, unknown, string]>([
    ['a command', { ...good, credential_process: 'rm -rf ~' }, 'unknown-key'],
    ['a key', { ...good, aws_secret_access_key: 's' }, 'unknown-key'],
    ['a sign-in', { ...good, sso_session: 'corp' }, 'unknown-key'],
    ['a device', { ...good, mfa_serial: 'GAHT12345678' }, 'unknown-key'],
    ['a token file', { ...good, web_identity_token_file: '/etc/shadow' }, 'unknown-key'],
    ['an endpoint', { ...good, endpoint_url: 'http://evil.example' }, 'unknown-key'],
    ['a name of two lines', { ...good, name: 'a\n[profile b]' }, 'wrong'],
    ['a value of two lines', { ...good, external_id: 'ab\ncredential_process = x' }, 'wrong'],
    ['no role', { name: 'dev', role_arn: 'x' }, 'wrong'],
    ['a number for a value', { ...good, duration_seconds: 3600 }, 'malformed'],
    ['a value without end', { ...good, external_id: 'x'.repeat(2049) }, 'malformed'],
    ['the name default', { ...good, name: 'default' }, 'wrong'],
    ['the name __proto__', JSON.parse('{"name":"__proto__","role_arn":"x"}'), 'wrong'],
    ['nothing', null, 'malformed'],
    ['itself for a source in a loop', { ...good, source_profile: 'other' }, 'new'],
  ])('has a profile refused that holds %s', (_case, profile, kind) => {
    const read = rows(file([profile, { name: 'fine', role_arn: ARN }]));
    expect(read.ok && read.value.map(({ state }) => state.kind)).toEqual([kind, 'new']);
  });

  it('has profiles refused that name each other', () => {
    const loop = [
      { name: 'a', role_arn: ARN, source_profile: 'b' },
      { name: 'b', role_arn: ARN, source_profile: 'a' },
    ];
    const read = rows(file(loop));
    expect(read.ok && read.value.map(({ state }) => state.kind)).toEqual(['wrong', 'wrong']);
  });

  it('has the second of one name refused', () => {
    expect(states(file([good, good]))).toEqual([
      ['dev', { kind: 'new' }],
      ['dev', { kind: 'twice' }],
    ]);
  });

  it(
    'brings nothing into the config file but a role’s own keys, whatever it holds',
    () => {
      const value = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          ARN,
          'ab\n[profile evil]',
          'x]',
          'eu-west-1',
          '3600',
          'bob',
          'Environment',
          ' # ',
        ),
      );
      const key = fc.constantFrom(
        'role_arn',
        'source_profile',
        'credential_source',
        'external_id',
        'role_session_name',
        'duration_seconds',
        'region',
        'credential_process',
        'mfa_serial',
      );
      const profile = fc
        .tuple(
          fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.string()),
          fc.dictionary(key, value, { maxKeys: 4 }),
        )
        .map(([name, values]) => ({ role_arn: ARN, ...values, name }));
      fc.assert(
        fc.property(fc.array(profile, { maxLength: 5 }), (profiles) => {
          const read = rows(file(profiles));
          if (!read.ok) throw new Error(read.failure.kind);
          const taken = read.value.filter(({ state }) => state.kind === 'new');
          const done = changeProfiles(
            '',
            taken.map(({ draft }) => ({ kind: 'add', ...draft })),
          );
          if (!done.ok) throw new Error(JSON.stringify(done.failure));
          const entries = entriesOf(done.value.text);
          expect(entries.map(({ name }) => name)).toEqual(taken.map(({ name }) => name));
          expect(entries.flatMap(({ others, hidden }) => [...others, ...hidden])).toEqual([]);
          expect(shareable(entries)).toHaveLength(taken.length);
        }),
        runs(500),
      );
    },
    patience(500),
  );
});
