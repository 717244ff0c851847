import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AWS, environment, json, newFolder, run, type Ran } from './run-client.ts';
import type { LocalAws } from './server.ts';
import { ACCOUNT, allow, keysOf, start, user, worldWith, type Keys } from './support.ts';
import { codeFor } from './totp.ts';

/** Debian's own awscli as judge of IAM's changing calls. */

const SERIAL = `arn:aws:iam::${ACCOUNT}:mfa/phone`;

const startBare = (): Promise<LocalAws> =>
  start({ world: worldWith([user({ policies: [allow()], devices: [] })]) });

const cli = (aws: LocalAws, args: readonly string[], keys?: Keys): Promise<Ran> =>
  run(AWS, [...args, '--endpoint-url', aws.url, '--region', 'us-east-1', '--output', 'json'], {
    env: environment(keys ?? keysOf(aws.world())),
  });

const said = async (running: Promise<Ran>): Promise<string> => (await running).stderr.trim();

describe('awscli', () => {
  test('EX4: makes a virtual device, enables it with two codes, and removes it again', async () => {
    const aws = await startBare();
    const file = join(await newFolder(), 'seed.txt');
    const create = ['iam', 'create-virtual-mfa-device', '--virtual-mfa-device-name', 'phone'];
    const made = await cli(aws, [
      ...create,
      '--outfile',
      file,
      '--bootstrap-method',
      'Base32StringSeed',
    ]);
    expect(json(made)).toEqual({ VirtualMFADevice: { SerialNumber: SERIAL } });
    const device = { seed: await readFile(file, 'utf8') };
    const about = ['--user-name', 'ada', '--serial-number', SERIAL];
    const before = (): string => codeFor(device, aws.now() - 30_000);
    const now = (): string => codeFor(device, aws.now());
    const enable = (one: string, two: string): Promise<Ran> =>
      cli(aws, [
        'iam',
        'enable-mfa-device',
        ...about,
        '--authentication-code1',
        one,
        '--authentication-code2',
        two,
      ]);
    expect(await said(enable(now(), before()))).toBe(
      'An error occurred (InvalidAuthenticationCode) when calling the EnableMFADevice operation: Authentication code for device is not valid.',
    );
    expect(await enable(before(), now())).toMatchObject({ exitCode: 0, stdout: '' });
    expect(
      json(await cli(aws, ['iam', 'list-virtual-mfa-devices', '--assignment-status', 'Assigned'])),
    ).toMatchObject({ VirtualMFADevices: [{ SerialNumber: SERIAL, User: { UserName: 'ada' } }] });
    const remove = ['iam', 'delete-virtual-mfa-device', '--serial-number', SERIAL];
    expect(await said(cli(aws, remove))).toContain('(DeleteConflict)');
    await cli(aws, ['iam', 'deactivate-mfa-device', ...about]);
    await cli(aws, remove);
    expect(json(await cli(aws, ['iam', 'list-virtual-mfa-devices']))).toEqual({
      VirtualMFADevices: [],
    });
  });

  test('rotates a key', async () => {
    const aws = await startBare();
    const old = keysOf(aws.world());
    const made = z
      .object({ AccessKey: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string() }) })
      .transform(({ AccessKey }) => ({
        accessKeyId: AccessKey.AccessKeyId,
        secretAccessKey: AccessKey.SecretAccessKey,
      }))
      .parse(json(await cli(aws, ['iam', 'create-access-key'], old)));
    expect(await said(cli(aws, ['iam', 'create-access-key'], old))).toContain('(LimitExceeded)');
    const about = ['--access-key-id', old.accessKeyId];
    const inactive = ['iam', 'update-access-key', ...about, '--status', 'Inactive'];
    expect(await cli(aws, inactive, made)).toMatchObject({ exitCode: 0 });
    expect(json(await cli(aws, ['iam', 'list-access-keys'], made))).toMatchObject({
      AccessKeyMetadata: [{ Status: 'Inactive' }, { Status: 'Active' }],
    });
    expect(json(await cli(aws, ['iam', 'get-access-key-last-used', ...about], made))).toMatchObject(
      { UserName: 'ada', AccessKeyLastUsed: { ServiceName: 'iam' } },
    );
    await cli(aws, ['iam', 'delete-access-key', ...about], made);
    expect(json(await cli(aws, ['iam', 'list-access-keys'], made))).toMatchObject({
      AccessKeyMetadata: [{ AccessKeyId: made.accessKeyId }],
    });
  });

  test('makes a user and a role with policies, and removes them', async () => {
    const aws = await startBare();
    const before = aws.world();
    const policy = (holder: 'user' | 'role', action: 'put' | 'delete', name: string) => [
      'iam',
      `${action}-${holder}-policy`,
      `--${holder}-name`,
      name,
      '--policy-name',
      'own',
      ...(action === 'put' ? ['--policy-document', JSON.stringify(allow('s3:*'))] : []),
    ];
    const trust = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'sts:AssumeRole',
      },
    };
    const tags = ['--path', '/trial/', '--tags', 'Key=made-by,Value=test'];
    const role = ['iam', 'create-role', '--role-name', 'new', ...tags];
    expect(
      json(await cli(aws, ['iam', 'create-user', '--user-name', 'eve', ...tags])),
    ).toMatchObject({ User: { Tags: [{ Key: 'made-by' }] } });
    json(await cli(aws, [...role, '--assume-role-policy-document', JSON.stringify(trust)]));
    for (const holder of ['user', 'role'] as const) {
      const name = holder === 'user' ? 'eve' : 'new';
      await cli(aws, policy(holder, 'put', name));
      expect(
        json(await cli(aws, ['iam', `list-${holder}-policies`, `--${holder}-name`, name])),
      ).toEqual({ PolicyNames: ['own'] });
      await cli(aws, policy(holder, 'delete', name));
      await cli(aws, ['iam', `delete-${holder}`, `--${holder}-name`, name]);
    }
    expect(aws.world()).toEqual(before);
  });
});
