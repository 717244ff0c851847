import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Credentials } from '../../app/model.ts';
import { credentialsInto } from '../../app/profiles/owned-texts.ts';
import { isProfileName } from '../../app/profiles/profile.ts';
import { secret } from '../../app/secret.ts';
import { createAwsFileEditor } from '../../main/storage/aws-file-editor.ts';
import { AWS, environment, json, newFolder, QUIET, run, type Ran } from './run-client.ts';
import type { LocalAws } from './server.ts';
import { arnOf, keysOf, mfaOf, start } from './support.ts';

/** Credentials of the local AWS, written into a person's file and used from there by Debian's awscli and boto3 and the JavaScript SDK. */

const PYTHON = '/usr/bin/python3';
const WHO = `
import boto3, json, sys
profile, endpoint = sys.argv[1:]
session = boto3.Session(profile_name=profile, region_name='us-east-1')
answer = session.client('sts', endpoint_url=endpoint).get_caller_identity()
print(json.dumps({'Arn': answer['Arn'], 'Region': boto3.Session(profile_name=profile).region_name}))
`;

/** Through the SDK's own chain of providers, as an app of somebody's would. */
const WHO_IN_JAVASCRIPT = `
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const sts = new STSClient({ region: 'us-east-1', endpoint: process.argv[1] });
const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
console.log(JSON.stringify({ Arn }));
`;

const MINE = `# keys of mine, from the wiki

[ada]
aws_access_key_id = AKIAMINE00000000001
aws_secret_access_key = mine
  # odd, but mine
[build]
region = eu-west-1
output = text`;

const granted = z
  .object({
    Credentials: z.object({
      AccessKeyId: z.string(),
      SecretAccessKey: z.string(),
      SessionToken: z.string(),
      Expiration: z.string(),
    }),
  })
  .transform(({ Credentials: given }): Credentials => ({
    accessKeyId: given.AccessKeyId,
    secretAccessKey: secret(given.SecretAccessKey),
    sessionToken: secret(given.SessionToken),
    expiresAt: Date.parse(given.Expiration),
  }));

const assumed = async (aws: LocalAws): Promise<Credentials> => {
  const cli = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> =>
    run(
      AWS,
      ['sts', ...args, '--endpoint-url', aws.url, '--region', 'us-east-1', '--output', 'json'],
      { env },
    );
  const { SerialNumber, TokenCode } = mfaOf(aws);
  const code = ['--serial-number', SerialNumber, '--token-code', TokenCode];
  const session = z
    .object({
      Credentials: z.object({
        AccessKeyId: z.string(),
        SecretAccessKey: z.string(),
        SessionToken: z.string(),
      }),
    })
    .parse(
      json(await cli(['get-session-token', ...code], environment(keysOf(aws.world())))),
    ).Credentials;
  const role = ['assume-role', '--role-arn', arnOf('dev-readonly'), '--role-session-name', 'ada'];
  return granted.parse(
    json(
      await cli(role, {
        AWS_ACCESS_KEY_ID: session.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: session.SecretAccessKey,
        AWS_SESSION_TOKEN: session.SessionToken,
        ...QUIET,
      }),
    ),
  );
};

describe('credentials written into a profile', () => {
  test.each(['sts-dev', 'build', 'default', 'team.prod/eu@acme'])(
    'as %s are used by awscli, boto3 and the JavaScript SDK, and the rest of the file is as it was (SE1, SE7)',
    async (name) => {
      if (!isProfileName(name)) throw new Error('no profile name');
      const aws = await start();
      const path = join(await newFolder(), 'credentials');
      writeFileSync(path, MINE);
      const target = { kind: 'role', profile: 'dev' } as const;
      const { change } = credentialsInto(name, await assumed(aws), {
        grant: target,
        replace: true,
        kept: [],
      });
      const editor = createAwsFileEditor({ home: '/nowhere', journal: { write: () => undefined } });
      expect(await editor.edit(path, change, { backup: true })).toMatchObject({ ok: true });

      const env = { ...QUIET, AWS_SHARED_CREDENTIALS_FILE: path };
      const args = ['sts', 'get-caller-identity', '--profile', name, '--endpoint-url', aws.url];
      const Arn = 'arn:aws:sts::111122223333:assumed-role/dev-readonly/ada';
      const region = ['--region', 'us-east-1', '--output', 'json'];
      expect(json(await run(AWS, [...args, ...region], { env }))).toMatchObject({ Arn });
      const script = join(await newFolder(), 'who.py');
      writeFileSync(script, WHO);
      expect(json(await run(PYTHON, [script, name, aws.url], { env }))).toEqual({
        Arn,
        // What the profile said before holds (SE7).
        Region: name === 'build' ? 'eu-west-1' : null,
      });
      const javascript = ['--input-type=module', '-e', WHO_IN_JAVASCRIPT, aws.url];
      const chosen = { ...env, AWS_PROFILE: name, AWS_CONFIG_FILE: '/dev/null' };
      expect(json(await run(process.execPath, javascript, { env: chosen }))).toEqual({ Arn });
      const text = readFileSync(path, 'utf8');
      expect(MINE.split('\n').filter((line) => !text.split('\n').includes(line))).toEqual([]);
      expect(readFileSync(`${path}~`, 'utf8')).toBe(MINE);
    },
  );
});
