import {
  AssumeRoleCommand,
  AssumeRoleWithSAMLCommand,
  GetCallerIdentityCommand,
  STSClient,
  type AssumeRoleWithSAMLCommandInput,
} from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createSamlProvider,
  type ResponseFlaw,
  type ResponseOptions,
  type SamlIdentityProvider,
} from './saml-identity-provider.ts';
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

const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/acme-login`;
const SIGN_IN = 'https://signin.aws.amazon.com/saml';
const ROLE = arnOf('analyst');

let idp: SamlIdentityProvider;
beforeAll(async () => {
  idp = await createSamlProvider();
});

type Trust = ReturnType<typeof role>['trust'];
type Condition = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;

const trusting = (condition: Condition = {}, actions = ['sts:AssumeRoleWithSAML']) => ({
  Version: '2012-10-17' as const,
  Statement: {
    Effect: 'Allow' as const,
    Principal: { Federated: PROVIDER },
    Action: actions,
    Condition: { StringEquals: { 'SAML:aud': SIGN_IN }, ...condition },
  },
});

const world = (trust: Trust = trusting()): WorldInput =>
  worldWith(
    [user()],
    [
      role('analyst', { trust, policies: [allow('s3:*', 'sts:*')], maxSessionDuration: 7200 }),
      role('other', { trust }),
    ],
    { samlProviders: [idp.provider], buckets: [{ name: 'reports' }] },
  );

const roles: ResponseOptions['roles'] = [{ role: ROLE, provider: PROVIDER }];

/** The call as a client without any key makes it. */
const assume = async (
  aws: LocalAws,
  response: Partial<ResponseOptions> = {},
  more: Partial<AssumeRoleWithSAMLCommandInput> = {},
) =>
  new STSClient({ endpoint: aws.url, region: 'us-east-1', maxAttempts: 1 }).send(
    new AssumeRoleWithSAMLCommand({
      RoleArn: ROLE,
      PrincipalArn: PROVIDER,
      SAMLAssertion: await idp.respond({ roles, ...response }),
      ...more,
    }),
  );

test('a good assertion becomes credentials of the role, without any key', async () => {
  const aws = await start({ world: world() });
  const answer = await assume(aws);
  expect(answer).toMatchObject({
    AssumedRoleUser: {
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/analyst/ada`,
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:ada$/),
    },
    Audience: SIGN_IN,
    Issuer: idp.provider.issuer,
    Subject: 'ada',
    SubjectType: 'persistent',
    NameQualifier: expect.stringMatching(/^[\w+/]{27}=$/),
  });
  const left = ((answer.Credentials?.Expiration?.getTime() ?? 0) - aws.now()) / 1000;
  expect(left).toBeGreaterThan(3590);
  expect(left).toBeLessThanOrEqual(3600);
  const keys = given(answer);
  expect((await stsFor(aws, keys).send(new GetCallerIdentityCommand({}))).Arn).toBe(
    `arn:aws:sts::${ACCOUNT}:assumed-role/analyst/ada`,
  );
  expect((await call(aws, { service: 's3', keys })).body).toContain('<Name>reports</Name>');
});

test('the whole response may be signed in place of the assertion', async () => {
  const aws = await start({ world: world() });
  expect(given(await assume(aws, { sign: 'response' })).accessKeyId).toMatch(/^ASIA/);
});

const SIGNATURE = 'Response signature invalid';
test.each<readonly [ResponseFlaw, string, number, string]>([
  ['tampered', 'InvalidIdentityTokenException', 400, SIGNATURE],
  ['wrong-signer', 'InvalidIdentityTokenException', 400, SIGNATURE],
  ['unsigned', 'InvalidIdentityTokenException', 400, SIGNATURE],
  ['wrapped', 'InvalidIdentityTokenException', 400, SIGNATURE],
  [
    'wrong-issuer',
    'InvalidIdentityTokenException',
    400,
    'Issuer not present in specified provider',
  ],
  [
    'wrong-audience',
    'InvalidIdentityTokenException',
    400,
    'Response does not contain the required audience.',
  ],
  [
    'wrong-recipient',
    'InvalidIdentityTokenException',
    400,
    'Response does not contain the required recipient.',
  ],
  ['not-yet-valid', 'InvalidIdentityTokenException', 400, 'Response is not yet valid'],
  ['expired', 'ExpiredTokenException', 400, 'Response has expired'],
  ['stale', 'ExpiredTokenException', 400, 'Token must be redeemed within 5 minutes of issuance'],
  [
    'failed',
    'IDPRejectedClaimException',
    403,
    'The identity provider (IdP) reported that authentication failed. This might be because the claim is invalid.',
  ],
])('an assertion that is %s', async (flaw, code, status, message) => {
  const aws = await start({ world: world() });
  for (const sign of ['assertion', 'response'] as const) {
    expect(await failureOf(assume(aws, { flaw, sign }))).toEqual({ code, status, message });
  }
});

test('it expires by the server’s clock', async () => {
  const aws = await start({ world: world() });
  const SAMLAssertion = await idp.respond({ roles });
  aws.advance(290);
  expect(given(await assume(aws, {}, { SAMLAssertion })).accessKeyId).toMatch(/^ASIA/);
  aws.advance(10);
  expect((await failureOf(assume(aws, {}, { SAMLAssertion }))).code).toBe('ExpiredTokenException');
});

describe('attributes', () => {
  const bad = { code: 'InvalidIdentityTokenException', status: 400 };
  test.each<readonly [string, Partial<ResponseOptions>, string]>([
    ['no session name', { sessionName: undefined }, 'RoleSessionName is required in AuthnResponse'],
    [
      'a session name with a space',
      { sessionName: 'ada l' },
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    ],
    [
      'a source identity beginning with aws:',
      { sourceIdentity: 'aws:ada' },
      'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    ],
    [
      'a session duration of 899',
      { sessionDuration: '899' },
      'SessionDuration in AuthnResponse must be between 900 and 43200',
    ],
    [
      'a session duration of 43201',
      { sessionDuration: '43201' },
      'SessionDuration in AuthnResponse must be between 900 and 43200',
    ],
  ])('refused: %s', async (_name, response, message) => {
    const aws = await start({ world: world() });
    expect(await failureOf(assume(aws, response))).toEqual({ ...bad, message });
  });

  const NOT_TRUSTED = {
    code: 'AccessDenied',
    status: 403,
    message: 'Not authorized to perform sts:AssumeRoleWithSAML',
  };
  test.each<readonly [string, ResponseOptions['roles'], boolean]>([
    ['the role with its provider', roles, true],
    ['the pair turned round', [{ role: PROVIDER, provider: ROLE }], true],
    ['among others', [{ role: arnOf('other'), provider: PROVIDER }, ...roles], true],
    ['another role only', [{ role: arnOf('other'), provider: PROVIDER }], false],
    ['the role with another provider', [{ role: ROLE, provider: `${PROVIDER}-2` }], false],
    ['none at all', [], false],
  ])('roles offered: %s', async (_name, offered, allowed) => {
    const aws = await start({ world: world() });
    const outcome = await assume(aws, { roles: offered }).then(
      () => 'allowed',
      (error: unknown) => failureOf(Promise.reject(error)),
    );
    expect(outcome).toEqual(allowed ? 'allowed' : NOT_TRUSTED);
  });
});

describe('trust', () => {
  test.each<readonly [string, Condition, Partial<ResponseOptions>, boolean]>([
    ['subject, right', { StringLike: { 'saml:sub': 'a*' } }, {}, true],
    ['subject, wrong', { StringLike: { 'saml:sub': 'b*' } }, {}, false],
    ['kind of subject', { StringEquals: { 'saml:sub_type': 'transient' } }, {}, false],
    [
      'kind of subject, another',
      { StringEquals: { 'saml:sub_type': 'transient' } },
      { subjectFormat: 'transient' },
      true,
    ],
    ['issuer', { StringEquals: { 'saml:iss': 'https://login.example.test/acme' } }, {}, true],
    ['session name', { StringEquals: { 'sts:RoleSessionName': 'bob' } }, {}, false],
    ['provider', { ArnEquals: { 'aws:FederatedProvider': PROVIDER } }, {}, true],
  ])('condition on the %s', async (_name, condition, response, allowed) => {
    const aws = await start({ world: world(trusting(condition)) });
    const outcome = await assume(aws, response).then(
      () => true,
      () => false,
    );
    expect(outcome).toBe(allowed);
  });

  test('a role that does not trust the provider, or does not exist', async () => {
    const closed = trusting({}, ['sts:AssumeRoleWithWebIdentity']);
    const aws = await start({ world: world(closed) });
    const message = 'Not authorized to perform sts:AssumeRoleWithSAML';
    expect((await failureOf(assume(aws))).message).toBe(message);
    const RoleArn = arnOf('ghost');
    const ghost = assume(aws, { roles: [{ role: RoleArn, provider: PROVIDER }] }, { RoleArn });
    expect((await failureOf(ghost)).message).toBe(message);
  });

  test('a provider the account does not have', async () => {
    const aws = await start({ world: world() });
    expect(await failureOf(assume(aws, {}, { PrincipalArn: `${PROVIDER}-2` }))).toMatchObject({
      code: 'InvalidIdentityTokenException',
      message: "Specified provider doesn't exist",
    });
  });
});

describe('durations', () => {
  const left = async (
    aws: LocalAws,
    response: Partial<ResponseOptions>,
    more: Partial<AssumeRoleWithSAMLCommandInput>,
  ): Promise<number> => {
    const { Credentials } = await assume(aws, response, more);
    return Math.round(((Credentials?.Expiration?.getTime() ?? 0) - aws.now()) / 60_000);
  };

  test.each([
    ['as asked', {}, { DurationSeconds: 7200 }, 120],
    ['never past SessionNotOnOrAfter', { sessionSeconds: 1200 }, { DurationSeconds: 7200 }, 20],
    ['as asked when that is shorter', { sessionSeconds: 7200 }, { DurationSeconds: 900 }, 15],
    ['SessionDuration is the console’s affair', { sessionDuration: '900' }, {}, 60],
  ])('%s', async (_name, response, more, minutes) => {
    const aws = await start({ world: world() });
    expect(await left(aws, response, more)).toBe(minutes);
  });

  test('more than the role allows is refused', async () => {
    const aws = await start({ world: world() });
    expect(await failureOf(assume(aws, {}, { DurationSeconds: 7201 }))).toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  test('a role assumed from there is chained: one hour', async () => {
    const own = {
      Effect: 'Allow' as const,
      Principal: { AWS: arnOf('analyst') },
      Action: 'sts:AssumeRole',
    };
    const aws = await start({
      world: world({ ...trusting(), Statement: [trusting().Statement, own] }),
    });
    const keys = given(await assume(aws));
    const next = new AssumeRoleCommand({
      RoleArn: ROLE,
      RoleSessionName: 'ada',
      DurationSeconds: 3601,
    });
    expect((await failureOf(stsFor(aws, keys).send(next))).message).toBe(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  });
});

describe('what goes into the session', () => {
  const marked = trusting({}, [
    'sts:AssumeRoleWithSAML',
    'sts:TagSession',
    'sts:SetSourceIdentity',
  ]);

  test('source identity and tags come from the assertion and need permission', async () => {
    const response = { sourceIdentity: 'ada.l', tags: { team: 'data' } };
    const aws = await start({ world: world(marked) });
    const answer = await assume(aws, response);
    expect(answer.SourceIdentity).toBe('ada.l');
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
    const closed = await start({ world: world() });
    expect((await failureOf(assume(closed, response))).message).toBe(
      'Not authorized to perform sts:SetSourceIdentity',
    );
    expect((await failureOf(assume(closed, { tags: { team: 'data' } }))).message).toBe(
      'Not authorized to perform sts:TagSession',
    );
  });

  test('a session policy narrows it', async () => {
    const aws = await start({ world: world() });
    const Policy = JSON.stringify(allow('sts:*'));
    const keys = given(await assume(aws, {}, { Policy }));
    expect((await call(aws, { service: 's3', keys })).code).toBe('AccessDenied');
  });
});

describe('the form', () => {
  test.each([
    ['no base64 of a response', { SAMLAssertion: 'abcd' }, 'InvalidIdentityTokenException'],
    ['an assertion of three', { SAMLAssertion: 'abc' }, 'ValidationError'],
    ['an assertion of 100001', { SAMLAssertion: 'A'.repeat(100_001) }, 'ValidationError'],
    ['a provider ARN of 19', { PrincipalArn: 'arn:aws:iam::1:saml' }, 'ValidationError'],
    ['899 s', { DurationSeconds: 899 }, 'ValidationError'],
    ['43201 s', { DurationSeconds: 43_201 }, 'ValidationError'],
  ])('refused: %s', async (_name, more, code) => {
    const aws = await start({ world: world() });
    expect((await failureOf(assume(aws, {}, more))).code).toBe(code);
  });

  test('a refused assertion is not repeated in the text', async () => {
    const aws = await start({ world: world() });
    expect((await failureOf(assume(aws, {}, { SAMLAssertion: 'abc' }))).message).toBe(
      "1 validation error detected: Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length greater than or equal to 4",
    );
  });
});

test('the log has the call, unsigned', async () => {
  const aws = await start({ world: world() });
  await assume(aws);
  expect(aws.log()).toMatchObject([
    { action: 'AssumeRoleWithSAML', status: 200, principal: undefined, region: undefined },
  ]);
});
