import {
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  type GetFederationTokenCommandInput,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
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
  type Keys,
} from './support.ts';
import type { WorldInput } from './world.ts';

const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/guest`;
const ALL = JSON.stringify(allow());

const federate = (aws: LocalAws, more: Partial<GetFederationTokenCommandInput> = {}, keys?: Keys) =>
  stsFor(aws, keys).send(new GetFederationTokenCommand({ Name: 'guest', ...more }));

const world = (...actions: readonly string[]): WorldInput =>
  worldWith([user({ policies: [allow(...actions)] })], [role('any')], {
    buckets: [{ name: 'reports' }],
  });

const listBuckets = async (aws: LocalAws, keys: Keys): Promise<string> =>
  (await call(aws, { service: 's3', keys })).code ?? 'allowed';

test('gives a name of its own', async () => {
  const aws = await start({ world: world() });
  const answer = await federate(aws, { Policy: ALL });
  expect(answer.FederatedUser).toEqual({ FederatedUserId: `${ACCOUNT}:guest`, Arn: FEDERATED });
  expect(answer.PackedPolicySize).toBeGreaterThan(0);
  const identity = await stsFor(aws, given(answer)).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Arn: FEDERATED,
    UserId: `${ACCOUNT}:guest`,
    Account: ACCOUNT,
  });
});

describe('permissions: what the user and the policy both allow', () => {
  const MANAGED = 'arn:aws:iam::aws:policy/Buckets';
  test.each([
    ['no policy: nothing', [], {}, 'AccessDenied'],
    ['both', [], { Policy: ALL }, 'allowed'],
    ['only the policy', ['sts:*'], { Policy: ALL }, 'AccessDenied'],
    ['only the user', [], { Policy: JSON.stringify(allow('sts:*')) }, 'AccessDenied'],
    ['a managed policy', [], { PolicyArns: [{ arn: MANAGED }] }, 'allowed'],
  ])('%s', async (_name, actions, input, expected) => {
    const managedPolicies = [{ arn: MANAGED, document: allow('s3:*') }];
    const aws = await start({ world: { ...world(...actions), managedPolicies } });
    expect(await listBuckets(aws, given(await federate(aws, input)))).toBe(expected);
  });

  test('without a policy the refusal names the session', async () => {
    const aws = await start({ world: world() });
    const keys = given(await federate(aws));
    expect((await call(aws, { service: 's3', keys })).message).toBe(
      `User: ${FEDERATED} is not authorized to perform: s3:ListAllMyBuckets because no session policy allows the s3:ListAllMyBuckets action`,
    );
  });

  test('tags of the call win over tags of the user', async () => {
    const tagged = (value: string) => ({
      ...allow('s3:*'),
      Statement: {
        ...allow('s3:*').Statement,
        Condition: { StringEquals: { 'aws:PrincipalTag/Team': value } },
      },
    });
    const ada = user({ policies: [allow('sts:*'), tagged('data')], tags: { team: 'web' } });
    const aws = await start({ world: worldWith([ada]) });
    const outcomes: string[] = [];
    for (const Tags of [[], [{ Key: 'TEAM', Value: 'data' }]]) {
      outcomes.push(await listBuckets(aws, given(await federate(aws, { Policy: ALL, Tags }))));
    }
    expect(outcomes).toEqual(['AccessDenied', 'allowed']);
  });
});

describe('who may ask', () => {
  test.each([
    ['nothing allowed', [allow('s3:*')], {}, 'sts:GetFederationToken'],
    [
      'tags not allowed',
      [allow('sts:GetFederationToken')],
      { Tags: [{ Key: 'team', Value: 'data' }] },
      'sts:TagSession',
    ],
  ])('a user with %s may not', async (_name, policies, input, action) => {
    const aws = await start({ world: worldWith([user({ policies })]) });
    expect(await failureOf(federate(aws, input))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${ACCOUNT}:user/ada is not authorized to perform: ${action} on resource: ${FEDERATED} because no identity-based policy allows the ${action} action`,
    });
  });

  test('sessions, roles and federated users may not', async () => {
    const aws = await start({ world: world() });
    const session = given(await stsFor(aws).send(new GetSessionTokenCommand({})));
    const taken = aws.issueForRole(arnOf('any'), 'task', 900);
    if (taken === undefined) throw new Error('there is no such role');
    const federated = given(await federate(aws, { Policy: ALL }));
    for (const keys of [session, taken, federated]) {
      expect(await failureOf(federate(aws, {}, keys))).toEqual({
        code: 'AccessDenied',
        status: 403,
        message: 'Cannot call GetFederationToken with session credentials',
      });
    }
  });
});

describe('what a federated user may call', () => {
  test('of STS, GetCallerIdentity only', async () => {
    const aws = await start({ world: world() });
    const keys = given(await federate(aws, { Policy: ALL }));
    for (const Action of ['AssumeRole', 'GetSessionToken', 'DecodeAuthorizationMessage']) {
      expect(await call(aws, { keys, params: { Action } })).toMatchObject({
        code: 'AccessDenied',
        message: `Cannot call ${Action} with session credentials`,
      });
    }
  });

  test('nothing of IAM', async () => {
    const aws = await start({ world: world() });
    const keys = given(await federate(aws, { Policy: ALL }));
    const answer = await call(aws, { service: 'iam', keys, params: { Action: 'ListUsers' } });
    expect(answer).toMatchObject({ status: 403, code: 'InvalidClientTokenId' });
  });
});

describe('durations', () => {
  const hoursOf = async (aws: LocalAws, seconds?: number, keys?: Keys): Promise<number> => {
    const { Credentials } = await federate(aws, { DurationSeconds: seconds }, keys);
    return ((Credentials?.Expiration?.getTime() ?? 0) - aws.now()) / 3_600_000;
  };
  test.each([
    ['the default', undefined, 12],
    ['the shortest', 900, 0.25],
    ['the longest', 129_600, 36],
  ])('%s', async (_name, seconds, hours) => {
    const aws = await start({ world: world() });
    expect(await hoursOf(aws, seconds)).toBeCloseTo(hours, 2);
  });

  test('the account root gets an hour', async () => {
    const [key] = user({ name: 'root' }).keys ?? [];
    if (key === undefined) throw new Error('no key was made');
    const aws = await start({ world: worldWith([], [], { root: { keys: [key] } }) });
    const root = { accessKeyId: key.id, secretAccessKey: key.secret };
    expect(await hoursOf(aws, 43_200, root)).toBeCloseTo(1, 2);
    const keys = given(await federate(aws, { Policy: ALL }, root));
    expect(await listBuckets(aws, keys)).toBe('allowed');
  });
});

describe('the form', () => {
  test.each([
    ['no name', { Name: undefined }, "Value null at 'name'"],
    ['a name of 1', { Name: 'g' }, 'length greater than or equal to 2'],
    ['a name of 33', { Name: 'g'.repeat(33) }, 'length less than or equal to 32'],
    ['a name with a space', { Name: 'a guest' }, String.raw`pattern: [\w+=,.@-]*`],
    ['899 s', { DurationSeconds: 899 }, 'value greater than or equal to 900'],
    ['129601 s', { DurationSeconds: 129_601 }, 'value less than or equal to 129600'],
  ])('refused: %s', async (_name, input, text) => {
    const aws = await start({ world: world() });
    const failure = await failureOf(federate(aws, input));
    expect(failure.code).toBe('ValidationError');
    expect(failure.message).toContain(text);
  });

  test('accepted: a name of 32 with all it may hold', async () => {
    const aws = await start({ world: world() });
    const { FederatedUser } = await federate(aws, { Name: 'aZ0_+=,.@-'.padEnd(32, 'x') });
    expect(FederatedUser?.Arn).toMatch(/federated-user\/aZ0_\+=,\.@-x{22}$/);
  });
});
