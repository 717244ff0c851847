import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
  type AssumeRoleWithWebIdentityCommandInput,
} from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createOidcProvider,
  type OidcIdentityProvider,
  type TokenFlaw,
  type TokenOptions,
} from './oidc-identity-provider.ts';
import type { LocalAws } from './server.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  call,
  failureOf,
  given,
  role,
  start,
  stsFor,
  user,
  worldWith,
} from './support.ts';
import type { WorldInput } from './world.ts';

const ISSUER = 'https://id.example.test/acme';
const NAME = 'id.example.test/acme';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${NAME}`;

let idp: OidcIdentityProvider;
beforeAll(async () => {
  idp = await createOidcProvider({ issuer: ISSUER, clientIds: ['sts.amazonaws.com', 'acme-cli'] });
});

type Condition = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;

const trusting = (
  condition: Condition = {},
  { provider = PROVIDER, actions = ['sts:AssumeRoleWithWebIdentity'] } = {},
) => ({
  Version: '2012-10-17' as const,
  Statement: {
    Effect: 'Allow' as const,
    Principal: { Federated: provider },
    Action: actions,
    Condition: condition,
  },
});

const world = (trust = trusting()): WorldInput => ({
  ...worldWith([user()], [role('deploy', { trust, policies: [allow()] })], {
    oidcProviders: [idp.provider],
    buckets: [{ name: 'site' }],
  }),
  oauthProviders: [
    {
      id: 'www.amazon.com',
      tokens: [
        {
          token: 'Atza|good',
          userId: 'amzn1.account.ADA',
          appId: 'amzn1.application.ACME',
          expiresAt: '2999-01-01T00:00:00Z',
        },
        {
          token: 'Atza|old',
          userId: 'amzn1.account.ADA',
          appId: 'amzn1.application.ACME',
          expiresAt: '2020-01-01T00:00:00Z',
        },
      ],
    },
  ],
});

/** The call as a client without any key makes it. */
const assume = async (
  aws: LocalAws,
  token: TokenOptions = {},
  more: Partial<AssumeRoleWithWebIdentityCommandInput> = {},
) =>
  new STSClient({ endpoint: aws.url, region: 'us-east-1', maxAttempts: 1 }).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: arnOf('deploy'),
      RoleSessionName: 'build-7',
      WebIdentityToken: await idp.token(token),
      ...more,
    }),
  );

const allowed = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

test('a good token becomes credentials of the role, without any key', async () => {
  const aws = await start({ world: world() });
  const answer = await assume(aws, { subject: 'repo:acme/site:ref:main' });
  expect(answer).toMatchObject({
    AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/build-7` },
    SubjectFromWebIdentityToken: 'repo:acme/site:ref:main',
    Audience: 'sts.amazonaws.com',
    Provider: ISSUER,
  });
  expect(answer.PackedPolicySize).toBeUndefined();
  const keys = given(answer);
  expect((await stsFor(aws, keys).send(new GetCallerIdentityCommand({}))).Account).toBe(ACCOUNT);
  expect((await call(aws, { service: 's3', keys })).body).toContain('<Name>site</Name>');
});

const BAD = 'InvalidIdentityTokenException';
test.each<readonly [TokenFlaw, string, string]>([
  [
    'expired',
    'ExpiredTokenException',
    'Token expired: current date/time <then> must be before the expiration date/time <then>',
  ],
  ['not-yet-valid', BAD, 'Invalid claim: nbf'],
  ['wrong-audience', BAD, 'Incorrect token audience'],
  [
    'wrong-issuer',
    BAD,
    'No OpenIDConnect provider found in your account for https://id.elsewhere.test',
  ],
  ['tampered', BAD, 'Token signature is invalid'],
  ['wrong-signer', BAD, 'Token signature is invalid'],
  [
    'unknown-key',
    BAD,
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  ],
  ['unsigned', BAD, 'Token signature is invalid'],
  ['shared-secret', BAD, 'Token signature is invalid'],
])('a token that is %s', async (flaw, code, message) => {
  const aws = await start({ world: world() });
  const failure = await failureOf(assume(aws, { flaw }));
  const text = failure.message.replaceAll(/\d{10}/g, '<then>');
  expect({ ...failure, message: text }).toEqual({ code, status: 400, message });
});

test('a token expires by the server’s clock', async () => {
  const aws = await start({ world: world() });
  const WebIdentityToken = await idp.token({ lifetimeSeconds: 60 });
  expect(await allowed(assume(aws, {}, { WebIdentityToken }))).toBe(true);
  aws.advance(60);
  const failure = await failureOf(assume(aws, {}, { WebIdentityToken }));
  expect(failure.code).toBe('ExpiredTokenException');
});

test('what is no JWT is told so', async () => {
  const aws = await start({ world: world() });
  expect(await failureOf(assume(aws, {}, { WebIdentityToken: 'opaque' }))).toMatchObject({
    code: BAD,
    message:
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  });
});

test('a token without a subject', async () => {
  const aws = await start({ world: world() });
  const WebIdentityToken = await idp.token({ claims: { sub: undefined } });
  expect((await failureOf(assume(aws, {}, { WebIdentityToken }))).message).toBe(
    'Missing a required claim: sub',
  );
});

describe('trust', () => {
  const SUB = `${NAME}:sub`;
  const AUD = `${NAME}:aud`;
  test.each<readonly [string, Condition, TokenOptions, boolean]>([
    ['audience, right', { StringEquals: { [AUD]: 'sts.amazonaws.com' } }, {}, true],
    [
      'audience, another of the provider’s',
      { StringEquals: { [AUD]: 'sts.amazonaws.com' } },
      { audience: 'acme-cli' },
      false,
    ],
    [
      'subject, right',
      { StringLike: { [SUB]: 'repo:acme/*' } },
      { subject: 'repo:acme/site:ref:main' },
      true,
    ],
    [
      'subject, wrong',
      { StringLike: { [SUB]: 'repo:acme/*' } },
      { subject: 'repo:evil/site' },
      false,
    ],
    [
      'subject, in a list',
      { 'ForAnyValue:StringEquals': { [SUB]: ['x', 'y'] } },
      { subject: 'y' },
      true,
    ],
    ['subject of another provider', { StringEquals: { 'id.other.test:sub': 'ada' } }, {}, false],
    ['session name', { StringLike: { 'sts:RoleSessionName': 'build-*' } }, {}, true],
    [
      'how the person logged in',
      { 'ForAnyValue:StringEquals': { [`${NAME}:amr`]: 'mfa' } },
      { claims: { amr: ['pwd', 'mfa'] } },
      true,
    ],
  ])('condition on the %s', async (_name, condition, token, expected) => {
    const aws = await start({ world: world(trusting(condition)) });
    expect(await allowed(assume(aws, token))).toBe(expected);
  });

  test('a role that trusts another provider, or does not exist', async () => {
    const other = trusting({}, { provider: `${PROVIDER}-2` });
    const aws = await start({ world: world(other) });
    const refused = {
      code: 'AccessDenied',
      status: 403,
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    };
    expect(await failureOf(assume(aws))).toEqual(refused);
    expect(await failureOf(assume(aws, {}, { RoleArn: arnOf('ghost') }))).toEqual(refused);
  });

  test('the provider must be one of the role’s account', async () => {
    const aws = await start({
      world: {
        accounts: [
          { id: ACCOUNT, oidcProviders: [idp.provider] },
          { id: '444455556666', roles: [role('deploy', { trust: trusting() })] },
        ],
      },
    });
    const RoleArn = arnOf('deploy', '444455556666');
    expect((await failureOf(assume(aws, {}, { RoleArn }))).message).toBe(
      `No OpenIDConnect provider found in your account for ${ISSUER}`,
    );
  });
});

test('tags and source identity come from the token and need permission', async () => {
  const token = { tags: { team: 'data' }, transitiveTagKeys: ['team'], sourceIdentity: 'ada' };
  const actions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'];
  const condition = { StringEquals: { 'aws:RequestTag/team': 'data' } };
  const aws = await start({ world: world(trusting(condition, { actions })) });
  const answer = await assume(aws, token);
  expect(answer.SourceIdentity).toBe('ada');
  expect(answer.PackedPolicySize).toBeGreaterThan(0);
  const closed = await start({ world: world() });
  expect((await failureOf(assume(closed, { tags: { team: 'data' } }))).message).toBe(
    'Not authorized to perform sts:TagSession',
  );
});

describe('OAuth 2.0 access tokens', () => {
  const amazon = (condition: Condition = {}) =>
    world(trusting(condition, { provider: 'www.amazon.com' }));
  const oauth = (token: string) => ({ ProviderId: 'www.amazon.com', WebIdentityToken: token });

  test('one the provider knows', async () => {
    const aws = await start({
      world: amazon({ StringEquals: { 'www.amazon.com:app_id': 'amzn1.application.ACME' } }),
    });
    expect(await assume(aws, {}, oauth('Atza|good'))).toMatchObject({
      SubjectFromWebIdentityToken: 'amzn1.account.ADA',
      Provider: 'www.amazon.com',
      Audience: 'amzn1.application.ACME',
    });
  });

  test('the application is part of the trust', async () => {
    const aws = await start({
      world: amazon({ StringEquals: { 'www.amazon.com:app_id': 'another' } }),
    });
    expect((await failureOf(assume(aws, {}, oauth('Atza|good')))).code).toBe('AccessDenied');
  });

  test.each([
    ['nobody knows', oauth('Atza|none'), BAD, 400],
    ['has run out', oauth('Atza|old'), 'IDPRejectedClaimException', 403],
    [
      'is of a provider AWS does not know',
      { ProviderId: 'oauth.example.test', WebIdentityToken: 'Atza|good' },
      'InvalidParameterValue',
      400,
    ],
  ])('one that %s', async (_name, more, code, status) => {
    const aws = await start({ world: amazon() });
    expect(await failureOf(assume(aws, {}, more))).toMatchObject({ code, status });
  });
});

describe('the form', () => {
  test.each([
    ['a session name of 1', { RoleSessionName: 'a' }],
    ['a token of 3', { WebIdentityToken: 'abc' }],
    ['a token of 20001', { WebIdentityToken: 'a'.repeat(20_001) }],
    ['a provider id of 3', { ProviderId: 'abc' }],
    ['899 s', { DurationSeconds: 899 }],
    ['43201 s', { DurationSeconds: 43_201 }],
    ['more than the role allows', { DurationSeconds: 3601 }],
  ])('refused: %s', async (_name, more) => {
    const aws = await start({ world: world() });
    expect((await failureOf(assume(aws, {}, more))).code).toBe('ValidationError');
  });
});
