import { request as httpRequest } from 'node:http';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient, type Credentials } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { XMLParser } from 'fast-xml-parser';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { seededId, seededOtpSeed, seededSecret } from './seeded.ts';
import { createLocalAws, type LocalAws, type LocalAwsOptions } from './server.ts';
import type { World, WorldInput } from './world.ts';

/** What the tests of the local AWS share: starting it, AWS's clients on it, and raw signed requests. */

export type Keys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Ends with the test whatever was started for it. */
export const ending = async <T extends { stop(): Promise<void> }>(
  starting: Promise<T>,
): Promise<T> => {
  const started = await starting;
  onTestFinished(() => started.stop());
  return started;
};

/** Starts a server that ends with the test. */
export const start = (options: LocalAwsOptions = {}): Promise<LocalAws> =>
  ending(createLocalAws(options));

/** The first long-term key pair of a world (ada's, in the demo), or of a named user. */
export const keysOf = (world: World, name?: string): Keys => {
  const key = world.accounts
    .flatMap(({ users }) => users)
    .filter((user) => name === undefined || user.name === name)
    .flatMap(({ keys }) => keys)[0];
  if (key === undefined) throw new Error('the world has no such key');
  return { accessKeyId: key.id, secretAccessKey: key.secret };
};

/** The serial number of the first device of a world. */
export const serialOf = (world: World): string =>
  world.accounts.flatMap(({ users }) => users).flatMap(({ devices }) => devices)[0]?.serial ?? '';

/** What a call that gave credentials gave. */
export const given = (answer: { readonly Credentials?: Credentials | undefined }): Keys => {
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer.Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('no credentials given');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
};

const client = (aws: LocalAws, credentials: Keys, maxAttempts = 1) => ({
  endpoint: aws.url,
  region: 'us-east-1',
  maxAttempts,
  credentials,
});

export const stsFor = (
  aws: LocalAws,
  credentials: Keys = keysOf(aws.world()),
  maxAttempts?: number,
): STSClient => new STSClient(client(aws, credentials, maxAttempts));

export const iamFor = (aws: LocalAws, credentials: Keys = keysOf(aws.world())): IAMClient =>
  new IAMClient(client(aws, credentials));

/** Serial number and a code that is not spent, as fields of a call. */
export const mfaOf = (
  aws: LocalAws,
): { readonly SerialNumber: string; readonly TokenCode: string } => {
  const SerialNumber = serialOf(aws.world());
  return { SerialNumber, TokenCode: aws.freshCode(SerialNumber) ?? '' };
};

const sdkError = z.object({
  name: z.string(),
  message: z.string(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).default({}),
});

/** How a call of the SDK failed: its code, text and status. Throws if it did not. */
export const failureOf = async (
  call: Promise<unknown>,
): Promise<{
  readonly code: string;
  readonly message: string;
  readonly status?: number | undefined;
}> => {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = sdkError.parse(error);
    return { code: name, message, status: $metadata.httpStatusCode };
  }
  throw new Error('the call did not fail');
};

export type Signed = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type SignOptions = {
  readonly service?: string;
  readonly region?: string;
  readonly keys?: Keys;
  /** Milliseconds; the server's time when left out. */
  readonly at?: number;
  readonly path?: string;
  /** Sent with `Version` of the service; none for S3. */
  readonly params?: Readonly<Record<string, string>>;
};

const VERSIONS: Readonly<Record<string, string>> = { sts: '2011-06-15', iam: '2010-05-08' };

/** A request signed by the SDK's own signer: a form for STS and IAM, a GET of the root for S3. */
export const sign = async (
  aws: LocalAws,
  { service = 'sts', region = 'us-east-1', keys, at, path = '/', params = {} }: SignOptions,
): Promise<Signed> => {
  const credentials = keys ?? keysOf(aws.world());
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    uriEscapePath: service !== 's3',
    // The SDK's own hash, so that nothing of this repository takes part in signing.
    sha256: stsFor(aws, credentials).config.sha256,
  });
  const form = { Version: VERSIONS[service] ?? '', Action: 'GetCallerIdentity', ...params };
  const s3 = service === 's3';
  const url = new URL(path, aws.url);
  const signed = await signer.sign(
    {
      method: s3 ? 'GET' : 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      port: aws.port,
      path: url.pathname,
      query: Object.fromEntries(
        [...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)]),
      ),
      headers: {
        host: `127.0.0.1:${aws.port}`,
        ...(s3 ? {} : { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }),
      },
      body: s3 ? '' : new URLSearchParams(form).toString(),
    },
    { signingDate: new Date(at ?? aws.now()) },
  );
  return {
    method: signed.method,
    path: url.pathname + url.search,
    headers: signed.headers,
    body: s3 ? '' : new URLSearchParams(form).toString(),
  };
};

export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** `<Code>` and `<Message>` of an error body. */
  readonly code: string | undefined;
  readonly message: string | undefined;
};

const parser = new XMLParser({ parseTagValue: false, trimValues: false });
const errorNode = z.object({ Code: z.string(), Message: z.string() });
const errorBody = z.union([
  z.object({ ErrorResponse: z.object({ Error: errorNode }) }),
  z.object({ Error: errorNode }),
]);

const errorOf = (body: string): Partial<z.infer<typeof errorNode>> => {
  const parsed = errorBody.safeParse(body.startsWith('<') ? parser.parse(body) : undefined);
  if (!parsed.success) return {};
  return 'ErrorResponse' in parsed.data ? parsed.data.ErrorResponse.Error : parsed.data.Error;
};

/** Sends exactly these bytes. Rejects when the connection breaks. */
export const send = (aws: LocalAws, { method, path, headers, body }: Signed): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        host: '127.0.0.1',
        port: aws.port,
        method,
        path,
        agent: false,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const { Code, Message } = errorOf(text);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: text,
            code: Code,
            message: Message,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** Signs and sends. */
export const call = async (aws: LocalAws, options: SignOptions): Promise<RawAnswer> =>
  send(aws, await sign(aws, options));

export const ACCOUNT = '111122223333';

type UserInput = NonNullable<WorldInput['accounts'][number]['users']>[number];
type RoleInput = NonNullable<WorldInput['accounts'][number]['roles']>[number];

/** A user `ada` with one key and one virtual device; more on request. */
export const user = (more: Partial<UserInput> = {}): UserInput => {
  const name = more.name ?? 'ada';
  return {
    name,
    id: seededId('AIDA', 17, 'test', name),
    keys: [{ id: seededId('AKIA', 16, 'test', name), secret: seededSecret('test', name) }],
    devices: [
      {
        kind: 'totp',
        serial: `arn:aws:iam::${ACCOUNT}:mfa/${name}`,
        seed: seededOtpSeed('test', name),
      },
    ],
    ...more,
  };
};

/** A role that trusts its account, without conditions; more on request. */
export const role = (name: string, more: Partial<RoleInput> = {}): RoleInput => ({
  name,
  id: seededId('AROA', 17, 'test', name),
  trust: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    },
  },
  ...more,
});

export const arnOf = (name: string, account = ACCOUNT): string =>
  `arn:aws:iam::${account}:role/${name}`;

/** Allows everything, or the named actions. */
export const allow = (...actions: readonly string[]) => ({
  Version: '2012-10-17' as const,
  Statement: {
    Effect: 'Allow' as const,
    Action: actions.length === 0 ? '*' : [...actions],
    Resource: '*',
  },
});

/** A world of one account. */
export const worldWith = (
  users: readonly UserInput[],
  roles: readonly RoleInput[] = [],
  more: Partial<WorldInput['accounts'][number]> = {},
): WorldInput => ({
  accounts: [{ id: ACCOUNT, users: [...users], roles: [...roles], ...more }],
});
