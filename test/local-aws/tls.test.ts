import { Agent } from 'node:https';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type Authority } from './certificates.ts';
import { CURL, run } from './run-client.ts';
import type { LocalAws } from './server.ts';
import { ACCOUNT, failureOf, keysOf, start } from './support.ts';

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});

const HOUR_MS = 3_600_000;

const whoami = (aws: LocalAws, ca: string | undefined) =>
  new STSClient({
    endpoint: aws.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: keysOf(aws.world()),
    requestHandler: new NodeHttpHandler({ httpsAgent: new Agent(ca === undefined ? {} : { ca }) }),
  }).send(new GetCallerIdentityCommand({}));

describe('over TLS', () => {
  test('a client that trusts the authority is served', async () => {
    const aws = await start({ tls: await authority.certify() });
    expect(aws.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect((await whoami(aws, authority.certificate)).Account).toBe(ACCOUNT);
  });

  test('any other client hangs up', async () => {
    const aws = await start({ tls: await authority.certify() });
    expect((await failureOf(whoami(aws, undefined))).message).toContain('verify');
    const other = await createAuthority();
    expect((await failureOf(whoami(aws, other.certificate))).message).toContain('verify');
    expect(aws.log()).toEqual([]);
  });

  test.each([
    ['has run out', undefined, { from: -2 * HOUR_MS, to: -HOUR_MS }, 'expired'],
    ['is not valid yet', undefined, { from: HOUR_MS, to: 2 * HOUR_MS }, 'not yet valid'],
    ['is for another name', ['sts.amazonaws.com'], { from: -HOUR_MS, to: HOUR_MS }, 'altnames'],
  ])('a certificate that %s is refused', async (_name, names, { from, to }, text) => {
    const now = Date.now();
    const tls = await authority.certify(names, { from: now + from, to: now + to });
    const failure = await failureOf(whoami(await start({ tls }), authority.certificate));
    expect(failure.message).toContain(text);
  });

  test('there is nothing to be had without TLS', async () => {
    const aws = await start({ tls: await authority.certify() });
    const plain = await run(CURL, ['--silent', `http://127.0.0.1:${aws.port}/`]);
    expect(plain.exitCode).not.toBe(0);
    expect(plain.stdout).toBe('');
  });
});
