import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { launchFromOutside } from '../support/app.ts';
import { startLasting } from '../support/lasting-client.ts';
import { onStage, startStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The `fobwatch` command as programs run it: the real script, the real app, AWS's own clients.

const commandOf = (stage: Stage): string => join(stage.data, 'bin', 'fobwatch');

const fobwatch = (stage: Stage, ...words: readonly string[]): Promise<string> =>
  stage.desktop.run([commandOf(stage), ...words]);

const identity = z.object({ Arn: z.string() });

/** Nothing of the caller's own, and no other place to look for credentials. */
const client = { AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1', AWS_PAGER: '' };

/** A profile of its own whose credentials come from the command. */
const live = (stage: Stage, name: string): void =>
  appendFileSync(
    stage.files.config,
    `\n[profile ${name}-live]\ncredential_process = "${commandOf(stage)}" credentials "${name}"\nregion = us-east-1\nendpoint_url = ${stage.aws.url}\n`,
  );

const awsCli = (stage: Stage, profile: string): Promise<string> =>
  stage.desktop.run(
    [
      '/usr/bin/aws',
      '--endpoint-url',
      stage.aws.url,
      '--profile',
      profile,
      '--region',
      'us-east-1',
      'sts',
      'get-caller-identity',
    ],
    { env: client },
  );

test('a program that asks for credentials brings a notice and no window; the code serves it, and the window says who asks', async () => {
  await onStage({}, async (stage) => {
    live(stage, 'dev-readonly');
    const asked = awsCli(stage, 'dev-readonly-live');
    const notice = await until('the notice', () => stage.desktop.notifications()[0]);
    expect(notice.title).toBe('aws asks for a code');
    expect(notice.body).toBe('Click to enter a code of ada.');
    expect(await stage.app().isShown('index.html')).toBe(false);
    await stage.picture('command-asks');
    await stage.desktop.clickNotification();
    const page = await stage.page();
    await expect(page.locator('.strip').getByText('asked by aws')).toBeVisible();
    await stage.picture('command-asked-by');
    await stage.typeCode();
    expect(identity.parse(JSON.parse(await asked)).Arn).toContain('assumed-role/dev-readonly/');
  });
});

test('the command starts the app when it is not running: one app, one code, twelve answers for three roles', async () => {
  // None of them is production, which would ask a person for each program.
  const settings = '[session]\nstart = asked\n\n[production]\nrules =\n';
  const stage = await startStage({ settings });
  try {
    // Once, so that the command is in its place.
    const first = launchFromOutside(stage.desktop);
    await until('the command', () => fobwatch(stage, 'version').catch(() => undefined));
    await first.stop();

    const roles = ['dev-readonly', 'partner-billing', 'prod-admin'];
    const all = Array.from({ length: 12 }, (_, at) =>
      fobwatch(stage, 'credentials', roles[at % 3] ?? ''),
    );
    const notice = await until('the notice', () => stage.desktop.notifications()[0]);
    expect(notice.title).toContain('for a code');
    await fobwatch(stage, 'credentials', 'dev-readonly', '--code', stage.code());
    const answers = await Promise.all(all);
    const keys = z.object({ Version: z.literal(1), AccessKeyId: z.string() });
    expect(new Set(answers.map((text) => keys.parse(JSON.parse(text)).AccessKeyId)).size).toBe(3);
    const apps = stage.desktop
      .programs()
      .filter((line) => / --background\b/.test(line) && !line.includes(' --type='));
    expect(apps).toHaveLength(1);
    const calls = stage.aws.log().map(({ action }) => action);
    expect(calls.filter((action) => action === 'GetSessionToken')).toHaveLength(1);
    expect(calls.filter((action) => action === 'AssumeRole')).toHaveLength(3);
    expect(stage.desktop.notifications()).toHaveLength(1);
  } finally {
    await stage.stop();
  }
});

test('a live profile serves awscli, boto3 and the JavaScript SDK through an expiry and a renewal, without a restart', async () => {
  const options = {
    lifetimes: { roleSeconds: { 'dev-readonly': 30 } },
    settings: '[renewal]\nwindow = 25s\n',
  };
  await onStage(options, async (stage) => {
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh', 'due');
    expect(await fobwatch(stage, 'install', 'dev-readonly')).toContain('dev-readonly-live');

    const { env } = stage.desktop;
    const profile = { ...env, ...client, AWS_PROFILE: 'dev-readonly-live' };
    const lasting = [
      startLasting('boto3', stage.aws.url, profile),
      startLasting('the JavaScript SDK', stage.aws.url, profile),
    ];
    const everybody = () =>
      Promise.all([
        ...lasting.map((one) => one.whoAmI()),
        awsCli(stage, 'dev-readonly-live').then((text) => identity.parse(JSON.parse(text)).Arn),
      ]);
    const ours = 'arn:aws:sts::111122223333:assumed-role/dev-readonly/';
    try {
      for (const arn of await everybody()) expect(arn).toContain(ours);
      const answer = z.object({ AccessKeyId: z.string(), Expiration: z.string() });
      const now = async () =>
        answer.parse(JSON.parse(await fobwatch(stage, 'credentials', 'dev-readonly')));
      const first = await now();
      await until('the first credentials to end', () => Date.now() > Date.parse(first.Expiration));
      for (const arn of await everybody()) expect(arn).toContain(ours);
      expect((await now()).AccessKeyId).not.toBe(first.AccessKeyId);
    } finally {
      await Promise.all(lasting.map((one) => one.stop()));
    }
  });
});

test('ST14: a job uses renewed credentials against S3 in another account', async () => {
  const options = {
    lifetimes: { roleSeconds: { 'partner-billing': 40 } },
    settings: '[renewal]\nwindow = 30s\n',
  };
  await onStage(options, async (stage) => {
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:partner-billing', 'fresh', 'due');
    const job = ['/usr/bin/aws', '--endpoint-url', stage.aws.url, 's3api', 'list-buckets'];
    const run = () => fobwatch(stage, 'exec', 'partner-billing', '--', ...job);
    const keys = z.object({ AccessKeyId: z.string(), Expiration: z.string() });
    const now = async () =>
      keys.parse(JSON.parse(await fobwatch(stage, 'credentials', 'partner-billing')));
    const first = await now();
    expect(await run()).toContain('"Buckets"');
    await until('the first credentials to end', () => Date.now() > Date.parse(first.Expiration));
    expect(await run()).toContain('"Buckets"');
    expect((await now()).AccessKeyId).not.toBe(first.AccessKeyId);
    const sessions = stage.aws.log().filter(({ action }) => action === 'GetSessionToken');
    expect(sessions).toHaveLength(1);
  });
});

test('SE1: a session is written to a profile of the credentials file, used there by awscli, and taken back', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    await stage.typeCode();
    await stage.phase('session:ada', 'fresh');
    const said = await fobwatch(stage, 'write', 'ada', '--profile', 'mfa');
    expect(said).toContain(`File: ${stage.files.credentials}`);
    expect(said).toContain('Serial number: arn:aws:iam::111122223333:mfa/ada');
    expect(said).toContain('Region and output of mfa were left alone.');
    expect(identity.parse(JSON.parse(await awsCli(stage, 'mfa'))).Arn).toBe(
      'arn:aws:iam::111122223333:user/ada',
    );
    await fobwatch(stage, 'undo');
    await expect(awsCli(stage, 'mfa')).rejects.toThrow('mfa');
  });
});
