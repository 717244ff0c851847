import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { assume, listBuckets, outcome } from './assuming.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  failureOf,
  given,
  role,
  start,
  user,
  worldWith,
} from './support.ts';
import type { WorldInput } from './world.ts';

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
describe('what a chain carries on', () => {
  const chain = (): WorldInput =>
    worldWith(
      [user({ policies: [allow()] })],
      [
        role('hub', { policies: [allow()] }),
        role('end', {
          ...trusting(ROOT),
          policies: [
            allow('sts:*'),
            {
              Version: VERSION,
              Statement: {
                ...allow().Statement,
                Condition: { StringEquals: { 'aws:PrincipalTag/team': 'data' } },
              },
            },
          ],
        }),
      ],
    );

  test('the source identity stays and cannot be changed', async () => {
    const aws = await start({ world: chain() });
    const first = await assume(aws, 'hub', { SourceIdentity: 'ada' });
    expect(first.SourceIdentity).toBe('ada');
    const hub = given(first);
    expect((await assume(aws, 'end', {}, hub)).SourceIdentity).toBe('ada');
    expect(await outcome(assume(aws, 'end', { SourceIdentity: 'bob' }, hub))).toBe('AccessDenied');
  });

  test('transitive tags go on, others end with their role', async () => {
    const aws = await start({ world: chain() });
    const tagged = { Tags: [{ Key: 'team', Value: 'data' }] };
    const reach = async (input: Partial<AssumeRoleCommandInput>): Promise<string> => {
      const hub = given(await assume(aws, 'hub', input));
      return listBuckets(aws, given(await assume(aws, 'end', {}, hub)));
    };
    expect(await reach({ ...tagged, TransitiveTagKeys: ['team'] })).toBe('allowed');
    expect(await reach(tagged)).toBe('AccessDenied');
  });

  test('the source identity cannot be set late: the first one stays for good', async () => {
    const aws = await start({ world: chain() });
    const hub = given(await assume(aws, 'hub', { SourceIdentity: 'ada' }));
    const same = await assume(aws, 'end', { SourceIdentity: 'ada' }, hub);
    expect(same.SourceIdentity).toBe('ada');
    const end = given(same);
    expect((await failureOf(assume(aws, 'end', { SourceIdentity: 'eve' }, end))).message).toBe(
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/end/ada is not authorized to perform: sts:SetSourceIdentity on resource: ${arnOf('end')}`,
    );
  });

  test.each([
    ['of the right team', { Team: 'data' }, 'allowed'],
    ['of another team', { Team: 'web' }, 'AccessDenied'],
    ['of none', {}, 'AccessDenied'],
  ])('the trust sees the tags of a user: %s', async (_name, tags, expected) => {
    const tagged = trusting(ROOT, { StringEquals: { 'aws:PrincipalTag/team': 'data' } });
    const ada = user({ policies: [allow()], tags });
    const aws = await start({ world: worldWith([ada], [role('any', tagged)]) });
    expect(await outcome(assume(aws, 'any'))).toBe(expected);
  });

  test('a session’s tag wins over its role’s', async () => {
    const policy = {
      Version: VERSION,
      Statement: {
        ...allow('s3:*').Statement,
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'data' } },
      },
    };
    const any = role('any', { policies: [policy], tags: { team: 'web' } });
    const aws = await start({ world: worldWith([user({ policies: [allow()] })], [any]) });
    const plain = given(await assume(aws, 'any'));
    const tagged = given(await assume(aws, 'any', { Tags: [{ Key: 'Team', Value: 'data' }] }));
    expect(await listBuckets(aws, plain)).toBe('AccessDenied');
    expect(await listBuckets(aws, tagged)).toBe('allowed');
  });

  test('an inherited tag cannot be given again', async () => {
    const aws = await start({ world: chain() });
    const Tags = [{ Key: 'team', Value: 'data' }];
    const hub = given(await assume(aws, 'hub', { Tags, TransitiveTagKeys: ['team'] }));
    const again = assume(aws, 'end', { Tags: [{ Key: 'TEAM', Value: 'x' }] }, hub);
    expect(await outcome(again)).toBe('InvalidParameterValue');
  });
});
