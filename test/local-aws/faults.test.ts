import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { createFaults } from './faults.ts';
import {
  allow,
  arnOf,
  call,
  failureOf,
  given,
  mfaOf,
  role,
  start,
  stsFor,
  user,
  worldWith,
} from './support.ts';

const whoami = () => new GetCallerIdentityCommand({});
const broken = /ECONNRESET|socket hang up|aborted/;

describe('which requests a rule hits', () => {
  test.each([
    ['*', 'sts:AssumeRole', true],
    ['sts:*', 'sts:AssumeRole', true],
    ['sts:*', 'iam:GetUser', false],
    ['sts:AssumeRole', 'sts:AssumeRole', true],
    ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', false],
  ])('%s and %s: %j', (operation, asked, hit) => {
    const faults = createFaults();
    faults.add({ operation, fault: { kind: 'throttling' } });
    expect(faults.strike(asked).fault !== undefined).toBe(hit);
  });

  test('skip lets requests pass first, times counts the hits', () => {
    const faults = createFaults();
    faults.add({ skip: 1, times: 2, fault: { kind: 'throttling' } });
    const hits = Array.from({ length: 5 }, () => faults.strike('sts:X').fault !== undefined);
    expect(hits).toEqual([false, true, true, false, false]);
  });

  test('a rule without an end hits until it is cleared', () => {
    const faults = createFaults();
    faults.add({ times: null, fault: { kind: 'internal-error' } });
    const hits = Array.from({ length: 3 }, () => faults.strike('a:b').fault?.kind);
    expect(hits).toEqual(Array(3).fill('internal-error'));
    faults.clear();
    expect(faults.strike('a:b').fault).toBeUndefined();
  });

  test('latency goes together with another fault, two others one after the other', () => {
    const faults = createFaults();
    faults.add({ fault: { kind: 'latency', milliseconds: 5 } });
    faults.add({ fault: { kind: 'throttling' } });
    faults.add({ fault: { kind: 'truncated' } });
    expect(faults.strike('a:b')).toEqual({
      delayMs: 5,
      lateSeconds: 0,
      fault: { kind: 'throttling' },
    });
    expect(faults.strike('a:b')).toEqual({
      delayMs: 0,
      lateSeconds: 0,
      fault: { kind: 'truncated' },
    });
  });
});

describe('refusals', () => {
  test.each([
    ['sts', { kind: 'throttling' }, 400, 'Throttling', 'Rate exceeded'],
    ['s3', { kind: 'throttling' }, 503, 'SlowDown', 'Please reduce your request rate.'],
    [
      'iam',
      { kind: 'internal-error' },
      500,
      'InternalFailure',
      'The request processing has failed because of an unknown error, exception or failure.',
    ],
    [
      'sts',
      { kind: 'error', status: 403, code: 'RegionDisabledException', message: 'off' },
      403,
      'RegionDisabledException',
      'off',
    ],
  ] as const)('%s %j', async (service, fault, status, code, message) => {
    const aws = await start();
    aws.addFault({ fault });
    expect(await call(aws, { service })).toMatchObject({ status, code, message });
  });

  test('the SDK retries throttling by itself', async () => {
    const aws = await start();
    aws.addFault({ times: 2, fault: { kind: 'throttling' } });
    const client = stsFor(aws, undefined, 3);
    expect((await client.send(whoami())).Account).toBe('111122223333');
    expect(aws.log().map(({ status }) => status)).toEqual([400, 400, 200]);
  });

  test('a throttled call spends no code', async () => {
    const aws = await start();
    const code = mfaOf(aws);
    aws.addFault({ fault: { kind: 'throttling' } });
    expect((await failureOf(stsFor(aws).send(new GetSessionTokenCommand(code)))).code).toBe(
      'Throttling',
    );
    expect(given(await stsFor(aws).send(new GetSessionTokenCommand(code))).accessKeyId).toMatch(
      /^ASIA/,
    );
  });
});

describe('broken connections and bodies', () => {
  const kinds = ['reset-before', 'reset-after', 'truncated', 'broken-xml'] as const;

  test.each(kinds)('%s: the SDK fails', async (kind) => {
    const aws = await start();
    aws.addFault({ fault: { kind } });
    const { code } = await failureOf(stsFor(aws).send(new GetSessionTokenCommand({})));
    expect(code).not.toBe('');
    expect(aws.log()).toMatchObject([{ fault: kind, action: 'GetSessionToken' }]);
  });

  test.each([
    ['reset-before', true],
    ['reset-after', false],
    ['truncated', false],
    ['broken-xml', false],
    ['wrong-content-type', false],
  ] as const)('%s: the code can be used afterwards: %j', async (kind, usable) => {
    const aws = await start();
    const code = mfaOf(aws);
    aws.addFault({ fault: { kind } });
    const attempt = async (): Promise<boolean> =>
      stsFor(aws)
        .send(new GetSessionTokenCommand(code))
        .then(
          ({ Credentials }) => Credentials !== undefined,
          () => false,
        );
    expect([await attempt(), await attempt()]).toEqual([false, usable]);
    expect(aws.log().map(({ carriedCode }) => carriedCode)).toEqual([true, true]);
  });

  test('a reset is seen as one', async () => {
    const aws = await start();
    aws.addFault({ times: 2, fault: { kind: 'reset-before' } });
    await expect(call(aws, {})).rejects.toThrow(broken);
    expect(aws.log()).toMatchObject([{ status: 0, principal: undefined }]);
  });

  test('a truncated body ends before its announced length', async () => {
    const aws = await start();
    aws.addFault({ fault: { kind: 'truncated' } });
    await expect(call(aws, {})).rejects.toThrow(broken);
  });

  test('an oversized body is as large as asked for', async () => {
    const aws = await start();
    aws.addFault({ fault: { kind: 'oversized', bytes: 5_000_000 } });
    const { status, body } = await call(aws, {});
    expect(status).toBe(200);
    expect(body.length).toBeGreaterThan(5_000_000);
  });

  test('a wrong content type comes with a page that is no XML', async () => {
    const aws = await start();
    aws.addFault({ fault: { kind: 'wrong-content-type' } });
    const { headers, body } = await call(aws, {});
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toMatch(/^<!DOCTYPE html>/);
  });
});

test('latency delays the answer', async () => {
  const aws = await start();
  aws.addFault({ fault: { kind: 'latency', milliseconds: 150 } });
  const began = performance.now();
  await call(aws, {});
  expect(performance.now() - began).toBeGreaterThanOrEqual(145);
});

test('what is held is answered once it is let go, and nothing else waits for it', async () => {
  const aws = await start();
  const release = aws.hold('sts:GetCallerIdentity');
  const held = call(aws, {});
  await expect.poll(() => aws.pending()).toBe(1);
  const other = await call(aws, { params: { Action: 'GetSessionToken' } });
  expect([other.status, aws.pending()]).toEqual([200, 1]);
  release();
  expect((await held).status).toBe(200);
});

test('stopping does not wait for a delayed request', async () => {
  const aws = await start();
  aws.addFault({ fault: { kind: 'latency', milliseconds: 600_000 } });
  const pending = call(aws, {});
  const failed = pending.then(
    () => '',
    (error: unknown) => String(error),
  );
  await expect.poll(() => aws.pending()).toBe(1);
  await aws.stop();
  expect(await failed).toMatch(broken);
});

test('a body above the limit is refused', async () => {
  const aws = await start();
  const answer = await call(aws, { params: { Policy: 'x'.repeat(1_100_000) } });
  expect(answer.status).toBe(413);
});

describe('a server that is not AWS', () => {
  const world = () => worldWith([user({ policies: [allow()] })], [role('any')]);

  test('answers with bare errors and empty messages', async () => {
    const aws = await start({ world: world(), dialect: 'foreign' });
    const params = { Action: 'AssumeRole', RoleArn: arnOf('ghost'), RoleSessionName: 'ada' };
    const { body } = await call(aws, { params });
    expect(body).toBe('<Error><Code>AccessDenied</Code><Message/></Error>');
  });

  test('states fractional seconds and ARNs without an account', async () => {
    const aws = await start({ world: world(), dialect: 'foreign' });
    const command = new AssumeRoleCommand({ RoleArn: arnOf('any'), RoleSessionName: 'ada' });
    const answer = await stsFor(aws).send(command);
    expect(answer.AssumedRoleUser?.Arn).toBe('arn:aws:sts:::assumed-role/any/ada');
    expect(answer.Credentials?.Expiration?.getMilliseconds()).toBeGreaterThan(0);
  });
});

describe('a denial that carries an encoded message', () => {
  const DECODE = 'sts:DecodeAuthorizationMessage';
  const sealedIn = (message: string): string =>
    /\. Encoded authorization failure message: ([\w-]+)$/.exec(message)?.[1] ?? '';
  const decoded = async (aws: Awaited<ReturnType<typeof start>>, sealed: string) => {
    const command = new DecodeAuthorizationMessageCommand({ EncodedMessage: sealed });
    const { DecodedMessage } = await stsFor(aws).send(command);
    const document: unknown = JSON.parse(DecodedMessage ?? '');
    return document;
  };

  test('is one of STS or IAM, and the message says what was denied', async () => {
    const users = [user({ policies: [allow(DECODE)] })];
    const aws = await start({ world: worldWith(users, [role('shut')]) });
    aws.addFault({ times: null, fault: { kind: 'encoded-denial' } });
    const command = new AssumeRoleCommand({ RoleArn: arnOf('shut'), RoleSessionName: 'ada' });
    const sts = await failureOf(stsFor(aws).send(command));
    expect(await decoded(aws, sealedIn(sts.message))).toMatchObject({
      allowed: false,
      context: { action: 'sts:AssumeRole', resource: arnOf('shut') },
    });
    const iam = await call(aws, {
      service: 'iam',
      params: { Action: 'ListUsers', Version: '2010-05-08' },
    });
    const [, message = ''] = /<Message>([^<]*)<\/Message>/.exec(iam.body) ?? [];
    expect(await decoded(aws, sealedIn(message))).toMatchObject({
      context: { action: 'iam:ListUsers' },
    });
  });

  test('is judged as ever: what is allowed passes, and the next refusal is plain', async () => {
    const aws = await start({ world: worldWith([user()]) });
    aws.addFault({ times: 1, fault: { kind: 'encoded-denial' } });
    expect((await stsFor(aws).send(whoami())).Arn).toContain(':user/ada');
    const plain = await failureOf(
      stsFor(aws).send(new AssumeRoleCommand({ RoleArn: arnOf('shut'), RoleSessionName: 'ada' })),
    );
    expect(plain.message).not.toContain('Encoded');
  });
});
