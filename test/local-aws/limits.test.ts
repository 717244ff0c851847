import { describe, expect, test } from 'vitest';
import { allow, arnOf, call, role, start, user, worldWith } from './support.ts';

/** aws-rules, "Limits": every bound from both sides, and the words AWS has for it. */

const must = (what: string, shown: string, constraint: string): string =>
  `1 validation error detected: Value ${shown} at '${what}' failed to satisfy constraint: Member must ${constraint}`;
const NAME = String.raw`satisfy regular expression pattern: [\w+=,.@-]*`;
const SERIAL = String.raw`satisfy regular expression pattern: [\w+=/:,.@-]*`;

const world = () => worldWith([user({ policies: [allow()] })], [role('any')]);
const numbered = (name: string, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${name}.${index + 1}`, `v${index}`]),
  );
const tags = (pairs: readonly (readonly [string, string])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pairs.flatMap(([key, value], index) => [
      [`Tags.member.${index + 1}.Key`, key],
      [`Tags.member.${index + 1}.Value`, value],
    ]),
  );

type Params = Readonly<Record<string, string>>;

describe('AssumeRole', () => {
  const valid = { Action: 'AssumeRole', RoleArn: arnOf('any'), RoleSessionName: 'ada' };
  const refused: readonly (readonly [string, Params, string, string])[] = [
    [
      'duration 899',
      { DurationSeconds: '899' },
      'ValidationError',
      must('durationSeconds', "'899'", 'have value greater than or equal to 900'),
    ],
    [
      'duration 43201',
      { DurationSeconds: '43201' },
      'ValidationError',
      must('durationSeconds', "'43201'", 'have value less than or equal to 43200'),
    ],
    [
      'a duration that is no number',
      { DurationSeconds: '1h' },
      'MalformedInput',
      'Invalid value for DurationSeconds: it must be an integer',
    ],
    [
      'session name of 1',
      { RoleSessionName: 'a' },
      'ValidationError',
      must('roleSessionName', "'a'", 'have length greater than or equal to 2'),
    ],
    [
      'session name of 65',
      { RoleSessionName: 'a'.repeat(65) },
      'ValidationError',
      must('roleSessionName', `'${'a'.repeat(65)}'`, 'have length less than or equal to 64'),
    ],
    [
      'session name with a space',
      { RoleSessionName: 'ada l' },
      'ValidationError',
      must('roleSessionName', "'ada l'", NAME),
    ],
    [
      'session name with a letter outside ASCII',
      { RoleSessionName: 'adé' },
      'ValidationError',
      must('roleSessionName', "'adé'", NAME),
    ],
    [
      'session name ending in a newline',
      { RoleSessionName: 'ada\n' },
      'ValidationError',
      must('roleSessionName', "'ada\n'", NAME),
    ],
    [
      'role ARN of 19',
      { RoleArn: 'arn:aws:iam::1:role' },
      'ValidationError',
      must('roleArn', "'arn:aws:iam::1:role'", 'have length greater than or equal to 20'),
    ],
    [
      'a role ARN that is none',
      { RoleArn: 'arn:aws:iam::12:role/any' },
      'ValidationError',
      'arn:aws:iam::12:role/any is invalid',
    ],
    [
      'external id of 1',
      { ExternalId: 'x' },
      'ValidationError',
      must('externalId', "'x'", 'have length greater than or equal to 2'),
    ],
    [
      'external id with a hash',
      { ExternalId: 'a#b' },
      'ValidationError',
      must('externalId', "'a#b'", String.raw`satisfy regular expression pattern: [\w+=,.@:\/-]*`),
    ],
    [
      'serial number of 8',
      { SerialNumber: '12345678', TokenCode: '123456' },
      'ValidationError',
      must('serialNumber', "'12345678'", 'have length greater than or equal to 9'),
    ],
    [
      'serial number with a space',
      { SerialNumber: 'GAHT 12345', TokenCode: '123456' },
      'ValidationError',
      must('serialNumber', "'GAHT 12345'", SERIAL),
    ],
    [
      'five digits',
      { TokenCode: '12345' },
      'ValidationError',
      must('tokenCode', "'12345'", 'have length greater than or equal to 6'),
    ],
    [
      'seven digits',
      { TokenCode: '1234567' },
      'ValidationError',
      must('tokenCode', "'1234567'", 'have length less than or equal to 6'),
    ],
    [
      'letters as a code',
      { TokenCode: '12a456' },
      'ValidationError',
      must('tokenCode', "'12a456'", String.raw`satisfy regular expression pattern: [\d]*`),
    ],
    [
      'source identity beginning with aws:',
      { SourceIdentity: 'aws:ada' },
      'ValidationError',
      must('sourceIdentity', "'aws:ada'", NAME),
    ],
    [
      'eleven policy ARNs',
      Object.fromEntries(
        Object.entries(numbered('PolicyArns.member', 11)).map(([key, value]) => [
          `${key}.arn`,
          value,
        ]),
      ),
      'ValidationError',
      must(
        'policyArns',
        "'[v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10]'",
        'have length less than or equal to 10',
      ),
    ],
    [
      'keys that differ by case only',
      tags([
        ['Team', 'a'],
        ['team', 'b'],
      ]),
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'a tag key of 129',
      tags([['k'.repeat(129), 'a']]),
      'ValidationError',
      must('tags.1.member.key', `'${'k'.repeat(129)}'`, 'have length less than or equal to 128'),
    ],
    [
      'a tag value of 257',
      tags([['k', 'v'.repeat(257)]]),
      'ValidationError',
      must('tags.1.member.value', `'${'v'.repeat(257)}'`, 'have length less than or equal to 256'),
    ],
  ];
  const marked: readonly (readonly [string, Params, string, string])[] = [
    [
      'a tag key with a sign no tag may hold',
      tags([['team!', 'a']]),
      'ValidationError',
      must(
        'tags.1.member.key',
        "'team!'",
        String.raw`satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+`,
      ),
    ],
    [
      'a tag value with a sign no tag may hold',
      tags([
        ['team', 'a'],
        ['unit', 'b*'],
      ]),
      'ValidationError',
      must(
        'tags.2.member.value',
        "'b*'",
        String.raw`satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*`,
      ),
    ],
    [
      'a transitive key that is no tag of the call',
      { ...tags([['team', 'a']]), 'TransitiveTagKeys.member.1': 'unit' },
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    ],
    [
      'a policy with a letter beyond Latin-1',
      { Policy: '{"Ω":1}' },
      'ValidationError',
      must(
        'policy',
        `'{"Ω":1}'`,
        String.raw`satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+`,
      ),
    ],
    [
      'tags that do not fit together',
      tags(Array.from({ length: 9 }, (_, index) => [`k${index}`, 'v'.repeat(256)])),
      'PackedPolicyTooLarge',
      'Packed size of session tags consumes 114% of allotted space.',
    ],
    [
      'a policy and tags that do not fit together',
      {
        Policy: JSON.stringify(allow('s3:Get'.padEnd(1800, 'x'))),
        ...tags([
          ['a', 'v'.repeat(256)],
          ['b', 'v'.repeat(256)],
        ]),
      },
      'PackedPolicyTooLarge',
      'Packed size of session policy consumes 118% of allotted space, please use smaller policy.',
    ],
  ];
  test.each([...refused, ...marked])('refuses %s', async (_name, params, code, message) => {
    const aws = await start({ world: world() });
    expect(await call(aws, { params: { ...valid, ...params } })).toMatchObject({
      status: 400,
      code,
      message,
    });
  });

  test.each([
    ['a policy of 2049', { Policy: ' '.repeat(2049) }, "at 'policy'"],
    ['51 tags', tags(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])), "at 'tags'"],
    ['51 transitive keys', numbered('TransitiveTagKeys.member', 51), "at 'transitiveTagKeys'"],
  ])('refuses %s', async (_name, params, where) => {
    const aws = await start({ world: world() });
    const answer = await call(aws, { params: { ...valid, ...params } });
    expect(answer.code).toBe('ValidationError');
    expect(answer.message).toContain(where);
  });

  test('names everything that is wrong at once', async () => {
    const aws = await start({ world: world() });
    const { message } = await call(aws, { params: { Action: 'AssumeRole', DurationSeconds: '1' } });
    expect(message).toBe(
      "3 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null; Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
  });

  test.each([
    ['session name of 2', { RoleSessionName: 'a-' }],
    ['session name of 64 with all it may hold', { RoleSessionName: 'aZ0_+=,.@-'.padEnd(64, 'x') }],
    ['external id of 1224', { ExternalId: 'acme:/'.padEnd(1224, 'x') }],
    ['source identity of 64', { SourceIdentity: 'x'.repeat(64) }],
    ['duration 900', { DurationSeconds: '900' }],
    ['50 tags', tags(Array.from({ length: 50 }, (_, index) => [`k${index}`, '']))],
  ])('accepts %s', async (_name, params) => {
    const aws = await start({ world: world() });
    expect(await call(aws, { params: { ...valid, ...params } })).toMatchObject({ status: 200 });
  });

  test('a refused form spends no code', async () => {
    const aws = await start({ world: world() });
    const SerialNumber = 'arn:aws:iam::111122223333:mfa/ada';
    const TokenCode = aws.codeFor(SerialNumber) ?? '';
    const mfa = { SerialNumber, TokenCode };
    const bad = await call(aws, { params: { ...valid, ...mfa, DurationSeconds: '1' } });
    const good = await call(aws, { params: { ...valid, ...mfa } });
    expect([bad.status, good.status]).toEqual([400, 200]);
  });
});

describe('GetSessionToken', () => {
  test.each([
    ['899', must('durationSeconds', "'899'", 'have value greater than or equal to 900')],
    ['129601', must('durationSeconds', "'129601'", 'have value less than or equal to 129600')],
  ])('refuses %s s', async (DurationSeconds, message) => {
    const aws = await start();
    const params = { Action: 'GetSessionToken', DurationSeconds };
    expect(await call(aws, { params })).toMatchObject({ code: 'ValidationError', message });
  });

  test('a code with leading zeros is a text, not a number', async () => {
    const aws = await start();
    const params = {
      Action: 'GetSessionToken',
      SerialNumber: 'arn:aws:iam::111122223333:mfa/ada',
      TokenCode: '000000',
    };
    const { code } = await call(aws, { params });
    expect(code).not.toBe('ValidationError');
  });
});
