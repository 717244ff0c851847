import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { assume } from './assuming.ts';
import type { LocalAws } from './server.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  call,
  failureOf,
  given,
  mfaOf,
  role,
  serialOf,
  start,
  stsFor,
  user,
  worldWith,
  type Keys,
} from './support.ts';
import { codeFor } from './totp.ts';

const WRONG_CODE = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
const WRONG_DEVICE =
  'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
const HALF =
  'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.';
const DENIED = { code: 'AccessDenied', status: 403 };

const session = async (aws: LocalAws, { mfa = true, seconds = 43_200 } = {}): Promise<Keys> =>
  given(
    await stsFor(aws).send(
      new GetSessionTokenCommand({ DurationSeconds: seconds, ...(mfa ? mfaOf(aws) : {}) }),
    ),
  );

const plain = () => worldWith([user({ policies: [allow()] })], [role('any')]);

describe('codes', () => {
  test('one code gives one session', async () => {
    const aws = await start();
    const code = mfaOf(aws);
    expect(given(await stsFor(aws).send(new GetSessionTokenCommand(code))).accessKeyId).toMatch(
      /^ASIA[A-Z2-7]{16}$/,
    );
    const again = await failureOf(stsFor(aws).send(new GetSessionTokenCommand(code)));
    expect(again).toEqual({ ...DENIED, message: WRONG_CODE });
  });

  test('a code spent by one call is spent for every other call and role', async () => {
    const aws = await start({ world: plain() });
    const code = mfaOf(aws);
    await stsFor(aws).send(new GetSessionTokenCommand(code));
    expect(await failureOf(assume(aws, 'any', code))).toEqual({ ...DENIED, message: WRONG_CODE });
  });

  test('an earlier step is spent with the later one', async () => {
    const aws = await start({ world: plain() });
    const device = aws.world().accounts[0]?.users[0]?.devices[0];
    if (device?.kind !== 'totp') throw new Error('the world has no TOTP device');
    const SerialNumber = device.serial;
    const now = codeFor(device, aws.now());
    const before = codeFor(device, aws.now() - 30_000);
    await stsFor(aws).send(new GetSessionTokenCommand({ SerialNumber, TokenCode: now }));
    const failure = await failureOf(
      stsFor(aws).send(new GetSessionTokenCommand({ SerialNumber, TokenCode: before })),
    );
    expect(failure).toEqual({ ...DENIED, message: WRONG_CODE });
  });

  test('a code is spent even when the role is denied afterwards', async () => {
    const aws = await start();
    const code = mfaOf(aws);
    const denied = await failureOf(assume(aws, 'denied-ops', code));
    expect(denied).toEqual({
      ...DENIED,
      message: `User: arn:aws:iam::${ACCOUNT}:user/ada is not authorized to perform: sts:AssumeRole on resource: ${arnOf('denied-ops')} with an explicit deny in an identity-based policy`,
    });
    expect((await failureOf(assume(aws, 'dev-readonly', code))).message).toBe(WRONG_CODE);
  });

  test('a wrong code is told before a denied role', async () => {
    const aws = await start();
    const SerialNumber = serialOf(aws.world());
    const TokenCode = aws.codeFor(SerialNumber) === '000000' ? '111111' : '000000';
    const failure = await failureOf(assume(aws, 'denied-ops', { SerialNumber, TokenCode }));
    expect(failure.message).toBe(WRONG_CODE);
  });

  const other = 'arn:aws:iam::111122223333:mfa/bob';
  const fido = 'arn:aws:iam::111122223333:u2f/user/ada/key-ABCDEFGH';
  test.each([
    ['half given: no code', { SerialNumber: other }, HALF],
    ['half given: no serial number', { TokenCode: '123456' }, HALF],
    [
      'a serial number of nobody',
      { SerialNumber: 'GAHT12345678', TokenCode: '123456' },
      WRONG_DEVICE,
    ],
    ['a device of somebody else', { SerialNumber: other, TokenCode: '123456' }, WRONG_DEVICE],
    ['a FIDO key', { SerialNumber: fido, TokenCode: '123456' }, WRONG_DEVICE],
  ])('%s', async (_name, code, message) => {
    const ada = user({ policies: [allow()], devices: [{ kind: 'fido', serial: fido }] });
    const aws = await start({ world: worldWith([ada, user({ name: 'bob' })], [role('any')]) });
    const forSession = await failureOf(stsFor(aws).send(new GetSessionTokenCommand(code)));
    const forRole = await failureOf(assume(aws, 'any', code));
    expect([forSession, forRole]).toEqual([
      { ...DENIED, message },
      { ...DENIED, message },
    ]);
  });

  test('role credentials have no device to show a code of', async () => {
    const aws = await start({ world: plain() });
    const keys = given(await assume(aws, 'any'));
    expect((await failureOf(assume(aws, 'any', mfaOf(aws), keys))).message).toBe(WRONG_DEVICE);
  });

  test('the code of a hardware device works by its bare number', async () => {
    const [device] = user().devices ?? [];
    const hardware = {
      ...device,
      kind: 'totp' as const,
      serial: 'GAHT12345678',
      seed: 'JBSWY3DPEHPK3PXP',
    };
    const aws = await start({ world: worldWith([user({ devices: [hardware] })]) });
    const answer = await stsFor(aws).send(new GetSessionTokenCommand(mfaOf(aws)));
    expect(given(answer).sessionToken).toMatch(/==$/);
  });
});

describe('durations', () => {
  test.each([
    ['the default', undefined, 43_200],
    ['the shortest', 900, 900],
    ['the longest', 129_600, 129_600],
  ])('of a session: %s', async (_name, DurationSeconds, seconds) => {
    const at = Date.now();
    const aws = await start({ clock: () => at });
    const { Credentials } = await stsFor(aws).send(new GetSessionTokenCommand({ DurationSeconds }));
    const expiration = Credentials?.Expiration?.getTime() ?? 0;
    expect(expiration / 1000).toBe(Math.floor(at / 1000) + seconds);
  });

  test("a root's session is shortened to an hour", async () => {
    const [key] = user({ name: 'root' }).keys ?? [];
    if (key === undefined) throw new Error('no key was made');
    const aws = await start({ world: worldWith([], [role('any')], { root: { keys: [key] } }) });
    const root = { accessKeyId: key.id, secretAccessKey: key.secret };
    const answer = await stsFor(aws, root).send(
      new GetSessionTokenCommand({ DurationSeconds: 43_200 }),
    );
    const left = ((answer.Credentials?.Expiration?.getTime() ?? 0) - aws.now()) / 1000;
    expect(left).toBeGreaterThan(3590);
    expect(left).toBeLessThanOrEqual(3600);
    expect(await failureOf(assume(aws, 'any', {}, root))).toEqual({
      ...DENIED,
      message: 'Roles may not be assumed by root accounts.',
    });
  });

  const CHAINED =
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';
  const MAXIMUM = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
  const world = () =>
    worldWith(
      [user({ policies: [allow()] })],
      [
        role('hub', { policies: [allow()] }),
        role('long', { policies: [allow()], maxSessionDuration: 43_200 }),
      ],
    );
  const cases: readonly (readonly [
    by: 'key' | 'session' | 'role',
    name: string,
    seconds: number,
    problem: string | undefined,
  ])[] = [
    ['key', 'hub', 3600, undefined],
    ['key', 'hub', 3601, MAXIMUM],
    ['key', 'long', 43_200, undefined],
    ['session', 'long', 3600, undefined],
    ['session', 'long', 3601, CHAINED],
    ['role', 'long', 3600, undefined],
    ['role', 'long', 3601, CHAINED],
  ];
  test.each(cases)('signed by a %s, role %s for %i s: %s', async (by, name, seconds, problem) => {
    const aws = await start({ world: world() });
    const keys =
      by === 'key'
        ? undefined
        : by === 'session'
          ? await session(aws)
          : given(await assume(aws, 'hub'));
    const attempt = assume(aws, name, { DurationSeconds: seconds }, keys);
    const problems = await attempt.then(
      () => [],
      async (error: unknown) => [await failureOf(Promise.reject(error))],
    );
    expect(problems).toEqual(
      problem === undefined ? [] : [{ code: 'ValidationError', status: 400, message: problem }],
    );
  });

  test('a test can shorten what STS states and honours', async () => {
    const at = Date.now();
    const lifetimes = { roleSeconds: { any: 20 } };
    const aws = await start({ world: plain(), lifetimes, clock: () => at });
    const { Credentials } = await assume(aws, 'any');
    const expiration = Credentials?.Expiration?.getTime() ?? 0;
    expect(expiration / 1000).toBe(Math.floor(at / 1000) + 20);
    const keys = given({ Credentials });
    aws.advance(20);
    expect((await call(aws, { keys })).code).toBe('ExpiredToken');
  });

  test('a scale shortens sessions and roles alike', async () => {
    const aws = await start({ world: plain(), lifetimes: { scale: 0.001 } });
    const answer = await stsFor(aws).send(new GetSessionTokenCommand({}));
    expect((answer.Credentials?.Expiration?.getTime() ?? 0) - aws.now()).toBeLessThan(44_000);
  });
});

describe('what each kind of credentials may call', () => {
  test('a session: AssumeRole and GetCallerIdentity of STS, nothing else', async () => {
    const aws = await start({ world: plain() });
    const keys = await session(aws);
    const identity = await stsFor(aws, keys).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Arn: `arn:aws:iam::${ACCOUNT}:user/ada`, Account: ACCOUNT });
    expect(given(await assume(aws, 'any', {}, keys)).accessKeyId).toMatch(/^ASIA/);
    const actions = ['GetSessionToken', 'GetFederationToken', 'DecodeAuthorizationMessage'];
    const refused = await Promise.all(
      actions.map(async (Action) => (await call(aws, { keys, params: { Action } })).message),
    );
    expect(refused).toEqual(actions.map((name) => `Cannot call ${name} with session credentials`));
  });

  test('a role: neither GetSessionToken nor GetFederationToken', async () => {
    const aws = await start({ world: plain() });
    const keys = given(await assume(aws, 'any'));
    const actions = ['GetSessionToken', 'GetFederationToken'];
    const refused = await Promise.all(
      actions.map(async (Action) => (await call(aws, { keys, params: { Action } })).code),
    );
    expect(refused).toEqual(['AccessDenied', 'AccessDenied']);
    const { Arn, UserId } = await stsFor(aws, keys).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/any/ada`);
    expect(UserId).toMatch(/^AROA[A-Z2-7]{17}:ada$/);
  });

  test('GetCallerIdentity answers even who is denied everything', async () => {
    const deny = { ...allow().Statement, Effect: 'Deny' as const };
    const policy = { Version: '2012-10-17' as const, Statement: deny };
    const aws = await start({ world: worldWith([user({ policies: [policy] })]) });
    expect((await call(aws, {})).status).toBe(200);
    expect((await call(aws, { params: { Action: 'GetSessionToken' } })).code).toBe('AccessDenied');
  });
});
