import { describe, expect, it } from 'vitest';
import {
  checkGetSessionToken,
  exactWords,
  failureWords,
  lifetimeLeft,
  parseAwsFiles,
  parseTimestamp,
  resolveChain,
  reveal,
  secret,
  toBoto,
  toVault,
  type AwsFilesInput,
} from '../../../app/index.ts';
import { denied } from '../../support/model-aws.ts';
import { NOON, startModel } from '../../support/model-engine.ts';
import {
  current,
  field,
  HOUR,
  JOBS,
  MINUTE,
  nightly,
  PLAIN,
  role,
  send,
  session,
  startSet,
} from './program.ts';

// What stslib's documentation shows by examples, done through the core's public API; names and words are our own.

const roles = JOBS.map(role);

describe('a session token', () => {
  it('ST1: of the default user, without MFA, lives for the wanted time', async () => {
    const model = await startModel({ ...PLAIN, settings: { tokenLife: 3600 } });
    await send(model, { kind: 'start', targets: [session('default')] });
    const token = await current(model, [session('default')], 'vault');
    expect(token).toMatchObject({ duration: 3600, access_key: expect.stringMatching(/^ASIA/) });
    expect(field(token, 'expiration')).toBe(field(token, 'end'));
    expect(model.aws.calls).toEqual([{ name: 'GetSessionToken', withCode: false, seconds: 3600 }]);
  });

  it('ST1: of a named user with a code lives 12 hours where nothing else is wanted', async () => {
    const model = await nightly();
    expect(model.aws.calls).toEqual([{ name: 'GetSessionToken', withCode: true, seconds: 43_200 }]);
    const token = await current(model, [session('grace')]);
    expect(Object.keys(Object(token)).toSorted()).toEqual([
      'AccessKeyId',
      'Expiration',
      'SecretAccessKey',
      'SessionToken',
      'StartTime',
    ]);
  });

  it('ST1: asked for without the code it needs, is not there, and nothing was sent', async () => {
    const model = await startModel({ ...PLAIN, config: `[default]\nmfa_serial = GAHT12345678\n` });
    await send(model, { kind: 'start', targets: [session('default')] });
    expect(await current(model, [session('default')])).toBeNull();
    expect(model.session('default').phase.kind).toBe('needs-code');
    expect(model.aws.calls).toEqual([]);
  });
});

describe('credentials for a list of role profiles', () => {
  it('ST2: are one map keyed sts-NAME, each with an hour', async () => {
    const model = await nightly();
    await send(model, startSet(...JOBS));
    const map = await current(model, roles, 'vault');
    expect(Object.keys(Object(map))).toEqual(['sts-tables', 'sts-deploy', 'sts-backup']);
    expect(map).toMatchObject({
      'sts-tables': { duration: 3600 },
      'sts-backup': { duration: 3600 },
    });
    const keys = JOBS.map((name) => field(map, `sts-${name}`, 'access_key'));
    expect(new Set(keys).size).toBe(3);
  });

  it('ST8: with one unknown profile are refused as a whole, unless told to keep going', async () => {
    const model = await nightly();
    const list = [...JOBS, 'tabels'];
    await send(model, { kind: 'start-set', profiles: list, keepGoing: false });
    expect(model.snapshot().set).toMatchObject({ kind: 'refused' });
    expect(await current(model, roles)).toBeNull();
    await send(model, { kind: 'start-set', profiles: list, keepGoing: true });
    expect(model.snapshot().set).toMatchObject({
      kind: 'started',
      profiles: JOBS,
      failures: [{ kind: 'unknown-target', target: role('tabels') }],
    });
    expect(await current(model, roles)).not.toBeNull();
  });

  it('ST8: of which AWS denies one, the others are there all the same', async () => {
    const model = await nightly();
    model.aws.answers.set('arn:aws:iam::444455556666:role/backup', [denied()]);
    await send(model, startSet(...JOBS));
    expect(await current(model, [role('tables'), role('deploy')])).not.toBeNull();
    const { trouble } = model.role('backup');
    expect(trouble && failureWords(trouble.failure, NOON).sentence).toMatch(
      /^AWS denied this role/,
    );
  });

  it('ST6: come in two formats, whose times and keys are the same', async () => {
    const model = await nightly();
    await send(model, startSet('tables'));
    const vault = await current(model, [role('tables')], 'vault');
    const boto = await current(model, [role('tables')], 'boto');
    const pairs = [
      ['access_key', 'AccessKeyId'],
      ['secret_key', 'SecretAccessKey'],
      ['session', 'SessionToken'],
      ['start', 'StartTime'],
      ['end', 'Expiration'],
    ] as const;
    const ours = pairs.map(([name]) => field(vault, name));
    expect(ours).toEqual(pairs.map(() => expect.any(String)));
    expect(pairs.map(([, name]) => field(boto, name))).toEqual(ours);
    expect(parseTimestamp(String(field(vault, 'expiration')))).toBe(NOON + HOUR);
  });

  it('ST6: as records keep their times as instants and their secrets wrapped', () => {
    const credentials = {
      accessKeyId: 'ASIASAMPLE',
      secretAccessKey: secret('k'),
      sessionToken: secret('t'),
      expiresAt: NOON + HOUR,
    };
    const one = { credentials, startedAt: NOON, account: null };
    expect(toVault(one)).toMatchObject({ start: NOON, end: NOON + HOUR, duration: 3600 });
    expect(JSON.stringify([toVault(one), toBoto(one)])).not.toMatch(/"[kt]"/);
    expect(reveal(toBoto(one).SessionToken)).toBe('t');
  });
});

describe('credentials for a whole night', () => {
  const FIVE_HOURS = 5 * HOUR;

  it('ST3: are renewed each hour without a new code, until the session ends', async () => {
    const model = await nightly({ tokenLife: FIVE_HOURS / 1000 });
    await send(model, startSet(...JOBS));
    const seen = new Set<unknown>();
    for (let minute = 0; minute < 5 * 60 - 1; minute += 10) {
      // One look after another: time goes on in between.
      // eslint-disable-next-line no-await-in-loop
      const map = await current(model, roles);
      expect(map, `after ${minute} min`).not.toBeNull();
      seen.add(field(map, 'sts-deploy', 'AccessKeyId'));
      // eslint-disable-next-line no-await-in-loop
      await model.clock.advance(10 * MINUTE);
    }
    expect(seen.size).toBeGreaterThanOrEqual(5);
    expect(model.aws.codes).toHaveLength(1);
  });

  it('ST3: tell how far they have come', async () => {
    const model = await nightly({ tokenLife: FIVE_HOURS / 1000 });
    await send(model, startSet('tables'));
    const before = model.role('tables').renewals;
    await model.clock.advance(HOUR);
    const after = model.role('tables').renewals;
    expect(before).toMatchObject({ done: 0 });
    expect(after).toMatchObject({ done: 1, total: before?.total });
  });

  it('ST3: halted, leave nothing behind: no credentials, no call, no timer', async () => {
    const model = await nightly();
    await send(model, startSet(...JOBS));
    await send(model, { kind: 'stop-all' });
    expect(await current(model, roles)).toBeNull();
    expect(model.disk.sealed && reveal(model.disk.sealed)).not.toContain('model-secret');
    const calls = model.aws.calls.length;
    await model.clock.advance(24 * HOUR);
    expect(model.aws.calls).toHaveLength(calls);
    expect(model.clock.armed()).toBe(0);
  });

  it('ST3: asked for anew while they run, are not made twice', async () => {
    const model = await nightly();
    await send(model, startSet(...JOBS));
    const calls = model.aws.calls.length;
    await send(model, startSet('deploy', 'backup'));
    expect(model.aws.calls).toHaveLength(calls);
    await model.clock.advance(HOUR);
    expect(model.aws.calls).toHaveLength(calls + JOBS.length);
  });

  it('ST4: are handed out only while they are valid', async () => {
    const model = await nightly({ tokenLife: 3600 });
    await send(model, startSet('tables'));
    await model.clock.advance(HOUR - MINUTE);
    expect(await current(model, [role('tables')])).not.toBeNull();
    await model.clock.advance(2 * HOUR);
    expect(await current(model, [role('tables')])).toBeNull();
  });
});

describe('what is left of them', () => {
  const token = { obtainedAt: NOON, expiresAt: NOON + 5 * HOUR };
  it.each([
    [NOON, 18_000, 100, '5 h'],
    [NOON + 2 * HOUR + 13_000, 10_787, 59, '2 h 59 min 47 s'],
    [NOON + 5 * HOUR, 0, 0, '0 s'],
    [NOON + 9 * HOUR, 0, 0, '0 s'],
  ])('ST5: at %i is %i s, %i % and "%s"', (now, totalSeconds, percent, words) => {
    expect(lifetimeLeft(token, now)).toMatchObject({ totalSeconds, percent, words });
    expect(exactWords(totalSeconds)).toBe(words);
  });
});

describe('profiles', () => {
  const none = { path: '', text: secret('') };
  const sample = (head: string): string => `
# people
[${head}linus]
aws_access_key_id = AKIAPLANTED000000001
aws_secret_access_key = planted-secret
[${head}shop-test]
role_arn = arn:aws:iam::123456789012:role/ShopDeveloper
mfa_serial = arn:aws:iam::111122223333:mfa/linus
source_profile = linus
[${head}shop-live]
role_arn = arn:aws:iam::210987654321:role/team/ReadOnly
source_profile = linus
`;
  /** As stslib's map has them: what is written in the file, without keys. */
  const mapOf = (files: Omit<AwsFilesInput, never>) =>
    Object.fromEntries(
      [...parseAwsFiles(files).profiles.values()].flatMap(({ name, role: is, mfaSerial, source }) =>
        is.kind === 'role'
          ? [
              [
                name,
                {
                  role_arn: is.arn.text,
                  ...(mfaSerial === null ? {} : { mfa_serial: mfaSerial }),
                  source_profile: source.kind === 'profile' ? source.name : null,
                },
              ],
            ]
          : [],
      ),
    );
  const expected = {
    'shop-test': {
      role_arn: 'arn:aws:iam::123456789012:role/ShopDeveloper',
      mfa_serial: 'arn:aws:iam::111122223333:mfa/linus',
      source_profile: 'linus',
    },
    'shop-live': {
      role_arn: 'arn:aws:iam::210987654321:role/team/ReadOnly',
      source_profile: 'linus',
    },
  };

  it.each([
    ['bare', { config: none, credentials: { path: '/mnt/team/roles', text: secret(sample('')) } }],
    [
      'profile',
      { config: { path: '/mnt/team/roles', text: secret(sample('profile ')) }, credentials: none },
    ],
  ])('ST7: of any file with %s headers are a map, without its secrets', (_name, files) => {
    expect(mapOf(files)).toEqual(expected);
    expect(JSON.stringify([...parseAwsFiles(files).profiles.values()])).not.toContain(
      'planted-secret',
    );
  });

  it('ST7: lead to the keys at the end of their way', () => {
    const files = {
      config: none,
      credentials: { path: '/mnt/team/roles', text: secret(sample('')) },
    };
    const way = resolveChain(parseAwsFiles(files), 'shop-live', new Set());
    expect(way).toMatchObject({ ok: true, value: { end: { kind: 'static', name: 'linus' } } });
  });
});

describe('users', () => {
  it('ST9: are found by the profile’s key, whatever the profile is called', async () => {
    const model = await nightly();
    await send(model, { kind: 'check-identity', identity: 'grace' });
    expect(model.session('grace')).toMatchObject({
      user: 'ada',
      userArn: 'arn:aws:iam::111122223333:user/ada',
      devices: [{ serial: 'arn:aws:iam::111122223333:mfa/ada', kind: 'codes' }],
    });
  });

  it('ST12: have a session and a set of credentials each, and outlive the program', async () => {
    const twoUsers = `[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = one\n[profile b]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = two\n`;
    const keys = ['one', 'two']
      .map(
        (name, index) =>
          `[${name}]\naws_access_key_id = AKIAMODEL0000000000${index}\naws_secret_access_key = planted-secret-of-${name}\n`,
      )
      .join('');
    const first = await startModel({ config: twoUsers, credentials: keys });
    await send(first, { kind: 'start', targets: [session('one'), session('two')] });
    await send(first, { kind: 'start-all' });
    const all = [session('one'), session('two'), role('a'), role('b')];
    const before = await current(first, all);
    expect(Object.keys(Object(before))).toEqual(['sts-one', 'sts-two', 'sts-a', 'sts-b']);
    await first.engine.stop();
    const again = await startModel({
      config: twoUsers,
      credentials: keys,
      disk: first.disk,
      clock: first.clock,
      aws: first.aws,
    });
    expect(await current(again, all)).toEqual(before);
  });
});

describe('arguments', () => {
  it.each([
    ['a life of 14 minutes', { durationSeconds: 840 }, 'DurationSeconds'],
    ['a life of 37 hours', { durationSeconds: 133_200 }, 'DurationSeconds'],
    ['five digits', { serialNumber: 'GAHT12345678', tokenCode: '12345' }, 'TokenCode'],
    ['a code without its device', { tokenCode: '123456' }, 'SerialNumber'],
  ])('ST13: %s is refused by name before anything is sent', (_name, given, name) => {
    const whole = { durationSeconds: null, serialNumber: null, tokenCode: null, ...given };
    expect(checkGetSessionToken(whole, 'user').map((failure) => failure.field)).toEqual([name]);
  });
});
