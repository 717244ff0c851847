import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { createMetadata, type Metadata, type MetadataOptions } from './metadata.ts';
import { AWS, run } from './run-client.ts';
import type { LocalAws } from './server.ts';
import { ACCOUNT, allow, arnOf, call, ending, role, start, user, worldWith } from './support.ts';

const WORLD = worldWith([user()], [role('task', { policies: [allow()] })], {
  buckets: [{ name: 'reports' }],
});

const beside = async (
  more: Partial<MetadataOptions> = {},
): Promise<{ readonly aws: LocalAws; readonly metadata: Metadata }> => {
  const aws = await start({ world: WORLD });
  const options = { roleArn: arnOf('task'), ...more };
  return { aws, metadata: await ending(createMetadata(aws, options)) };
};

const credentials = z
  .object({
    AccessKeyId: z.string(),
    SecretAccessKey: z.string(),
    Token: z.string(),
    Expiration: z.iso.datetime(),
  })
  .transform((read) => ({
    accessKeyId: read.AccessKeyId,
    secretAccessKey: read.SecretAccessKey,
    sessionToken: read.Token,
    expiration: Date.parse(read.Expiration),
  }));

const ask = async (
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly body: string }> => {
  const response = await fetch(url, { method, headers });
  return { status: response.status, body: await response.text() };
};

const read = (body: string) => credentials.parse(JSON.parse(body));

const TASK = new RegExp(`^arn:aws:sts::${ACCOUNT}:assumed-role/task/i-[0-9a-f]{17}$`);

/** The default chain of the JS SDK, with this environment only. */
const whoami = async (aws: LocalAws, env: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries({ HOME: '/nonexistent', ...env })) {
    vi.stubEnv(name, value);
  }
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const client = new STSClient({ endpoint: aws.url, region: 'us-east-1', maxAttempts: 1 });
  return (await client.send(new GetCallerIdentityCommand({}))).Arn;
};

const cliWhoami = async (aws: LocalAws, env: Readonly<Record<string, string>>) =>
  run(
    AWS,
    ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text', '--endpoint-url', aws.url],
    { env: { AWS_PAGER: '', AWS_REGION: 'us-east-1', ...env } },
  );

describe('the container endpoint', () => {
  test('gives credentials that the local AWS honours', async () => {
    const { aws, metadata } = await beside();
    const { status, body } = await ask(metadata.url + metadata.ecs.relativeUri);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ RoleArn: arnOf('task') });
    const keys = read(body);
    expect((keys.expiration - aws.now()) / 3_600_000).toBeCloseTo(6, 2);
    expect((await call(aws, { service: 's3', keys })).body).toContain('<Name>reports</Name>');
  });

  test('the full URI wants the token as it stands', async () => {
    const { metadata } = await beside();
    const { fullUri, authorizationToken } = metadata.ecs;
    const statuses: number[] = [];
    for (const authorization of [authorizationToken, `Bearer ${authorizationToken}`, 'x', '']) {
      statuses.push((await ask(fullUri, { headers: { authorization } })).status);
    }
    expect(statuses).toEqual([200, 401, 401, 401]);
  });

  test('a role that is not there', async () => {
    const { metadata } = await beside({ roleArn: arnOf('ghost') });
    expect(await ask(metadata.url + metadata.ecs.relativeUri)).toEqual({
      status: 404,
      body: '{"code":"NoSuchRole","message":"The task has no role"}',
    });
  });

  test('the JS SDK reads it', async () => {
    const { aws, metadata } = await beside();
    const arn = await whoami(aws, {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: metadata.ecs.fullUri,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: metadata.ecs.authorizationToken,
    });
    expect(arn).toMatch(TASK);
  });

  test('awscli reads it', async () => {
    const { aws, metadata } = await beside();
    const { stdout } = await cliWhoami(aws, {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: metadata.ecs.fullUri,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: metadata.ecs.authorizationToken,
    });
    expect(stdout.trim()).toMatch(TASK);
  });
});

const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'x-aws-ec2-metadata-token';
const ROLES = '/latest/meta-data/iam/security-credentials/';

const tokenFor = async ({ url }: Metadata, seconds: string) =>
  ask(`${url}/latest/api/token`, { method: 'PUT', headers: { [TTL]: seconds } });

describe('the instance metadata service', () => {
  test('token, role name, credentials', async () => {
    const { aws, metadata } = await beside();
    const token = (await tokenFor(metadata, '21600')).body;
    const headers = { [TOKEN]: token };
    expect(await ask(metadata.url + ROLES, { headers })).toEqual({ status: 200, body: 'task' });
    const { body } = await ask(`${metadata.url}${ROLES}task`, { headers });
    expect(JSON.parse(body)).toMatchObject({ Code: 'Success', Type: 'AWS-HMAC' });
    expect((await call(aws, { service: 's3', keys: read(body) })).status).toBe(200);
    const region = await ask(`${metadata.url}/latest/meta-data/placement/region`, { headers });
    expect(region.body).toBe('us-east-1');
    expect(metadata.log()[0]).toEqual({ method: 'PUT', path: '/latest/api/token', status: 200 });
  });

  test('version 1, without a token, is refused, and so is a token made up', async () => {
    const { metadata } = await beside();
    expect((await ask(metadata.url + ROLES)).status).toBe(401);
    expect((await ask(metadata.url + ROLES, { headers: { [TOKEN]: 'x' } })).status).toBe(401);
  });

  test('a token ends with its time', async () => {
    const { aws, metadata } = await beside();
    const headers = { [TOKEN]: (await tokenFor(metadata, '60')).body };
    aws.advance(59);
    expect((await ask(metadata.url + ROLES, { headers })).status).toBe(200);
    aws.advance(1);
    expect((await ask(metadata.url + ROLES, { headers })).status).toBe(401);
  });

  test.each(['0', '21601', 'long', ''])('no token for %s seconds', async (seconds) => {
    const { metadata } = await beside();
    expect((await tokenFor(metadata, seconds)).status).toBe(400);
  });

  test('no token through a proxy, and none for a GET', async () => {
    const { metadata } = await beside();
    const url = `${metadata.url}/latest/api/token`;
    const headers = { [TTL]: '60', 'x-forwarded-for': '10.0.0.1' };
    expect((await ask(url, { method: 'PUT', headers })).status).toBe(403);
    expect((await ask(url, { headers: { [TTL]: '60' } })).status).toBe(405);
  });

  test('the JS SDK reads it', async () => {
    const { aws, metadata } = await beside();
    const arn = await whoami(aws, {
      AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.imds.endpoint,
      AWS_EC2_METADATA_V1_DISABLED: 'true',
    });
    expect(arn).toMatch(TASK);
  });

  test('awscli reads it', async () => {
    const { aws, metadata } = await beside();
    const { stdout } = await cliWhoami(aws, {
      AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.imds.endpoint,
    });
    expect(stdout.trim()).toMatch(TASK);
  });
});

describe('credentials', () => {
  const idOf = async ({ url, ecs }: Metadata): Promise<string> =>
    read((await ask(url + ecs.relativeUri)).body).accessKeyId;

  test('stay the same until little is left of them', async () => {
    const { aws, metadata } = await beside({ seconds: 900 });
    const first = await idOf(metadata);
    aws.advance(590);
    expect(await idOf(metadata)).toBe(first);
    aws.advance(11);
    expect(await idOf(metadata)).not.toBe(first);
  });

  test('are new at once when they are to be', async () => {
    const { metadata } = await beside();
    const first = await idOf(metadata);
    metadata.rotate();
    expect(await idOf(metadata)).not.toBe(first);
  });

  test('end with the role', async () => {
    const { aws, metadata } = await beside();
    const keys = read((await ask(metadata.url + metadata.ecs.relativeUri)).body);
    aws.changeWorld(() => worldWith([user()]));
    expect((await call(aws, { keys })).code).toBe('InvalidClientTokenId');
  });
});

test('faults hit as often as told', async () => {
  const { metadata } = await beside();
  metadata.addFault({ path: '/v2/', status: 500, body: 'oops', times: 2 });
  const url = metadata.url + metadata.ecs.relativeUri;
  const answers = [await ask(url), await ask(url), await ask(url)];
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 200]);
  metadata.addFault({ path: '/', status: 404 });
  expect((await ask(url)).status).toBe(404);
  metadata.clearFaults();
  expect((await ask(url)).status).toBe(200);
});
