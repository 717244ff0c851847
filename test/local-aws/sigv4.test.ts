import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import {
  call,
  given,
  send,
  sign,
  start,
  stsFor,
  type Signed,
  type SignOptions,
} from './support.ts';

const MISMATCH = /^The request signature we calculated does not match/;

const withHeader = (signed: Signed, name: string, value: string | undefined): Signed => {
  const headers = Object.fromEntries(
    Object.entries(signed.headers).filter(([key]) => key !== name),
  );
  return { ...signed, headers: value === undefined ? headers : { ...headers, [name]: value } };
};

const inAuthorization = (signed: Signed, from: string | RegExp, to: string): Signed =>
  withHeader(signed, 'authorization', (signed.headers['authorization'] ?? '').replace(from, to));

describe('a correct signature', () => {
  test.each(['sts', 'iam', 's3'] as const)(
    'of a long-term key is believed by %s',
    async (service) => {
      const aws = await start();
      const params = service === 'iam' ? { Action: 'GetUser' } : {};
      const { status, code } = await call(aws, { service, params });
      // S3 knows the caller and denies: ada's policy demands MFA there.
      expect([status, code]).toEqual(service === 's3' ? [403, 'AccessDenied'] : [200, undefined]);
    },
  );

  test('of the JavaScript SDK is believed, with a session token too', async () => {
    const aws = await start();
    const session = given(await stsFor(aws).send(new GetSessionTokenCommand({})));
    const { Arn } = await stsFor(aws, session).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:iam::111122223333:user/ada');
  });

  test('covers a query string with awkward characters, in any order', async () => {
    const aws = await start();
    const path = "/?b=2&a=9&a=%20x%2Fy~'(1)*&empty=";
    const { status, code } = await call(aws, { service: 's3', path });
    expect([status, code]).toEqual([403, 'AccessDenied']);
  });

  test('survives another order of parts and more spaces in a header', async () => {
    const aws = await start();
    const signed = await sign(aws, {});
    const spaced = inAuthorization(signed, /, /g, ',   ');
    expect((await send(aws, spaced)).status).toBe(200);
  });
});

describe('a spoilt request is refused', () => {
  const cases: readonly (readonly [
    name: string,
    options: SignOptions,
    spoil: (signed: Signed) => Signed,
    status: number,
    code: string,
    message: RegExp,
  ])[] = [
    [
      'a body changed after signing',
      {},
      (signed) => ({
        ...signed,
        body: signed.body.replace('GetCallerIdentity', 'GetSessionToken'),
      }),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'a body changed together with the hash that is sent',
      { service: 's3' },
      (signed) => withHeader(signed, 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD'),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'a changed signature',
      {},
      (signed) => inAuthorization(signed, /Signature=[0-9a-f]{2}/, 'Signature=zz'),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'a changed signed header',
      {},
      (signed) => withHeader(signed, 'content-type', 'application/x-www-form-urlencoded'),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'a signed header that is gone',
      {},
      (signed) => withHeader(signed, 'content-type', undefined),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'another host than the signed one',
      {},
      (signed) => withHeader(signed, 'host', 'sts.amazonaws.com'),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'a changed query',
      { service: 's3', path: '/?a=1' },
      (signed) => ({ ...signed, path: '/?a=2' }),
      403,
      'SignatureDoesNotMatch',
      /does not match/,
    ],
    [
      'a token added without being signed',
      {},
      (signed) => withHeader(signed, 'x-amz-security-token', 'abc'),
      400,
      'IncompleteSignature',
      /'X-Amz-Security-Token' must be a 'SignedHeader'/,
    ],
    [
      'a host that is not signed',
      {},
      (signed) => inAuthorization(signed, ';host', ''),
      400,
      'IncompleteSignature',
      /'Host' or ':authority' must be a 'SignedHeader'/,
    ],
    [
      'no Authorization at all',
      {},
      (signed) => withHeader(signed, 'authorization', undefined),
      403,
      'MissingAuthenticationToken',
      /^Request is missing Authentication Token$/,
    ],
    [
      'an Authorization without its parts',
      {},
      (signed) => withHeader(signed, 'authorization', 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e'),
      400,
      'IncompleteSignature',
      /requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter./,
    ],
    [
      'an Authorization that is no list of pairs',
      {},
      (signed) => withHeader(signed, 'authorization', 'AWS4-HMAC-SHA256 nonsense'),
      400,
      'IncompleteSignature',
      /not a valid key=value pair/,
    ],
    [
      'another algorithm',
      {},
      (signed) => withHeader(signed, 'authorization', 'Bearer abc'),
      400,
      'IncompleteSignature',
      /Unsupported AWS 'algorithm'/,
    ],
    [
      'a scope with a part missing',
      {},
      (signed) => inAuthorization(signed, '/aws4_request', ''),
      400,
      'IncompleteSignature',
      /exactly 5 slash-delimited elements/,
    ],
    [
      'a request without a date',
      {},
      (signed) => withHeader(signed, 'x-amz-date', undefined),
      400,
      'IncompleteSignature',
      /'X-Amz-Date' or a 'Date' header/,
    ],
    [
      'a scope of another service',
      { service: 'iam', params: { Action: 'GetCallerIdentity', Version: '2011-06-15' } },
      (signed) => signed,
      403,
      'SignatureDoesNotMatch',
      /^Credential should be scoped to correct service: 'sts'/,
    ],
    [
      'a scope of a region that does not exist',
      { region: 'us-nowhere-1' },
      (signed) => signed,
      403,
      'SignatureDoesNotMatch',
      /^Credential should be scoped to a valid region, not 'us-nowhere-1'/,
    ],
    [
      'IAM signed for a region',
      { service: 'iam', region: 'eu-west-1', params: { Action: 'GetUser' } },
      (signed) => signed,
      403,
      'SignatureDoesNotMatch',
      /^Credential should be scoped to a valid region, not 'eu-west-1'/,
    ],
    [
      'a scope of another terminator',
      {},
      (signed) => inAuthorization(signed, 'aws4_request', 'aws5_request'),
      403,
      'SignatureDoesNotMatch',
      /^Credential should be scoped with a valid terminator/,
    ],
    [
      'a scope of another day',
      {},
      (signed) => inAuthorization(signed, /\/\d{8}\//, '/20200101/'),
      403,
      'SignatureDoesNotMatch',
      /^Date in Credential scope does not match YYYYMMDD/,
    ],
    [
      'S3: a header that is not signed',
      { service: 's3' },
      (signed) => withHeader(signed, 'x-amz-acl', 'private'),
      403,
      'AccessDenied',
      /^There were headers present in the request which were not signed$/,
    ],
    [
      'S3: another hash than the body has',
      { service: 's3' },
      (signed) => ({ ...signed, body: 'x' }),
      400,
      'XAmzContentSHA256Mismatch',
      /does not match what was computed/,
    ],
    [
      'S3: a wrong region',
      { service: 's3', region: 'us-nowhere-1' },
      (signed) => signed,
      400,
      'AuthorizationHeaderMalformed',
      /the region 'us-nowhere-1' is wrong; expecting 'us-east-1'/,
    ],
    [
      'S3: no Authorization',
      { service: 's3' },
      (signed) => withHeader(signed, 'authorization', undefined),
      403,
      'AccessDenied',
      /^Access Denied$/,
    ],
  ];
  test.each(cases)('%s', async (_name, options, spoil, status, code, message) => {
    const aws = await start();
    const answer = await send(aws, spoil(await sign(aws, options)));
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.message).toMatch(message);
    expect(
      aws
        .log()
        .map(({ principal }) => principal)
        .filter((arn) => arn !== undefined),
    ).toEqual([]);
  });
});
