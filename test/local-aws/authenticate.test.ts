import { GetUserCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { call, failureOf, given, iamFor, keysOf, start, stsFor } from './support.ts';

const MINUTE = 60_000;

describe('keys', () => {
  const unknown = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };

  test('a key nobody has', async () => {
    const aws = await start();
    expect(await call(aws, { keys: unknown })).toMatchObject({
      status: 403,
      code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    });
    expect(await call(aws, { keys: unknown, service: 's3' })).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    });
  });

  test('a wrong secret', async () => {
    const aws = await start();
    const keys = { ...keysOf(aws.world()), secretAccessKey: 'wrong' };
    const failure = await failureOf(stsFor(aws, keys).send(new GetCallerIdentityCommand({})));
    expect(failure).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
  });

  test('a key that was deactivated', async () => {
    const aws = await start();
    const keys = keysOf(aws.world());
    aws.changeWorld((world) => ({
      ...world,
      accounts: world.accounts.map((account) => ({
        ...account,
        users: account.users.map((user) => ({
          ...user,
          keys: user.keys.map((key) => ({ ...key, active: false })),
        })),
      })),
    }));
    expect((await call(aws, { keys })).code).toBe('InvalidClientTokenId');
  });

  test('a session without its token, with a token of another, and a key with a token', async () => {
    const aws = await start();
    const first = given(await stsFor(aws).send(new GetSessionTokenCommand({})));
    const second = given(await stsFor(aws).send(new GetSessionTokenCommand({})));
    const { accessKeyId, secretAccessKey, sessionToken = '' } = first;
    const tries = [
      { accessKeyId, secretAccessKey },
      { accessKeyId, secretAccessKey, sessionToken: second.sessionToken ?? '' },
      { ...keysOf(aws.world()), sessionToken },
    ];
    const codes = await Promise.all(tries.map(async (keys) => (await call(aws, { keys })).code));
    expect(codes).toEqual(Array(3).fill('InvalidClientTokenId'));
    const s3 = await Promise.all(
      tries.map(async (keys) => (await call(aws, { keys, service: 's3' })).code),
    );
    expect(s3).toEqual(['InvalidAccessKeyId', 'InvalidToken', 'InvalidToken']);
  });

  test('a session that has expired, to the second', async () => {
    const aws = await start({ clock: () => Date.UTC(2025, 0, 1) });
    const client = stsFor(aws);
    client.config.systemClockOffset = aws.now() - Date.now();
    const command = new GetSessionTokenCommand({ DurationSeconds: 900 });
    const session = given(await client.send(command));
    aws.advance(899);
    expect((await call(aws, { keys: session })).status).toBe(200);
    aws.advance(1);
    expect(await call(aws, { keys: session })).toMatchObject({
      status: 403,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
    expect(await call(aws, { keys: session, service: 's3' })).toMatchObject({
      status: 400,
      code: 'ExpiredToken',
      message: 'The provided token has expired.',
    });
  });
});

describe('the clock', () => {
  const cases: readonly (readonly [string, number, string | undefined, RegExp | undefined])[] = [
    ['sts', -5 * MINUTE, undefined, undefined],
    ['sts', 5 * MINUTE, undefined, undefined],
    [
      'sts',
      -5 * MINUTE - 1000,
      'SignatureDoesNotMatch',
      /^Signature expired: 20250101T115459Z is now earlier than 20250101T115500Z \(20250101T120000Z - 5 min\.\)$/,
    ],
    [
      'sts',
      5 * MINUTE + 1000,
      'SignatureDoesNotMatch',
      /^Signature not yet current: 20250101T120501Z is still later than 20250101T120500Z \(20250101T120000Z \+ 5 min\.\)$/,
    ],
    ['s3', -16 * MINUTE, 'RequestTimeTooSkewed', /too large/],
    ['s3', 16 * MINUTE, 'RequestTimeTooSkewed', /too large/],
  ];
  test.each(cases)('%s, signed %i ms off: %s', async (service, off, code, message) => {
    const noon = Date.UTC(2025, 0, 1, 12);
    const aws = await start({ clock: () => noon });
    const answer = await call(aws, { service, at: noon + off });
    expect(answer.code).toBe(code);
    expect(answer.message ?? '').toMatch(message ?? /^$/);
  });

  test('the Date header tells the server’s time, and the SDK corrects itself by it', async () => {
    const aws = await start();
    aws.setClockOffset(3600);
    const client = stsFor(aws);
    expect((await failureOf(client.send(new GetCallerIdentityCommand({})))).code).toBe(
      'SignatureDoesNotMatch',
    );
    const { Account } = await client.send(new GetCallerIdentityCommand({}));
    expect(Account).toBe('111122223333');
  });
});

test('an unknown operation, and one without its version', async () => {
  const aws = await start();
  const strange = await call(aws, { params: { Action: 'GetTeapot' } });
  expect(strange).toMatchObject({
    status: 400,
    code: 'InvalidAction',
    message: 'Could not find operation GetTeapot for version 2011-06-15',
  });
  const unversioned = await call(aws, { params: { Version: '2010-05-08' } });
  expect(unversioned.code).toBe('InvalidAction');
});

test('an answer carries request id, date and content type', async () => {
  const aws = await start({ clock: () => Date.UTC(2025, 0, 1) });
  const { headers, body } = await call(aws, {});
  expect(headers).toMatchObject({
    date: 'Wed, 01 Jan 2025 00:00:00 GMT',
    'content-type': 'text/xml',
  });
  expect(body).toContain(`<RequestId>${String(headers['x-amzn-requestid'])}</RequestId>`);
  expect(body).toContain(
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">',
  );
});

test('the log counts requests and keeps no secret', async () => {
  const aws = await start();
  const { secretAccessKey } = keysOf(aws.world());
  await iamFor(aws).send(new GetUserCommand({}));
  const SerialNumber = 'arn:aws:iam::111122223333:mfa/ada';
  const TokenCode = aws.freshCode(SerialNumber) ?? '';
  const session = given(
    await stsFor(aws).send(new GetSessionTokenCommand({ SerialNumber, TokenCode })),
  );
  expect(aws.log()).toMatchObject([
    { service: 'iam', action: 'GetUser', status: 200, carriedCode: false },
    {
      service: 'sts',
      action: 'GetSessionToken',
      status: 200,
      carriedCode: true,
      principal: 'arn:aws:iam::111122223333:user/ada',
    },
  ]);
  const text = JSON.stringify(aws.log());
  const secrets = [secretAccessKey, TokenCode, session.secretAccessKey, session.sessionToken ?? ''];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});
