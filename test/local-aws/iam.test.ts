import {
  GetRoleCommand,
  GetUserCommand,
  ListAccountAliasesCommand,
  ListMFADevicesCommand,
  ListUsersCommand,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  allow,
  arnOf,
  call,
  failureOf,
  given,
  iamFor,
  mfaOf,
  role,
  start,
  stsFor,
  user,
  worldWith,
} from './support.ts';

const world = () =>
  worldWith(
    [
      user({
        policies: [allow()],
        devices: [
          { kind: 'totp', serial: `arn:aws:iam::${ACCOUNT}:mfa/ada`, seed: 'JBSWY3DPEHPK3PXP' },
          { kind: 'fido', serial: `arn:aws:iam::${ACCOUNT}:u2f/user/ada/key-ABC` },
        ],
      }),
    ],
    [role('any', { policies: [allow()], path: '/ops/', maxSessionDuration: 7200 })],
    { aliases: ['acme-dev'] },
  );

describe('with a long-term key', () => {
  test('GetUser tells who the key belongs to', async () => {
    const aws = await start({ world: world() });
    const { User } = await iamFor(aws).send(new GetUserCommand({}));
    expect(User).toMatchObject({
      UserName: 'ada',
      Arn: `arn:aws:iam::${ACCOUNT}:user/ada`,
      CreateDate: new Date('2024-03-01T09:00:00Z'),
    });
  });

  test('ListMFADevices lists virtual devices and FIDO keys, page by page', async () => {
    const aws = await start({ world: world() });
    const all = await iamFor(aws).send(new ListMFADevicesCommand({}));
    expect(all.MFADevices?.map(({ SerialNumber }) => SerialNumber)).toEqual([
      `arn:aws:iam::${ACCOUNT}:mfa/ada`,
      `arn:aws:iam::${ACCOUNT}:u2f/user/ada/key-ABC`,
    ]);
    const first = await iamFor(aws).send(new ListMFADevicesCommand({ MaxItems: 1 }));
    expect(first).toMatchObject({ IsTruncated: true });
    const second = await iamFor(aws).send(new ListMFADevicesCommand({ Marker: first.Marker }));
    expect(second.MFADevices).toMatchObject([{ SerialNumber: expect.stringContaining('u2f/') }]);
    expect(second.IsTruncated).toBe(false);
  });

  test('a user without devices has an empty list', async () => {
    const aws = await start({ world: worldWith([user({ policies: [allow()], devices: [] })]) });
    const { MFADevices } = await iamFor(aws).send(new ListMFADevicesCommand({}));
    expect(MFADevices).toEqual([]);
  });

  test('GetUser tells about another by name, with tags', async () => {
    const bob = user({ name: 'bob', path: '/ops/', tags: { team: 'data' } });
    const aws = await start({ world: worldWith([user({ policies: [allow()] }), bob]) });
    const { User } = await iamFor(aws).send(new GetUserCommand({ UserName: 'bob' }));
    expect(User).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT}:user/ops/bob`,
      Tags: [{ Key: 'team', Value: 'data' }],
    });
  });

  test('ListUsers lists everybody by name, page by page', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `user-${6 - index}`);
    const others = names.map((name) => user({ name }));
    const aws = await start({ world: worldWith([user({ policies: [allow()] }), ...others]) });
    const pages: (string | undefined)[][] = [];
    const pager = paginateListUsers({ client: iamFor(aws), pageSize: 3 }, {});
    for await (const { Users = [] } of pager) pages.push(Users.map(({ UserName }) => UserName));
    expect(pages).toEqual([
      ['ada', 'user-0', 'user-1'],
      ['user-2', 'user-3', 'user-4'],
      ['user-5', 'user-6'],
    ]);
  });

  test('ListUsers takes a path, and its permission is by path', async () => {
    const policies = [
      {
        ...allow(),
        Statement: { ...allow('iam:ListUsers').Statement, Resource: 'arn:aws:iam::*:user/ops/*' },
      },
    ];
    const bob = user({ name: 'bob', path: '/ops/' });
    const aws = await start({ world: worldWith([user({ policies }), bob]) });
    const ops = await iamFor(aws).send(new ListUsersCommand({ PathPrefix: '/ops/' }));
    expect(ops).toMatchObject({ IsTruncated: false, Users: [{ UserName: 'bob', Path: '/ops/' }] });
    const all = await failureOf(iamFor(aws).send(new ListUsersCommand({})));
    expect(all.message).toBe(
      `User: arn:aws:iam::${ACCOUNT}:user/ada is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${ACCOUNT}:user/ because no identity-based policy allows the iam:ListUsers action`,
    );
  });

  test('ListAccountAliases tells the alias', async () => {
    const aws = await start({ world: world() });
    const { AccountAliases } = await iamFor(aws).send(new ListAccountAliasesCommand({}));
    expect(AccountAliases).toEqual(['acme-dev']);
  });

  test('GetRole tells the longest session and the trust policy, percent-encoded', async () => {
    const aws = await start({ world: world() });
    const { Role } = await iamFor(aws).send(new GetRoleCommand({ RoleName: 'any' }));
    expect(Role).toMatchObject({
      MaxSessionDuration: 7200,
      Path: '/ops/',
      Arn: `arn:aws:iam::${ACCOUNT}:role/ops/any`,
    });
    const trust: unknown = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''));
    expect(trust).toEqual(role('any').trust);
  });

  test.each([
    ['GetUser', { UserName: 'ghost' }, 'The user with name ghost cannot be found.'],
    ['ListMFADevices', { UserName: 'ghost' }, 'The user with name ghost cannot be found.'],
    ['GetRole', { RoleName: 'ghost' }, 'The role with name ghost cannot be found.'],
  ])('%s of somebody who is not there', async (Action, params, message) => {
    const aws = await start({ world: world() });
    const answer = await call(aws, { service: 'iam', params: { Action, ...params } });
    expect(answer).toMatchObject({ status: 404, code: 'NoSuchEntity', message });
  });

  test('without permission it is denied, with the reason', async () => {
    const aws = await start({ world: worldWith([user()]) });
    expect(await failureOf(iamFor(aws).send(new GetUserCommand({})))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${ACCOUNT}:user/ada is not authorized to perform: iam:GetUser on resource: user ada because no identity-based policy allows the iam:GetUser action`,
    });
  });
});

describe('with temporary credentials', () => {
  test('a session without MFA is told its token is invalid', async () => {
    const aws = await start({ world: world() });
    const keys = given(await stsFor(aws).send(new GetSessionTokenCommand({})));
    expect(await failureOf(iamFor(aws, keys).send(new GetUserCommand({})))).toEqual({
      code: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
  });

  test('a session with MFA may call', async () => {
    const aws = await start({ world: world() });
    const keys = given(await stsFor(aws).send(new GetSessionTokenCommand(mfaOf(aws))));
    const { User } = await iamFor(aws, keys).send(new GetUserCommand({}));
    expect(User?.UserName).toBe('ada');
  });

  test('a role may call, but has no user of its own', async () => {
    const aws = await start({ world: world() });
    const RoleArn = arnOf('ops/any');
    const keys = given(
      await stsFor(aws).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ada' })),
    );
    const iam = iamFor(aws, keys);
    expect((await iam.send(new GetRoleCommand({ RoleName: 'any' }))).Role?.RoleName).toBe('any');
    expect(await failureOf(iam.send(new GetUserCommand({})))).toMatchObject({
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
  });
});

test('a change of IAM shows only after its delay, by the server’s clock', async () => {
  const aws = await start({ world: worldWith([user()]) });
  const ask = () => call(aws, { service: 'iam', params: { Action: 'GetUser' } });
  aws.changeWorld(() => worldWith([user({ policies: [allow()] })]), 30);
  expect((await ask()).code).toBe('AccessDenied');
  aws.advance(29);
  expect((await ask()).code).toBe('AccessDenied');
  aws.advance(1);
  expect((await ask()).status).toBe(200);
});

test('S3 tells the caller’s own account’s buckets, in its own form', async () => {
  const buckets = [{ name: 'logs', createdAt: '2024-05-06T07:08:09Z' }, { name: 'site' }];
  const aws = await start({ world: worldWith([user({ policies: [allow()] })], [], { buckets }) });
  const { status, body, headers } = await call(aws, { service: 's3' });
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/xml');
  expect(headers['x-amz-request-id']).toMatch(/^[0-9A-F]{16}$/);
  expect(body).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<ListAllMyBucketsResult xmlns="http:\/\/s3.amazonaws.com\/doc\/2006-03-01\/">/,
  );
  expect(body).toContain('<Name>logs</Name><CreationDate>2024-05-06T07:08:09.000Z</CreationDate>');
});

test('S3 refuses in its own form', async () => {
  const aws = await start({ world: worldWith([user()]) });
  const { status, body } = await call(aws, { service: 's3' });
  expect(status).toBe(403);
  expect(body).toMatch(
    /\n<Error><Code>AccessDenied<\/Code><Message>User: arn:aws:iam::111122223333:user\/ada is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows/,
  );
});
