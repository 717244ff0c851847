import { GetSessionTokenCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { assume, listBuckets, outcome } from './assuming.ts';
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
  start,
  stsFor,
  user,
  worldWith,
} from './support.ts';
import type { WorldInput } from './world.ts';

const OTHER = '444455556666';
const VERSION = '2012-10-17' as const;

type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;

const trusting = (principal: string, condition?: Condition) => ({
  trust: {
    Version: VERSION,
    Statement: {
      Effect: 'Allow' as const,
      Principal: principal === '*' ? ('*' as const) : { AWS: principal },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  },
});

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ADA = `arn:aws:iam::${ACCOUNT}:user/ada`;

describe('trust within one account', () => {
  const may = [allow('sts:AssumeRole')];
  const mayNot = [
    { Version: VERSION, Statement: { ...allow().Statement, Effect: 'Deny' as const } },
  ];
  test.each([
    ['the account is trusted and the user allowed', ROOT, may, 'allowed'],
    ['the account is trusted, the user not allowed', ROOT, [], 'AccessDenied'],
    ['the user is trusted by name: enough', ADA, [], 'allowed'],
    ['everyone is trusted: enough', '*', [], 'allowed'],
    ['the user is trusted by name but denied', ADA, mayNot, 'AccessDenied'],
    ['somebody else is trusted', `${ADA}-2`, may, 'AccessDenied'],
    ['another account is trusted', `arn:aws:iam::${OTHER}:root`, may, 'AccessDenied'],
  ])('%s', async (_name, principal, policies, expected) => {
    const aws = await start({
      world: worldWith([user({ policies })], [role('any', trusting(principal))]),
    });
    expect(await outcome(assume(aws, 'any'))).toBe(expected);
  });

  test('a role that does not exist is refused like one that trusts somebody else', async () => {
    const aws = await start({ world: worldWith([user({ policies: may })]) });
    expect(await failureOf(assume(aws, 'ghost'))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: ${ADA} is not authorized to perform: sts:AssumeRole on resource: ${arnOf('ghost')}`,
    });
  });

  test('a chain of roles goes by the ARN of the first', async () => {
    const roles = [
      role('hub', trusting(ADA)),
      role('end', { ...trusting(arnOf('hub')), policies: [allow()] }),
    ];
    const aws = await start({ world: worldWith([user()], roles, { buckets: [{ name: 'b' }] }) });
    expect(await outcome(assume(aws, 'end'))).toBe('AccessDenied');
    const hub = given(await assume(aws, 'hub'));
    const end = given(await assume(aws, 'end', {}, hub));
    expect(await listBuckets(aws, end)).toBe('allowed');
    expect(await listBuckets(aws, hub)).toBe('AccessDenied');
  });
});

describe('trust between accounts', () => {
  const world = (principal: string, allowed: boolean): WorldInput => ({
    accounts: [
      { id: ACCOUNT, users: [user({ policies: allowed ? [allow('sts:*')] : [] })] },
      { id: OTHER, roles: [role('any', trusting(principal))] },
    ],
  });
  test.each([
    ['both sides agree', ROOT, true, 'allowed'],
    ['named there, not allowed here', ADA, false, 'AccessDenied'],
    ['everyone trusted there, not allowed here', '*', false, 'AccessDenied'],
    ['allowed here, not trusted there', `arn:aws:iam::${OTHER}:root`, true, 'AccessDenied'],
  ])('%s', async (_name, principal, allowed, expected) => {
    const aws = await start({ world: world(principal, allowed) });
    const attempt = assume(aws, 'any', { RoleArn: arnOf('any', OTHER) });
    expect(await outcome(attempt)).toBe(expected);
  });
});

describe('trust conditions', () => {
  const cases: readonly (readonly [string, Condition, Partial<AssumeRoleCommandInput>, string])[] =
    [
      [
        'external id, right',
        { StringEquals: { 'sts:ExternalId': 'acme/1' } },
        { ExternalId: 'acme/1' },
        'allowed',
      ],
      [
        'external id, wrong',
        { StringEquals: { 'sts:ExternalId': 'acme/1' } },
        { ExternalId: 'acme/2' },
        'AccessDenied',
      ],
      [
        'external id, missing',
        { StringEquals: { 'sts:ExternalId': 'acme/1' } },
        {},
        'AccessDenied',
      ],
      [
        'session name, own',
        { StringLike: { 'sts:RoleSessionName': '${aws:username}' } },
        {},
        'allowed',
      ],
      [
        'session name, another',
        { StringLike: { 'sts:RoleSessionName': '${aws:username}' } },
        { RoleSessionName: 'bob' },
        'AccessDenied',
      ],
      [
        'source identity, given',
        { StringLike: { 'sts:SourceIdentity': 'a*' } },
        { SourceIdentity: 'ada' },
        'allowed',
      ],
      [
        'source identity, missing',
        { StringLike: { 'sts:SourceIdentity': 'a*' } },
        {},
        'AccessDenied',
      ],
      [
        'principal, by ARN',
        { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/ada' } },
        {},
        'allowed',
      ],
      [
        'a tag of the request',
        { StringEquals: { 'aws:RequestTag/Team': 'data' } },
        { Tags: [{ Key: 'team', Value: 'data' }] },
        'allowed',
      ],
    ];
  test.each(cases)('%s', async (_name, condition, input, expected) => {
    const aws = await start({
      world: worldWith([user({ policies: [allow()] })], [role('any', trusting(ROOT, condition))]),
    });
    expect(await outcome(assume(aws, 'any', input))).toBe(expected);
  });
});

describe('MFA as policies see it', () => {
  const PRESENT = 'aws:MultiFactorAuthPresent';
  const world = (condition: Condition): WorldInput =>
    worldWith(
      [user({ policies: [allow()] })],
      [role('any', { ...trusting(ROOT, condition), policies: [allow()] })],
    );
  type How = 'key' | 'key with code' | 'session' | 'MFA session';
  const attempt = async (aws: LocalAws, how: How): Promise<string> => {
    switch (how) {
      case 'key':
        return outcome(assume(aws, 'any'));
      case 'key with code':
        return outcome(assume(aws, 'any', mfaOf(aws)));
      default: {
        const code = how === 'session' ? {} : mfaOf(aws);
        const keys = given(await stsFor(aws).send(new GetSessionTokenCommand(code)));
        return outcome(assume(aws, 'any', {}, keys));
      }
    }
  };
  const HOWS = ['key', 'key with code', 'session', 'MFA session'] as const;
  test.each([
    ['Bool true', { Bool: { [PRESENT]: 'true' } }, [false, true, false, true]],
    [
      'Bool false: a key has no such value',
      { Bool: { [PRESENT]: 'false' } },
      [false, false, true, false],
    ],
    ['BoolIfExists false', { BoolIfExists: { [PRESENT]: 'false' } }, [true, false, true, false]],
    ['Null', { Null: { [PRESENT]: 'true' } }, [true, false, false, false]],
    ['Age', { NumericLessThan: { 'aws:MultiFactorAuthAge': '60' } }, [false, true, false, true]],
  ])('%s', async (_name, condition, expected) => {
    const outcomes: boolean[] = [];
    for (const how of HOWS) {
      const aws = await start({ world: world(condition) });
      outcomes.push((await attempt(aws, how)) === 'allowed');
    }
    expect(outcomes).toEqual(expected);
  });

  test('the age grows with the clock; a code on the call makes it young again', async () => {
    const aws = await start({
      world: world({ NumericLessThan: { 'aws:MultiFactorAuthAge': '60' } }),
    });
    const keys = given(await stsFor(aws).send(new GetSessionTokenCommand(mfaOf(aws))));
    expect(await outcome(assume(aws, 'any', {}, keys))).toBe('allowed');
    aws.advance(60);
    expect(await outcome(assume(aws, 'any', {}, keys))).toBe('AccessDenied');
    expect(await outcome(assume(aws, 'any', mfaOf(aws), keys))).toBe('allowed');
  });

  test('role credentials never carry it, however they were made', async () => {
    const demands = (operator: string, value: string, effect: 'Allow' | 'Deny') => ({
      Version: VERSION,
      Statement: {
        ...allow().Statement,
        Effect: effect,
        Condition: { [operator]: { [PRESENT]: value } },
      },
    });
    const roles = [
      role('wants', { policies: [demands('Bool', 'true', 'Allow')] }),
      role('forbids', { policies: [allow(), demands('BoolIfExists', 'false', 'Deny')] }),
      role('absent', { policies: [demands('Null', 'true', 'Allow')] }),
    ];
    const aws = await start({ world: worldWith([user({ policies: [allow()] })], roles) });
    const outcomes: string[] = [];
    for (const name of ['wants', 'forbids', 'absent']) {
      outcomes.push(await listBuckets(aws, given(await assume(aws, name, mfaOf(aws)))));
    }
    expect(outcomes).toEqual(['AccessDenied', 'AccessDenied', 'allowed']);
  });
});

describe('session policies', () => {
  const READ = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const world = (): WorldInput => ({
    ...worldWith([user({ policies: [allow()] })], [role('any', { policies: [allow('s3:*')] })]),
    managedPolicies: [{ arn: READ, document: allow('s3:List*') }],
  });
  const text = (...actions: readonly string[]): string => JSON.stringify(allow(...actions));
  const deny = JSON.stringify({
    Version: VERSION,
    Statement: { ...allow('s3:*').Statement, Effect: 'Deny' },
  });
  test.each([
    ['none: the role as it is', {}, 'allowed'],
    ['inline, allowing', { Policy: text('s3:ListAllMyBuckets') }, 'allowed'],
    ['inline, allowing something else', { Policy: text('s3:GetObject') }, 'AccessDenied'],
    ['inline, denying', { Policy: deny }, 'AccessDenied'],
    ['by ARN', { PolicyArns: [{ arn: READ }] }, 'allowed'],
    [
      'the union of inline and ARN',
      { Policy: text('iam:*'), PolicyArns: [{ arn: READ }] },
      'allowed',
    ],
  ])('%s', async (_name, input, expected) => {
    const aws = await start({ world: world() });
    expect(await listBuckets(aws, given(await assume(aws, 'any', input)))).toBe(expected);
  });

  test('they give nothing the role has not', async () => {
    const aws = await start({ world: world() });
    const keys = given(await assume(aws, 'any', { Policy: text('iam:*') }));
    const answer = await call(aws, {
      service: 'iam',
      keys,
      params: { Action: 'ListAccountAliases' },
    });
    expect(answer).toMatchObject({
      code: 'AccessDenied',
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/any/ada is not authorized to perform: iam:ListAccountAliases on resource: * because no identity-based policy allows the iam:ListAccountAliases action`,
    });
  });

  test('the packed size is told, and refused when it is too large', async () => {
    const aws = await start({ world: world() });
    const small = await assume(aws, 'any', { Policy: text('s3:*') });
    expect(small.PackedPolicySize).toBeGreaterThan(0);
    const tags = Array.from({ length: 10 }, (_, index) => ({
      Key: `key-${index}`,
      Value: 'x'.repeat(250),
    }));
    expect(await outcome(assume(aws, 'any', { Tags: tags }))).toBe('PackedPolicyTooLargeException');
  });

  test.each([
    ['a policy that is no JSON', { Policy: '{' }, 'MalformedPolicyDocumentException'],
    [
      'a policy without resources',
      { Policy: '{"Statement":{"Effect":"Allow","Action":"*"}}' },
      'MalformedPolicyDocumentException',
    ],
    [
      'an ARN of no policy',
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/None' }] },
      'ValidationError',
    ],
  ])('%s', async (_name, input, expected) => {
    const aws = await start({ world: world() });
    expect(await outcome(assume(aws, 'any', input))).toBe(expected);
  });
});
