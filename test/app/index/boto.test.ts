import { describe, expect, it } from 'vitest';
import {
  allRegions,
  checkRegion,
  configuredEndpoints,
  endpointFor,
  isExpired,
  loadCredentials,
  plainEndpoints,
  regionFailureWords,
  regionsOf,
  reveal,
  secret,
  sessionRegion,
  stsEndpoint,
  toDict,
  unlistedWords,
} from '../../../app/index.ts';
import { denied } from '../../support/model-aws.ts';
import { emptyDisk, NOON, startModel } from '../../support/model-engine.ts';
import {
  assumeRole,
  assumeSaml,
  assumeWebIdentity,
  federate,
  madeRow,
} from '../../support/operations.ts';
import {
  current,
  field,
  HOUR,
  made,
  MINUTE,
  nightly,
  NIGHTLY,
  outcome,
  PLAIN,
  role,
  send,
  session,
  startSet,
} from './program.ts';

// What boto.sts documents, done through the core's public API; names and words are our own.

const KEY = 'AKIAMODEL00000000001';
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [] });

describe('regions', () => {
  it('BO1: are a list, by partition', () => {
    expect(allRegions.length).toBeGreaterThan(30);
    expect(regionsOf('aws-cn').map(({ name }) => name)).toEqual(['cn-north-1', 'cn-northwest-1']);
    expect(allRegions.find(({ name }) => name === 'eu-north-1')).toMatchObject({
      partition: 'aws',
    });
  });

  it.each([
    ['eu-north-1', 'https://sts.eu-north-1.amazonaws.com'],
    ['cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn'],
  ])('BO1: connect to %s', (region, url) => {
    const wish = { region, fips: false, dualStack: false };
    expect(stsEndpoint(wish)).toEqual({ ok: true, value: { url, signingRegion: region } });
  });

  it('BO1: that are newer than the list work, with a note', () => {
    expect(checkRegion('eu-north-7')).toMatchObject({ kind: 'fits-pattern', note: 'not-listed' });
    expect(unlistedWords('eu-north-7')).toContain('eu-north-7');
    const wish = { region: 'eu-north-7', fips: false, dualStack: false };
    expect(stsEndpoint(wish)).toMatchObject({ ok: true });
  });

  it('BO1: of no known pattern are a clear error, with what was meant', () => {
    const found = stsEndpoint({ region: 'EU-NORTH-1', fips: false, dualStack: false });
    if (found.ok) throw new Error('it went somewhere');
    expect(found.failure).toMatchObject({ kind: 'region-unknown', meant: 'eu-north-1' });
    expect(regionFailureWords(found.failure)).toContain('eu-north-1');
  });
});

describe('get_session_token', () => {
  it('BO6: asked for again, is the cached one', async () => {
    const model = await nightly();
    const first = await current(model, [session('grace')]);
    await send(model, { kind: 'start', targets: [session('grace')] });
    expect(await current(model, [session('grace')])).toEqual(first);
    expect(model.aws.calls).toHaveLength(1);
  });

  it('BO6: with force_new is another, however much is left of the old one', async () => {
    const model = await startModel(PLAIN);
    await send(model, { kind: 'start', targets: [session('default')] });
    const first = await current(model, [session('default')]);
    await send(model, { kind: 'renew', targets: [session('default')] });
    const second = await current(model, [session('default')]);
    expect(field(second, 'AccessKeyId')).not.toBe(field(first, 'AccessKeyId'));
    expect(model.aws.calls).toHaveLength(2);
  });

  it.each([
    [61_000, 'is taken', 'starting'],
    [59_000, 'is taken no more, and a code is asked for', 'needs-code'],
  ])('BO6: %i ms before its end %s', async (left, _what, phase) => {
    const model = await nightly();
    await model.clock.advance(12 * HOUR - left);
    const release = model.aws.hold();
    await send(model, startSet('tables'));
    expect(model.role('tables').phase.kind).toBe(phase);
    release();
  });

  it('BO6: asked for by many at once, is one call', async () => {
    const model = await startModel(PLAIN);
    const release = model.aws.hold();
    for (let asker = 0; asker < 20; asker += 1)
      model.engine.run({ kind: 'start', targets: [session('default')] });
    await send(model, { kind: 'renew', targets: [session('default')] });
    expect(model.aws.calls).toHaveLength(1);
    release();
  });

  it('BO6: is kept by key and endpoint: another endpoint wants another, another region does not', async () => {
    const model = await nightly();
    const at = (region: string, more = ''): string =>
      NIGHTLY.config
        .replace('eu-west-1', region)
        .replace('[profile tables]', `${more}[profile tables]`);
    await model.writeConfig(at('ap-south-1'));
    expect(await current(model, [session('grace')])).not.toBeNull();
    await model.writeConfig(at('ap-south-1', 'endpoint_url = https://sts.example.org\n'));
    expect(await current(model, [session('grace')])).toBeNull();
    expect(sessionRegion('eu-west-1', 'ap-south-1')).toEqual({ ok: true, value: 'eu-west-1' });
  });
});

describe('assume_role', () => {
  const narrow = (model: Awaited<ReturnType<typeof nightly>>) =>
    outcome(
      model,
      assumeRole({
        profile: 'tables',
        name: 'narrow',
        roleSessionName: 'report-{user}',
        durationSeconds: 900,
        policy: POLICY,
      }),
    );

  it('BO2: sends session name, policy and duration as given', async () => {
    const model = await nightly();
    expect(await narrow(model)).toMatchObject({
      outcome: { kind: 'held', target: made('narrow') },
    });
    expect(model.aws.operations.at(-1)?.input).toMatchObject({
      roleArn: 'arn:aws:iam::111122223333:role/tables',
      roleSessionName: 'report-ada',
      policy: POLICY,
      durationSeconds: 900,
    });
  });

  it('BO10: tells the user it stands for, by ARN and id, and how much of the policy size is used', async () => {
    const model = await nightly();
    await narrow(model);
    expect(madeRow(model, 'narrow').who).toMatchObject({
      arn: 'arn:aws:sts::111122223333:assumed-role/x/report-ada',
      id: 'AROAX:report-ada',
      packedPolicySize: 7,
    });
  });

  it('BO2: takes a device and its code of this moment, once', async () => {
    const model = await startModel({ ...NIGHTLY, settings: { start: 'asked' } });
    const code = { serialNumber: model.aws.serial, tokenCode: model.aws.code() };
    const longer = assumeRole({ profile: 'tables', name: 'long', durationSeconds: 7200, ...code });
    expect(await outcome(model, longer)).toMatchObject({ kind: 'done' });
    expect(model.aws.operations.at(-1)).toMatchObject({
      by: KEY,
      input: { ...code, durationSeconds: 7200 },
    });
    expect(await outcome(model, { ...longer, name: 'again' })).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'code-spent' }],
    });
  });
});

describe('roles by an identity provider', () => {
  it('BO3: assume_role_with_saml is signed by nobody', async () => {
    const model = await startModel({ config: '', credentials: '' });
    expect(await outcome(model, assumeSaml({ name: 'analyst' }))).toMatchObject({ kind: 'done' });
    expect(model.aws.operations).toMatchObject([{ operation: 'AssumeRoleWithSAML', by: null }]);
    expect(madeRow(model, 'analyst').who).toMatchObject({ subject: 'ada', id: 'AROAX:ada' });
  });

  it('BO4: assume_role_with_web_identity sends the provider’s id too', async () => {
    const model = await startModel({ config: '', credentials: '' });
    const command = assumeWebIdentity({ providerId: 'www.example.org' });
    expect(await outcome(model, command)).toMatchObject({ kind: 'done' });
    expect(model.aws.operations).toMatchObject([
      { by: null, input: { providerId: 'www.example.org' } },
    ]);
  });
});

describe('get_federation_token', () => {
  it('BO5: is signed by the long-term key, with name, duration and policy', async () => {
    const model = await startModel(PLAIN);
    const command = federate({
      identity: 'default',
      userName: 'visitor',
      durationSeconds: 1800,
      policy: POLICY,
    });
    expect(await outcome(model, command)).toMatchObject({ kind: 'done' });
    expect(model.aws.operations).toMatchObject([
      { by: KEY, input: { name: 'visitor', durationSeconds: 1800, policy: POLICY } },
    ]);
  });

  it('BO5, BO10: tells the federated user by ARN and id', async () => {
    const model = await startModel(PLAIN);
    await outcome(model, federate({ identity: 'default', userName: 'visitor' }));
    expect(madeRow(model, 'visitor').who).toMatchObject({
      arn: 'arn:aws:sts::111122223333:federated-user/visitor',
      id: '111122223333:visitor',
    });
  });
});

describe('decode_authorization_message', () => {
  it('BO7: goes from a role that may not to the long-term key, never to the session', async () => {
    const model = await nightly();
    await send(model, startSet('tables'));
    const [sessionKey] = model.aws.ends.keys();
    model.aws.answers.set('DecodeAuthorizationMessage', [denied()]);
    const told = await outcome(model, {
      kind: 'decode',
      message: 'sealed',
      denied: role('tables'),
    });
    expect(told).toMatchObject({ kind: 'done', outcome: { text: '{"allowed":false}' } });
    const by = model.aws.operations.map((one) => one.by);
    expect(by.at(-1)).toBe(KEY);
    expect(by).not.toContain(sessionKey);
  });
});

describe('credentials', () => {
  const held = {
    accessKeyId: 'ASIASAMPLE',
    secretAccessKey: secret('sample-key'),
    sessionToken: secret('sample-token'),
    expiresAt: NOON + HOUR,
  };

  it('BO8: are a dict of four, its secrets wrapped', () => {
    const dict = toDict(held);
    expect(dict).toMatchObject({ access_key: 'ASIASAMPLE', expiration: '2027-01-15T09:00:00Z' });
    expect([dict.secret_key, dict.session_token].map(reveal)).toEqual([
      'sample-key',
      'sample-token',
    ]);
    expect(JSON.stringify(dict)).not.toContain('sample');
  });

  it.each([
    [
      'from_json, as a dict',
      { access_key: 'A', secret_key: 'B', session_token: 'C', expiration: '2027-01-15T09:00:00Z' },
    ],
    [
      'as boto3 has them',
      {
        AccessKeyId: 'A',
        SecretAccessKey: 'B',
        SessionToken: 'C',
        Expiration: '2027-01-15T09:00:00+00:00',
      },
    ],
  ])('BO8: are read %s', (_name, document) => {
    const loaded = loadCredentials(secret(JSON.stringify(document)), NOON);
    expect(loaded).toMatchObject({
      ok: true,
      value: { credentials: { accessKeyId: 'A', expiresAt: NOON + HOUR } },
    });
  });

  it('BO8: saved by one program are loaded by another, and refused once they have ended', async () => {
    const writer = await nightly();
    await send(writer, startSet('tables'));
    const dict = await current(writer, [role('tables')], 'json');
    const reader = await startModel({ config: '', credentials: '', disk: emptyDisk() });
    const load = { kind: 'import-file', path: '/srv/handed.json', name: 'handed' } as const;
    reader.saved.set(load.path, JSON.stringify(dict));
    expect(await outcome(reader, load)).toMatchObject({
      outcome: { kind: 'held', target: made('handed') },
    });
    expect(await current(reader, [made('handed')], 'json')).toEqual(dict);
    await reader.clock.advance(HOUR);
    expect(await current(reader, [made('handed')], 'json')).toBeNull();
    expect(await outcome(reader, load)).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'credentials-file', cause: { kind: 'expired' } }],
    });
  });

  it.each([
    [0, NOON, false],
    [0, NOON + HOUR, true],
    [3599, NOON, false],
    [3600, NOON, true],
    [5, NOON + HOUR - 4000, true],
    [-60, NOON + HOUR + MINUTE - 1, false],
  ])('BO8: is_expired(%i) at %i is %s', (offset, now, expired) => {
    expect(isExpired(held, offset, now)).toBe(expired);
  });
});

describe('the connection', () => {
  const at = (sts: string) => endpointFor('sts', { ...plainEndpoints, sts }, null);

  it('BO9: goes to a host, port and path of one’s own', () => {
    expect(at('https://sts.example.org:8443/api')).toMatchObject({
      ok: true,
      value: { url: 'https://sts.example.org:8443/api', region: 'us-east-1' },
    });
  });

  it('BO9: takes endpoint, region and certificates from the environment', () => {
    const endpoints = configuredEndpoints(
      {
        AWS_ENDPOINT_URL_STS: 'https://sts.example.org',
        AWS_REGION: 'eu-west-3',
        AWS_CA_BUNDLE: '/etc/company.pem',
      },
      null,
      null,
    );
    expect(endpointFor('sts', endpoints, null)).toEqual({
      ok: true,
      value: { url: 'https://sts.example.org', region: 'eu-west-3', caBundle: '/etc/company.pem' },
    });
  });

  it('BO9: signs with temporary keys of a profile as they are, security token and all', async () => {
    const model = await startModel({
      config: `[profile job]\nrole_arn = arn:aws:iam::111122223333:role/job\nsource_profile = given\n`,
      credentials: `[given]\naws_access_key_id = ASIAGIVEN00000000001\naws_secret_access_key = k\naws_session_token = t\n`,
    });
    await send(model, startSet('job'));
    expect(model.aws.calls.map(({ name }) => name)).toEqual(['arn:aws:iam::111122223333:role/job']);
    expect(await current(model, [role('job')])).not.toBeNull();
  });
});
