import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { demoWorld } from './demo-world.ts';
import type { LocalAws } from './server.ts';
import { call, failureOf, given, keysOf, mfaOf, start, stsFor, type Keys } from './support.ts';

/** Assumes the role of a demo profile as that profile says. */
const take = async (
  aws: LocalAws,
  profileName: string,
  keys?: Keys,
  code: Partial<ReturnType<typeof mfaOf>> = {},
): Promise<Keys> => {
  const profile = aws.world().profiles.find(({ name }) => name === profileName);
  return given(
    await stsFor(aws, keys).send(
      new AssumeRoleCommand({
        RoleArn: profile?.roleArn,
        RoleSessionName: 'ada',
        ExternalId: profile?.externalId,
        DurationSeconds: profile?.durationSeconds,
        ...code,
      }),
    ),
  );
};

const session = async (aws: LocalAws): Promise<Keys> =>
  given(await stsFor(aws).send(new GetSessionTokenCommand(mfaOf(aws))));

const buckets = async (aws: LocalAws, keys: Keys): Promise<string> => {
  const { code, body } = await call(aws, { service: 's3', keys });
  return code ?? [...body.matchAll(/<Name>([^<]+)</g)].map(([, name]) => name).join(' ');
};

describe('the demo world', () => {
  test('its keys look like those of AWS and are the same for the same seed', () => {
    const { accessKeyId, secretAccessKey } = keysOf(demoWorld());
    expect(accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(secretAccessKey).toMatch(/^(?=.*\/)(?=.*\+)[A-Za-z0-9/+]{40}$/);
    expect(demoWorld()).toEqual(demoWorld());
    expect(keysOf(demoWorld('other')).secretAccessKey).not.toBe(secretAccessKey);
  });

  test('one code serves every role that can be reached with a session', async () => {
    const aws = await start();
    const keys = await session(aws);
    expect(await buckets(aws, keys)).toBe('acme-dev-artifacts acme-dev-logs');
    const dev = await take(aws, 'dev-readonly', keys);
    expect(await buckets(aws, dev)).toBe('acme-dev-artifacts acme-dev-logs');
    expect(await buckets(aws, await take(aws, 'data-chained', dev))).toContain('acme-dev-logs');
    expect(await buckets(aws, await take(aws, 'partner-billing', keys))).toBe('northwind-invoices');
    expect(await buckets(aws, await take(aws, 'prod-admin', keys))).toContain('acme-prod-site');
    expect(aws.log().filter(({ carriedCode }) => carriedCode)).toHaveLength(1);
  });

  test('the 12 h role wants its own code, straight from the key', async () => {
    const aws = await start();
    expect((await failureOf(take(aws, 'audit-12h', await session(aws)))).message).toContain(
      '1 hour session limit',
    );
    const keys = await take(aws, 'audit-12h', undefined, mfaOf(aws));
    // Its own policy demands MFA, which role credentials never carry.
    expect(await buckets(aws, keys)).toBe('AccessDenied');
  });

  test.each([
    'dev-readonly',
    'partner-billing',
    'audit-12h',
    'data-chained',
    'prod-admin',
    'denied-ops',
  ])('%s is refused without a code', async (name) => {
    const aws = await start();
    expect(await failureOf(take(aws, name))).toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  test('denied-ops is refused with a code too', async () => {
    const aws = await start();
    const { message } = await failureOf(take(aws, 'denied-ops', await session(aws)));
    expect(message).toContain('with an explicit deny in an identity-based policy');
  });

  test('the partner wants its external id', async () => {
    const aws = await start();
    const attempt = stsFor(aws, await session(aws)).send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::777788889999:role/partner-billing',
        RoleSessionName: 'ada',
      }),
    );
    expect((await failureOf(attempt)).code).toBe('AccessDenied');
  });

  test('listing buckets demands MFA of ada herself', async () => {
    const aws = await start();
    expect(await buckets(aws, keysOf(aws.world()))).toBe('AccessDenied');
  });

  test.each(['GetUser', 'ListMFADevices', 'ListAccountAliases'])(
    'the long-term key may call %s',
    async (Action) => {
      const aws = await start();
      expect((await call(aws, { service: 'iam', params: { Action } })).status).toBe(200);
    },
  );
});
