import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { assume, listBuckets, outcome } from './assuming.ts';
import type { LocalAws } from './server.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  call,
  failureOf,
  keysOf,
  role,
  start,
  stsFor,
  user,
  worldWith,
  type Keys,
} from './support.ts';

const VERSION = '2012-10-17' as const;

/** Ada, who may do everything, and bob, who may do nothing. */
const startTwo = (): Promise<LocalAws> =>
  start({
    world: worldWith(
      [user({ policies: [allow()] }), user({ name: 'bob', devices: [], path: '/ops/' })],
      [role('any')],
    ),
  });

type Form = Readonly<Record<string, string>>;

/** A call of IAM by its name and fields: what came back, raw. */
const iam = (aws: LocalAws, Action: string, params: Form = {}, keys?: Keys) =>
  call(aws, {
    service: 'iam',
    params: { Action, ...params },
    ...(keys === undefined ? {} : { keys }),
  });

const fields = (body: string, name: string): readonly string[] =>
  [...body.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text ?? '');

/** Makes a key, and gives it to sign with. */
const createKey = async (aws: LocalAws, UserName: string): Promise<Keys> => {
  const { status, body } = await iam(aws, 'CreateAccessKey', { UserName });
  if (status !== 200) throw new Error('no key was made');
  const [accessKeyId = ''] = fields(body, 'AccessKeyId');
  const [secretAccessKey = ''] = fields(body, 'SecretAccessKey');
  return { accessKeyId, secretAccessKey };
};

const whoIs = (aws: LocalAws, keys: Keys): Promise<string> =>
  outcome(stsFor(aws, keys).send(new GetCallerIdentityCommand({})));

describe('access keys', () => {
  test('a second one works beside the first, a third is above the limit', async () => {
    const aws = await startTwo();
    const made = await createKey(aws, 'bob');
    expect(made.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(made.secretAccessKey).toHaveLength(40);
    expect(await whoIs(aws, made)).toBe('allowed');
    expect(await whoIs(aws, keysOf(aws.world(), 'bob'))).toBe('allowed');
    expect(await iam(aws, 'CreateAccessKey', { UserName: 'bob' })).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });

  test('one that is deactivated is refused as unknown, until it is active again', async () => {
    const aws = await startTwo();
    const keys = keysOf(aws.world(), 'bob');
    const set = (Status: string) =>
      iam(aws, 'UpdateAccessKey', { UserName: 'bob', AccessKeyId: keys.accessKeyId, Status });
    expect((await set('Inactive')).status).toBe(200);
    expect(await whoIs(aws, keys)).toBe('InvalidClientTokenId');
    const { body } = await iam(aws, 'ListAccessKeys', { UserName: 'bob' });
    expect(fields(body, 'Status')).toEqual(['Inactive']);
    await set('Active');
    expect(await whoIs(aws, keys)).toBe('allowed');
    expect(await set('Gone')).toMatchObject({ status: 400, code: 'ValidationError' });
  });

  test('one that is deleted is gone, and cannot be deleted again', async () => {
    const aws = await startTwo();
    const keys = keysOf(aws.world(), 'bob');
    const form = { UserName: 'bob', AccessKeyId: keys.accessKeyId };
    expect((await iam(aws, 'DeleteAccessKey', form)).status).toBe(200);
    expect(await whoIs(aws, keys)).toBe('InvalidClientTokenId');
    expect(await iam(aws, 'DeleteAccessKey', form)).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      message: `The Access Key with id ${keys.accessKeyId} cannot be found.`,
    });
  });

  test('without a user’s name it is the caller’s own, and says when it was used', async () => {
    const aws = await startTwo();
    const { body } = await iam(aws, 'ListAccessKeys');
    const own = keysOf(aws.world()).accessKeyId;
    expect(fields(body, 'AccessKeyId')).toEqual([own]);
    const used = await iam(aws, 'GetAccessKeyLastUsed', { AccessKeyId: own });
    const [at = ''] = fields(used.body, 'LastUsedDate');
    expect(Math.abs(Date.parse(at) - aws.now())).toBeLessThan(5000);
    const bobs = keysOf(aws.world(), 'bob').accessKeyId;
    const never = await iam(aws, 'GetAccessKeyLastUsed', { AccessKeyId: bobs });
    expect([fields(never.body, 'LastUsedDate'), fields(never.body, 'ServiceName')]).toEqual([
      [],
      ['N/A'],
    ]);
  });

  test.each([
    ['ListAccessKeys', {}],
    ['CreateAccessKey', {}],
    ['UpdateAccessKey', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active' }],
    ['DeleteAccessKey', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    ['GetAccessKeyLastUsed', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
  ])('%s needs a permission on the user', async (action, params) => {
    const aws = await startTwo();
    const answer = await iam(aws, action, params, keysOf(aws.world(), 'bob'));
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.message).toContain(`not authorized to perform: iam:${action} on resource: `);
  });
});

describe('users', () => {
  test('one is made with path and tags, found by its path, and removed', async () => {
    const aws = await startTwo();
    const made = await iam(aws, 'CreateUser', {
      UserName: 'eve',
      Path: '/trial/',
      'Tags.member.1.Key': 'made-by',
      'Tags.member.1.Value': 'fobwatch',
    });
    expect(fields(made.body, 'Arn')).toEqual([`arn:aws:iam::${ACCOUNT}:user/trial/eve`]);
    const listed = await iam(aws, 'ListUsers', { PathPrefix: '/trial/' });
    expect(fields(listed.body, 'UserName')).toEqual(['eve']);
    const found = await iam(aws, 'GetUser', { UserName: 'eve' });
    expect(fields(found.body, 'Value')).toEqual(['fobwatch']);
    expect((await iam(aws, 'DeleteUser', { UserName: 'eve' })).status).toBe(200);
    expect((await iam(aws, 'DeleteUser', { UserName: 'eve' })).code).toBe('NoSuchEntity');
  });

  test('a name is taken however it is written', async () => {
    const aws = await startTwo();
    expect(await iam(aws, 'CreateUser', { UserName: 'BOB' })).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'User with name BOB already exists.',
    });
  });

  test('one with keys, devices or policies stays until they are gone', async () => {
    const aws = await startTwo();
    const UserName = 'eve';
    await iam(aws, 'CreateUser', { UserName });
    const { accessKeyId } = await createKey(aws, UserName);
    const PolicyName = 'own';
    const PolicyDocument = JSON.stringify(allow('s3:ListAllMyBuckets'));
    await iam(aws, 'PutUserPolicy', { UserName, PolicyName, PolicyDocument });
    const left = async () => (await iam(aws, 'DeleteUser', { UserName })).message;
    expect(await left()).toBe('Cannot delete entity, must delete access keys first.');
    await iam(aws, 'DeleteAccessKey', { UserName, AccessKeyId: accessKeyId });
    expect(await left()).toBe('Cannot delete entity, must delete policies first.');
    await iam(aws, 'DeleteUserPolicy', { UserName, PolicyName });
    expect(await left()).toBeUndefined();
    const ada = await iam(aws, 'DeleteUser', { UserName: 'ada' });
    expect(ada).toMatchObject({ status: 409, code: 'DeleteConflict' });
  });
});

describe('policies of a user', () => {
  const put = (aws: LocalAws, PolicyName: string, policy: unknown) =>
    iam(aws, 'PutUserPolicy', {
      UserName: 'bob',
      PolicyName,
      PolicyDocument: typeof policy === 'string' ? policy : JSON.stringify(policy),
    });

  test('work from the next call on, and no longer when they are deleted', async () => {
    const aws = await startTwo();
    const keys = keysOf(aws.world(), 'bob');
    expect(await listBuckets(aws, keys)).toBe('AccessDenied');
    await put(aws, 'buckets', allow('s3:ListAllMyBuckets'));
    expect(await listBuckets(aws, keys)).toBe('allowed');
    await put(aws, 'buckets', allow('s3:GetObject'));
    expect(await listBuckets(aws, keys)).toBe('AccessDenied');
    const { body } = await iam(aws, 'ListUserPolicies', { UserName: 'bob' });
    expect(fields(body, 'member')).toEqual(['buckets']);
    await iam(aws, 'DeleteUserPolicy', { UserName: 'bob', PolicyName: 'buckets' });
    const again = await iam(aws, 'DeleteUserPolicy', { UserName: 'bob', PolicyName: 'buckets' });
    expect(again).toMatchObject({ status: 404, code: 'NoSuchEntity' });
  });

  test('that cannot be read or are too long are refused', async () => {
    const aws = await startTwo();
    expect((await put(aws, 'bad', '{')).code).toBe('MalformedPolicyDocument');
    const { Statement } = allow(...Array.from({ length: 200 }, (_, index) => `s3:Action${index}`));
    expect((await put(aws, 'long', { Version: VERSION, Statement })).code).toBe('LimitExceeded');
  });
});

describe('roles', () => {
  const trusting = (AWS: string) =>
    JSON.stringify({
      Version: VERSION,
      Statement: { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' },
    });
  const account = `arn:aws:iam::${ACCOUNT}:root`;
  const create = (aws: LocalAws, RoleName: string, AWS = account) =>
    iam(aws, 'CreateRole', {
      RoleName,
      Path: '/trial/',
      AssumeRolePolicyDocument: trusting(AWS),
    });

  test('one is made, assumed with what its policy allows, found by its path, and removed', async () => {
    const aws = await startTwo();
    const RoleName = 'reader';
    expect((await create(aws, RoleName)).status).toBe(200);
    const listed = await iam(aws, 'ListRoles', { PathPrefix: '/trial/' });
    expect(fields(listed.body, 'RoleName')).toEqual([RoleName]);
    const PolicyName = 'buckets';
    const PolicyDocument = JSON.stringify(allow('s3:ListAllMyBuckets'));
    await iam(aws, 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument });
    const { Credentials } = await assume(aws, `trial/${RoleName}`);
    expect(
      await listBuckets(aws, {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      }),
    ).toBe('allowed');
    const policies = await iam(aws, 'ListRolePolicies', { RoleName });
    expect(fields(policies.body, 'member')).toEqual([PolicyName]);
    const early = await iam(aws, 'DeleteRole', { RoleName });
    expect(early).toMatchObject({ status: 409, code: 'DeleteConflict' });
    await iam(aws, 'DeleteRolePolicy', { RoleName, PolicyName });
    expect((await iam(aws, 'DeleteRole', { RoleName })).status).toBe(200);
    expect(await outcome(assume(aws, `trial/${RoleName}`))).toBe('AccessDenied');
  });

  test('a name is taken, and a trust policy names only who is there', async () => {
    const aws = await startTwo();
    expect(await create(aws, 'ANY')).toMatchObject({ status: 409, code: 'EntityAlreadyExists' });
    const ghost = `arn:aws:iam::${ACCOUNT}:user/ghost`;
    expect(await create(aws, 'haunted', ghost)).toMatchObject({
      status: 400,
      code: 'MalformedPolicyDocument',
      message: `Invalid principal in policy: "AWS":"${ghost}"`,
    });
    expect((await create(aws, 'bobs', `arn:aws:iam::${ACCOUNT}:user/ops/bob`)).status).toBe(200);
  });
});

describe('IAM’s delay', () => {
  const late = (aws: LocalAws, operation = 'iam:*'): void =>
    aws.addFault({ operation, times: null, fault: { kind: 'late', seconds: 10 } });

  test('a new user is not there yet, though its name is taken', async () => {
    const aws = await startTwo();
    late(aws);
    await iam(aws, 'CreateUser', { UserName: 'eve' });
    expect((await iam(aws, 'GetUser', { UserName: 'eve' })).code).toBe('NoSuchEntity');
    expect((await iam(aws, 'CreateAccessKey', { UserName: 'eve' })).code).toBe('NoSuchEntity');
    expect((await iam(aws, 'CreateUser', { UserName: 'eve' })).code).toBe('EntityAlreadyExists');
    aws.advance(10);
    expect((await iam(aws, 'GetUser', { UserName: 'eve' })).status).toBe(200);
  });

  test('a new key is unknown for a while, a deleted one works for a while', async () => {
    const aws = await startTwo();
    const old = keysOf(aws.world(), 'bob');
    late(aws);
    const made = await createKey(aws, 'bob');
    await iam(aws, 'DeleteAccessKey', { UserName: 'bob', AccessKeyId: old.accessKeyId });
    expect([await whoIs(aws, made), await whoIs(aws, old)]).toEqual([
      'InvalidClientTokenId',
      'allowed',
    ]);
    expect((await iam(aws, 'CreateAccessKey', { UserName: 'bob' })).code).toBe('LimitExceeded');
    aws.advance(10);
    expect([await whoIs(aws, made), await whoIs(aws, old)]).toEqual([
      'allowed',
      'InvalidClientTokenId',
    ]);
  });

  test('each change has its own time: a later one may be seen before', async () => {
    const aws = await startTwo();
    late(aws, 'iam:CreateUser');
    await iam(aws, 'CreateUser', { UserName: 'eve' });
    await iam(aws, 'DeleteAccessKey', {
      UserName: 'bob',
      AccessKeyId: keysOf(aws.world(), 'bob').accessKeyId,
    });
    const listed = await iam(aws, 'ListAccessKeys', { UserName: 'bob' });
    expect(fields(listed.body, 'AccessKeyId')).toEqual([]);
    expect((await iam(aws, 'GetUser', { UserName: 'eve' })).code).toBe('NoSuchEntity');
  });

  test('what was removed is in the way until that is seen', async () => {
    const aws = await startTwo();
    late(aws);
    const AccessKeyId = keysOf(aws.world(), 'bob').accessKeyId;
    await iam(aws, 'DeleteAccessKey', { UserName: 'bob', AccessKeyId });
    expect((await iam(aws, 'DeleteUser', { UserName: 'bob' })).code).toBe('DeleteConflict');
    aws.advance(10);
    expect((await iam(aws, 'DeleteUser', { UserName: 'bob' })).status).toBe(200);
  });

  test('a new role denies everybody at first', async () => {
    const aws = await startTwo();
    late(aws);
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: VERSION,
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'sts:AssumeRole',
      },
    });
    await iam(aws, 'CreateRole', { RoleName: 'new', AssumeRolePolicyDocument });
    const denied = await failureOf(assume(aws, 'new'));
    expect(denied.message).toContain(`sts:AssumeRole on resource: ${arnOf('new')}`);
    aws.advance(10);
    expect(await outcome(assume(aws, 'new'))).toBe('allowed');
  });
});
