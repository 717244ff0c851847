import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AWS, CURL, environment, json, run, type Ran } from './run-client.ts';
import type { LocalAws } from './server.ts';
import { arnOf, keysOf, mfaOf, serialOf, start, type Keys } from './support.ts';

/** Debian's own awscli and curl against the server: clients this repository has no part in. */

type CliOptions = {
  readonly keys?: Keys;
  /** Seconds the client's clock is ahead of real time. */
  readonly clockOffset?: number;
};

const cli = async (
  aws: LocalAws,
  args: readonly string[],
  { keys, clockOffset }: CliOptions = {},
): Promise<Ran> => {
  const all = [...args, '--endpoint-url', aws.url, '--region', 'us-east-1', '--output', 'json'];
  const env = environment(keys ?? keysOf(aws.world()));
  if (clockOffset === undefined) return run(AWS, all, { env });
  return run('/usr/bin/faketime', ['-f', `+${clockOffset}s`, AWS, ...all], { env });
};

const credentials = z
  .object({
    Credentials: z.object({
      AccessKeyId: z.string(),
      SecretAccessKey: z.string(),
      SessionToken: z.string(),
      Expiration: z.iso.datetime({ offset: true }),
    }),
  })
  .transform(({ Credentials }) => ({
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
    expiration: Credentials.Expiration,
  }));

const mfaArgs = (aws: LocalAws): readonly string[] => {
  const { SerialNumber, TokenCode } = mfaOf(aws);
  return ['--serial-number', SerialNumber, '--token-code', TokenCode];
};

const assumeArgs = (name: string): readonly string[] => [
  'sts',
  'assume-role',
  '--role-arn',
  arnOf(name),
  '--role-session-name',
  'ada',
];

describe('awscli', () => {
  test('EX5: lists MFA devices, starts a session with a code, assumes a role, lists buckets, all without AWS', async () => {
    const aws = await start();
    expect(json(await cli(aws, ['iam', 'list-mfa-devices']))).toMatchObject({
      MFADevices: [{ UserName: 'ada', SerialNumber: serialOf(aws.world()) }],
    });
    const refused = await cli(aws, ['s3api', 'list-buckets']);
    expect(refused.stderr).toContain(
      'An error occurred (AccessDenied) when calling the ListBuckets operation',
    );
    const session = credentials.parse(
      json(await cli(aws, ['sts', 'get-session-token', ...mfaArgs(aws)])),
    );
    const own = json(await cli(aws, ['s3api', 'list-buckets'], { keys: session }));
    expect(own).toMatchObject({ Buckets: [{ Name: 'acme-dev-artifacts' }, {}] });
    const role = credentials.parse(
      json(await cli(aws, assumeArgs('dev-readonly'), { keys: session })),
    );
    expect(json(await cli(aws, ['sts', 'get-caller-identity'], { keys: role }))).toMatchObject({
      Arn: 'arn:aws:sts::111122223333:assumed-role/dev-readonly/ada',
    });
    expect(json(await cli(aws, ['s3api', 'list-buckets'], { keys: role }))).toMatchObject({
      Buckets: [{ Name: 'acme-dev-artifacts', CreationDate: '2024-03-01T09:00:00+00:00' }, {}],
    });
  });

  test('reads the other answers of IAM', async () => {
    const aws = await start();
    expect(json(await cli(aws, ['iam', 'list-account-aliases']))).toEqual({
      AccountAliases: ['acme-dev'],
    });
    expect(json(await cli(aws, ['iam', 'get-user']))).toMatchObject({ User: { UserName: 'ada' } });
    expect(json(await cli(aws, ['iam', 'get-role', '--role-name', 'audit-12h']))).toMatchObject({
      Role: {
        MaxSessionDuration: 43_200,
        AssumeRolePolicyDocument: { Version: '2012-10-17' },
      },
    });
  });

  test('says a spent code in AWS’s words', async () => {
    const aws = await start();
    const code = mfaArgs(aws);
    json(await cli(aws, ['sts', 'get-session-token', ...code]));
    expect((await cli(aws, ['sts', 'get-session-token', ...code])).stderr.trim()).toBe(
      'An error occurred (AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed with invalid MFA one time pass code.',
    );
  });

  test('says the chaining cap in AWS’s words', async () => {
    const aws = await start();
    const keys = credentials.parse(
      json(await cli(aws, ['sts', 'get-session-token', ...mfaArgs(aws)])),
    );
    const args = [...assumeArgs('audit-12h'), '--duration-seconds', '7200'];
    expect((await cli(aws, args, { keys })).stderr.trim()).toBe(
      'An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  });

  test('under faketime works when the server’s clock is moved alike, and not when it is not', async () => {
    const aws = await start();
    const twoDays = 2 * 24 * 3600;
    const late = await cli(aws, ['sts', 'get-caller-identity'], { clockOffset: twoDays });
    expect(late.stderr).toMatch(/SignatureDoesNotMatch.*Signature not yet current/s);
    aws.setClockOffset(twoDays);
    const session = credentials.parse(
      json(await cli(aws, ['sts', 'get-session-token', ...mfaArgs(aws)], { clockOffset: twoDays })),
    );
    const left = Date.parse(session.expiration) - Date.now();
    expect(left / 1000).toBeGreaterThan(twoDays + 43_000);
    aws.advance(43_200);
    const expired = await cli(aws, ['sts', 'get-caller-identity'], {
      keys: session,
      clockOffset: twoDays + 43_200,
    });
    expect(expired.stderr).toContain('(ExpiredToken)');
  });
});

test('curl’s own SigV4 is believed for STS and S3', async () => {
  const aws = await start();
  aws.changeWorld((world) => ({
    ...world,
    accounts: world.accounts.map((account) => ({
      ...account,
      users: account.users.map((user) => ({
        ...user,
        policies: [
          {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
          },
        ],
      })),
    })),
  }));
  const { accessKeyId, secretAccessKey } = keysOf(aws.world());
  // The key goes in on stdin: arguments can be read by every user of the machine.
  const curl = (service: string, url: string, more: readonly string[] = []) =>
    run(CURL, ['--silent', '--config', '-', ...more, url], {
      stdin: `user = "${accessKeyId}:${secretAccessKey}"\naws-sigv4 = "aws:amz:us-east-1:${service}"\n`,
    });
  const sts = await curl('sts', aws.url, ['--data', 'Action=GetCallerIdentity&Version=2011-06-15']);
  expect(sts.stdout).toContain('<Arn>arn:aws:iam::111122223333:user/ada</Arn>');
  const s3 = await curl('s3', `${aws.url}/`, [
    '--header',
    'x-amz-content-sha256: UNSIGNED-PAYLOAD',
  ]);
  expect(s3.stdout).toContain('<Name>acme-dev-logs</Name>');
});
