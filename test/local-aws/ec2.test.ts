import { DecodeAuthorizationMessageCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LocalAws } from './server.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  call,
  failureOf,
  role,
  start,
  stsFor,
  user,
  worldWith,
  type Keys,
  type RawAnswer,
} from './support.ts';

/** EC2's refusals carry a sealed reason, which STS opens for those who may know it. */

const ADA = `arn:aws:iam::${ACCOUNT}:user/ada`;
const INSTANCE = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/*`;

const errors = z.string().transform((body) => ({
  code: /<Code>([^<]*)<\/Code>/.exec(body)?.[1],
  message: /<Message>([^<]*)<\/Message>/.exec(body)?.[1] ?? '',
}));

const ec2 = (
  aws: LocalAws,
  Action: string,
  { params = {}, keys }: { params?: Readonly<Record<string, string>>; keys?: Keys } = {},
): Promise<RawAnswer> =>
  call(aws, {
    service: 'ec2',
    params: { Action, Version: '2016-11-15', ...params },
    ...(keys === undefined ? {} : { keys }),
  });

const sealedIn = ({ body }: RawAnswer): string =>
  /Encoded authorization failure message: (\S+)$/.exec(errors.parse(body).message)?.[1] ?? '';

const decode = async (aws: LocalAws, message: string, keys?: Keys): Promise<unknown> => {
  const command = new DecodeAuthorizationMessageCommand({ EncodedMessage: message });
  const { DecodedMessage } = await stsFor(aws, keys).send(command);
  return JSON.parse(DecodedMessage ?? '');
};

describe('EC2', () => {
  test('refuses in a form of its own, with a sealed reason', async () => {
    const aws = await start({ world: worldWith([user()]) });
    const answer = await ec2(aws, 'RunInstances');
    expect(answer.status).toBe(403);
    expect(answer.body).toMatch(
      /^<\?xml [^>]*\?>\n<Response><Errors><Error><Code>UnauthorizedOperation<\/Code><Message>[^<]*<\/Message><\/Error><\/Errors><RequestID>[0-9a-f-]{36}<\/RequestID><\/Response>$/,
    );
    expect(errors.parse(answer.body).message).toContain(
      `You are not authorized to perform this operation. User: ${ADA} is not authorized to perform: ec2:RunInstances on resource: ${INSTANCE} because no identity-based policy allows the ec2:RunInstances action. Encoded authorization failure message: `,
    );
  });

  test('a refused list tells the reason and seals nothing', async () => {
    const aws = await start({ world: worldWith([user()]) });
    expect(errors.parse((await ec2(aws, 'DescribeInstances')).body)).toEqual({
      code: 'UnauthorizedOperation',
      message: `You are not authorized to perform this operation. User: ${ADA} is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`,
    });
  });

  test('carries out what is allowed, and only tries what is to be tried', async () => {
    const aws = await start({ world: worldWith([user({ policies: [allow()] })]) });
    expect((await ec2(aws, 'DescribeInstances')).body).toContain('<reservationSet/>');
    expect((await ec2(aws, 'RunInstances')).body).toContain('<name>pending</name>');
    const tried = await ec2(aws, 'RunInstances', { params: { DryRun: 'true' } });
    expect(tried.status).toBe(412);
    expect(errors.parse(tried.body).code).toBe('DryRunOperation');
  });

  test('says RequestExpired for expired credentials, AuthFailure for wrong ones', async () => {
    const aws = await start({ world: worldWith([user()], [role('any')]) });
    const keys = aws.issueForRole(arnOf('any'), 'task', 900);
    if (keys === undefined) throw new Error('there is no such role');
    const wrong = { ...keys, secretAccessKey: 'x'.repeat(40) };
    expect(errors.parse((await ec2(aws, 'DescribeInstances', { keys: wrong })).body).code).toBe(
      'AuthFailure',
    );
    aws.advance(900);
    expect(errors.parse((await ec2(aws, 'DescribeInstances', { keys })).body).code).toBe(
      'RequestExpired',
    );
  });
});

describe('DecodeAuthorizationMessage', () => {
  const DECODE = 'sts:DecodeAuthorizationMessage';

  test('opens an implicit denial', async () => {
    const aws = await start({ world: worldWith([user({ policies: [allow(DECODE)] })]) });
    const params = { InstanceType: 't3.micro' };
    const sealed = sealedIn(await ec2(aws, 'RunInstances', { params }));
    expect(await decode(aws, sealed)).toEqual({
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      failures: { items: [] },
      context: {
        principal: { id: expect.stringMatching(/^AIDA/), name: 'ada', arn: ADA },
        action: 'ec2:RunInstances',
        resource: INSTANCE,
        conditions: {
          items: [
            { key: 'ec2:InstanceType', values: { items: [{ value: 't3.micro' }] } },
            { key: 'ec2:Region', values: { items: [{ value: 'us-east-1' }] } },
          ],
        },
      },
    });
  });

  test('opens an explicit denial, with the statement that made it', async () => {
    const deny = {
      Version: '2012-10-17' as const,
      Statement: {
        Sid: 'SmallOnly',
        Effect: 'Deny' as const,
        Action: 'ec2:RunInstances',
        Resource: '*',
        Condition: { StringNotEquals: { 'ec2:InstanceType': 't3.nano' } },
      },
    };
    const aws = await start({ world: worldWith([user({ policies: [allow(), deny] })]) });
    const sealed = sealedIn(
      await ec2(aws, 'RunInstances', { params: { InstanceType: 'x1.32xlarge' } }),
    );
    expect(await decode(aws, sealed)).toMatchObject({
      explicitDeny: true,
      matchedStatements: {
        items: [
          {
            statementId: 'SmallOnly',
            effect: 'DENY',
            actions: { items: [{ value: 'ec2:RunInstances' }] },
            resources: { items: [{ value: '*' }] },
          },
        ],
      },
    });
  });

  test('needs the permission, of a user and of a role', async () => {
    const roles = [role('may', { policies: [allow(DECODE)] }), role('may-not')];
    const aws = await start({ world: worldWith([user()], roles) });
    const sealed = sealedIn(await ec2(aws, 'RunInstances'));
    const task = (name: string): Keys => {
      const keys = aws.issueForRole(arnOf(name), 'task', 900);
      if (keys === undefined) throw new Error('there is no such role');
      return keys;
    };
    expect(await decode(aws, sealed, task('may'))).toMatchObject({ allowed: false });
    expect((await failureOf(decode(aws, sealed, task('may-not')))).message).toBe(
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/may-not/task is not authorized to perform: ${DECODE} because no identity-based policy allows the ${DECODE} action`,
    );
    expect((await failureOf(decode(aws, sealed))).code).toBe('AccessDenied');
  });

  test.each([
    ['changed', (sealed: string) => `${sealed.slice(0, -4)}AAAA`],
    ['cut', (sealed: string) => sealed.slice(0, 20)],
    ['made up', () => 'hello'],
  ])('a message that is %s is not valid', async (_name, spoil) => {
    const aws = await start({ world: worldWith([user({ policies: [allow(DECODE)] })]) });
    const sealed = sealedIn(await ec2(aws, 'RunInstances'));
    expect(await failureOf(decode(aws, spoil(sealed)))).toEqual({
      code: 'InvalidAuthorizationMessageException',
      status: 400,
      message: 'Message is not valid',
    });
  });

  test('a message of 10241 is refused by its length', async () => {
    const aws = await start({ world: worldWith([user({ policies: [allow()] })]) });
    expect((await failureOf(decode(aws, 'x'.repeat(10_241)))).code).toBe('ValidationError');
  });
});
