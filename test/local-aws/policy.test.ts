import { describe, expect, test } from 'vitest';
import {
  identityPolicySchema,
  judgeIdentity,
  judgeTrust,
  trustPolicySchema,
  type TrustVerdict,
  type Verdict,
} from './policy.ts';
import type { Context } from './wildcard.ts';

const VERSION = '2012-10-17' as const;
const BUCKET = 'arn:aws:s3:::logs/2025/a.txt';
const ADA = 'arn:aws:iam::111122223333:user/ada';

const context = (values: Readonly<Record<string, string | readonly string[]>>): Context =>
  new Map(
    Object.entries(values).map(([key, value]) => [
      key.toLowerCase(),
      typeof value === 'string' ? [value] : value,
    ]),
  );

const policy = (...statements: readonly object[]) =>
  identityPolicySchema.parse({ Version: VERSION, Statement: statements });

const allowed = { Effect: 'Allow', Action: '*', Resource: '*' } as const;

describe('identity policies', () => {
  const cases: readonly (readonly [string, readonly object[], Verdict])[] = [
    ['no statement is an implicit denial', [], 'silent'],
    ['an allowing star allows', [allowed], 'allow'],
    [
      'a denial wins over an allowance before it',
      [allowed, { ...allowed, Effect: 'Deny' }],
      'deny',
    ],
    ['a denial wins over an allowance after it', [{ ...allowed, Effect: 'Deny' }, allowed], 'deny'],
    ['an action matches whatever its case', [{ ...allowed, Action: 'S3:getOBJECT' }], 'allow'],
    ['a star covers the rest of an action', [{ ...allowed, Action: 's3:Get*' }], 'allow'],
    ['a question mark covers one character', [{ ...allowed, Action: 's3:Get?bject' }], 'allow'],
    ['a question mark covers no two', [{ ...allowed, Action: 's3:Get?ject' }], 'silent'],
    ['a pattern must cover the whole action', [{ ...allowed, Action: 's3:GetObj' }], 'silent'],
    ['another action is not covered', [{ ...allowed, Action: 's3:Put*' }], 'silent'],
    ['one of a list of actions is enough', [{ ...allowed, Action: ['iam:*', 's3:*'] }], 'allow'],
    ['a dot in a pattern is a dot', [{ ...allowed, Action: 's3:G.tObject' }], 'silent'],
    [
      'a star covers slashes in a resource',
      [{ ...allowed, Resource: 'arn:aws:s3:::logs/*' }],
      'allow',
    ],
    ['a resource keeps its case', [{ ...allowed, Resource: 'arn:aws:s3:::LOGS/*' }], 'silent'],
    [
      'another resource is not covered',
      [{ ...allowed, Resource: 'arn:aws:s3:::data/*' }],
      'silent',
    ],
  ];
  test.each(cases)('%s', (_name, statements, verdict) => {
    const wish = { action: 's3:GetObject', resource: BUCKET, context: context({}) };
    expect(judgeIdentity([policy(...statements)], wish)).toBe(verdict);
  });

  const inverted: readonly (readonly [string, object, Verdict])[] = [
    ['NotAction leaves its own actions out', { NotAction: 's3:*', Resource: '*' }, 'silent'],
    ['NotAction covers all others', { NotAction: ['iam:*', 'sts:*'], Resource: '*' }, 'allow'],
    [
      'NotResource leaves its own resources out',
      { Action: '*', NotResource: 'arn:aws:s3:::logs/*' },
      'silent',
    ],
    ['NotResource covers all others', { Action: '*', NotResource: 'arn:aws:s3:::data/*' }, 'allow'],
  ];
  test.each(inverted)('%s', (_name, statement, verdict) => {
    const wish = { action: 's3:GetObject', resource: BUCKET, context: context({}) };
    expect(judgeIdentity([policy({ Effect: 'Allow', ...statement })], wish)).toBe(verdict);
  });

  test('a denial in a second policy wins', () => {
    const wish = { action: 's3:GetObject', resource: BUCKET, context: context({}) };
    const policies = [policy(allowed), policy({ ...allowed, Effect: 'Deny', Action: 's3:Get*' })];
    expect(judgeIdentity(policies, wish)).toBe('deny');
  });
});

describe('policy variables', () => {
  const resource = 'arn:aws:iam::111122223333:user/${aws:username}';
  const verdict = (username: string | undefined, on: string, version: string = VERSION): Verdict =>
    judgeIdentity(
      [
        identityPolicySchema.parse({
          Version: version,
          Statement: { ...allowed, Resource: resource },
        }),
      ],
      {
        action: 'iam:GetUser',
        resource: on,
        context: context(username === undefined ? {} : { 'aws:username': username }),
      },
    );

  test('a variable stands for its value', () => expect(verdict('ada', ADA)).toBe('allow'));
  test("another user's name does not match", () => expect(verdict('bob', ADA)).toBe('silent'));
  test('a variable without a value matches nothing', () =>
    expect(verdict(undefined, ADA)).toBe('silent'));
  test('a star in a value is only a star', () => expect(verdict('*', ADA)).toBe('silent'));
  test('the old policy version knows no variables', () =>
    expect(verdict('ada', ADA, '2008-10-17')).toBe('silent'));
});

describe('conditions', () => {
  const MFA = 'aws:MultiFactorAuthPresent';
  const AGE = 'aws:MultiFactorAuthAge';
  const cases: readonly (readonly [
    operator: string,
    key: string,
    expected: string | readonly string[],
    given: string | readonly string[] | undefined,
    holds: boolean,
  ])[] = [
    ['Bool', MFA, 'true', 'true', true],
    ['Bool', MFA, 'true', 'false', false],
    ['Bool', MFA, 'true', undefined, false],
    ['Bool', MFA, 'false', undefined, false],
    ['Bool', MFA, 'false', 'false', true],
    ['BoolIfExists', MFA, 'false', undefined, true],
    ['BoolIfExists', MFA, 'true', undefined, true],
    ['BoolIfExists', MFA, 'true', 'false', false],
    ['Null', MFA, 'true', undefined, true],
    ['Null', MFA, 'true', 'false', false],
    ['Null', MFA, 'false', 'true', true],
    ['StringEquals', 'sts:ExternalId', 'acme:1', 'acme:1', true],
    ['StringEquals', 'sts:ExternalId', 'acme:1', 'ACME:1', false],
    ['StringEquals', 'sts:ExternalId', 'acme:*', 'acme:1', false],
    ['StringEquals', 'sts:ExternalId', ['a', 'b'], 'b', true],
    ['StringEquals', 'sts:ExternalId', 'acme:1', undefined, false],
    ['StringEqualsIfExists', 'sts:ExternalId', 'acme:1', undefined, true],
    ['StringNotEquals', 'sts:RoleSessionName', 'ada', 'bob', true],
    ['StringNotEquals', 'sts:RoleSessionName', ['ada', 'bob'], 'bob', false],
    ['StringNotEquals', 'sts:RoleSessionName', 'ada', undefined, true],
    ['StringLike', 'sts:RoleSessionName', 'ada-*', 'ada-laptop', true],
    ['StringLike', 'sts:RoleSessionName', '${aws:username}-*', 'ada-laptop', true],
    ['StringLike', 'sts:RoleSessionName', '${aws:username}-*', 'bob-laptop', false],
    ['StringNotLike', 'sts:RoleSessionName', 'ada-*', 'bob', true],
    ['StringEqualsIgnoreCase', 'sts:SourceIdentity', 'Ada', 'ada', true],
    ['NumericLessThan', AGE, '3600', '3599', true],
    ['NumericLessThan', AGE, '3600', '3600', false],
    ['NumericLessThan', AGE, '3600', undefined, false],
    ['NumericLessThanEquals', AGE, '3600', '3600', true],
    ['NumericGreaterThan', AGE, '60', '61', true],
    ['NumericGreaterThanEquals', AGE, '60', '59', false],
    ['NumericGreaterThanIfExists', AGE, '60', undefined, true],
    ['NumericEquals', AGE, '60', '60.0', true],
    ['NumericNotEquals', AGE, '60', '61', true],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*', ADA, true],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:*:user/ada', ADA, false],
    ['DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z', '2025-01-01T00:00:00Z', true],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['team'], ['cost', 'team'], true],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team'], ['cost', 'team'], false],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['team'], undefined, false],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team'], undefined, true],
  ];
  test.each(cases)('%s %s %j with %j: %j', (operator, key, expected, value, holds) => {
    const wish = {
      action: 'sts:AssumeRole',
      resource: '*',
      context: context({ 'aws:username': 'ada', ...(value === undefined ? {} : { [key]: value }) }),
    };
    const statement = { ...allowed, Condition: { [operator]: { [key]: expected } } };
    expect(judgeIdentity([policy(statement)], wish)).toBe(holds ? 'allow' : 'silent');
  });

  test('all lines of a condition must hold', () => {
    const statement = {
      ...allowed,
      Condition: { Bool: { [MFA]: 'true' }, NumericLessThan: { [AGE]: '60' } },
    };
    const wish = (age: string) => ({
      action: 's3:GetObject',
      resource: '*',
      context: context({ [MFA]: 'true', [AGE]: age }),
    });
    expect(judgeIdentity([policy(statement)], wish('59'))).toBe('allow');
    expect(judgeIdentity([policy(statement)], wish('60'))).toBe('silent');
  });

  test('an operator this server does not know is refused when the policy is read', () => {
    const statement = { ...allowed, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
    expect(identityPolicySchema.safeParse({ Version: VERSION, Statement: statement }).success).toBe(
      false,
    );
  });
});

describe('trust policies', () => {
  const names = {
    accountId: '111122223333',
    arn: 'arn:aws:iam::111122223333:role/hub',
    sessionArn: 'arn:aws:sts::111122223333:assumed-role/hub/ada',
  };
  const grade = (kind: 'account' | 'named' | 'session'): TrustVerdict => ({
    kind: 'allow',
    grade: kind,
  });
  const cases: readonly (readonly [string, unknown, TrustVerdict])[] = [
    [
      'the account root lets the account decide',
      { AWS: 'arn:aws:iam::111122223333:root' },
      grade('account'),
    ],
    ['the bare account number is the same', { AWS: '111122223333' }, grade('account')],
    ['another account is not meant', { AWS: 'arn:aws:iam::444455556666:root' }, { kind: 'silent' }],
    ['the own ARN is named', { AWS: names.arn }, grade('named')],
    ['the ARN of the session is named', { AWS: names.sessionArn }, grade('session')],
    [
      'another ARN is not meant',
      { AWS: 'arn:aws:iam::111122223333:role/other' },
      { kind: 'silent' },
    ],
    ['an ARN has no wildcards', { AWS: 'arn:aws:iam::111122223333:role/*' }, { kind: 'silent' }],
    ['a star means everyone', '*', grade('named')],
    ['a star of AWS means everyone', { AWS: '*' }, grade('named')],
    ['the strongest of a list counts', { AWS: ['111122223333', names.arn] }, grade('named')],
    ['a service is never a caller', { Service: 'ec2.amazonaws.com' }, { kind: 'silent' }],
  ];
  const wish = { action: 'sts:AssumeRole', resource: 'arn:x', context: context({}) };
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole' };

  test.each(cases)('%s', (_name, principal, verdict) => {
    const trust = trustPolicySchema.parse({
      Version: VERSION,
      Statement: { ...statement, Principal: principal },
    });
    expect(judgeTrust(trust, names, wish)).toEqual(verdict);
  });

  test('a denial of the account hits everyone in it', () => {
    const trust = trustPolicySchema.parse({
      Version: VERSION,
      Statement: [
        { ...statement, Principal: '*' },
        { ...statement, Effect: 'Deny', Principal: { AWS: '111122223333' } },
      ],
    });
    expect(judgeTrust(trust, names, wish)).toEqual({ kind: 'deny' });
  });

  test('a trust policy with a resource is malformed', () => {
    const withResource = { ...statement, Principal: '*', Resource: '*' };
    expect(trustPolicySchema.safeParse({ Version: VERSION, Statement: withResource }).success).toBe(
      false,
    );
  });
});
