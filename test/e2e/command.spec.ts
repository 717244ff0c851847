import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { launchFromOutside } from '../support/app.ts';
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
    await expect(page.getByText('asked by aws')).toBeVisible();
    await stage.picture('command-asked-by');
    await stage.typeCode();
    expect(identity.parse(JSON.parse(await asked)).Arn).toContain('assumed-role/dev-readonly/');
  });
});

test('the command starts the app when it is not running: one app, one code, twenty answers for three roles', async () => {
  const stage = await startStage({ settings: '[session]\nstart = asked\n' });
  try {
    // Once, so that the command is in its place.
    const first = launchFromOutside(stage.desktop);
    await until('the command', () => fobwatch(stage, 'version').catch(() => undefined));
    await first.stop();

    const roles = ['dev-readonly', 'partner-billing', 'prod-admin'];
    const all = Array.from({ length: 20 }, (_, at) =>
      fobwatch(stage, 'credentials', roles[at % 3] ?? ''),
    );
    const notice = await until('the notice', () => stage.desktop.notifications()[0], {
      timeout: 25_000,
    });
    expect(notice.title).toContain('for a code');
    await fobwatch(stage, 'credentials', 'dev-readonly', '--code', stage.code());
    const answers = await Promise.all(all);
    const keys = z.object({ Version: z.literal(1), AccessKeyId: z.string() });
    expect(new Set(answers.map((text) => keys.parse(JSON.parse(text)).AccessKeyId)).size).toBe(3);
    const apps = (await stage.desktop.run(['ps', '-eo', 'args']))
      .split('\n')
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
