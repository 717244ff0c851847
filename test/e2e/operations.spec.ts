import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { bridgeName } from '../../app/bridge.ts';
import type { Command } from '../../app/contract.ts';
import { demoWorld } from '../local-aws/demo-world.ts';
import type { IdentityPolicy } from '../local-aws/policy.ts';
import type { World } from '../local-aws/world.ts';
import { onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Operations that no form of the window asks for yet: sent as the window sends its commands, seen in the window.

const send = (page: Page, command: Command): Promise<unknown> =>
  page.evaluate(`window[${JSON.stringify(bridgeName)}].send(${JSON.stringify(command)})`);

const quiet = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
};

/** `aws` with the credentials of a saved file in boto's format: its output, or what it said when it failed. */
const awsWith = (stage: Stage, path: string, ...command: readonly string[]): Promise<string> => {
  const saved: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const exports = Object.entries({
    AWS_ACCESS_KEY_ID: 'AccessKeyId',
    AWS_SECRET_ACCESS_KEY: 'SecretAccessKey',
    AWS_SESSION_TOKEN: 'SessionToken',
  }).map(([name, field]) => `export ${name}='${String(Object(saved)[field])}'`);
  return stage.desktop.run(
    [
      'bash',
      '-c',
      'eval "$(cat)"; AWS_REGION=us-east-1 /usr/bin/aws --endpoint-url "$@" 2>&1 || true',
      '-',
      stage.aws.url,
      ...command,
    ],
    { input: `${exports.join('\n')}\n`, env: quiet },
  );
};

const narrow = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' },
});

test('BO2 and BO8: a role narrowed by a policy is held, told in the window, saved, forgotten and loaded again', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await send(page, {
      kind: 'assume-role',
      profile: 'dev-readonly',
      name: 'narrow',
      roleSessionName: 'narrow-{user}',
      durationSeconds: 900,
      policy: narrow,
      policyArns: [],
      sourceIdentity: null,
      tags: [],
      transitiveTagKeys: [],
      serialNumber: null,
      tokenCode: null,
    });
    await stage.phase('made:narrow', 'fresh');
    await expect(page.getByRole('heading', { name: 'Other grants' })).toBeVisible();
    const row = await stage.row('made:narrow');
    await stage.click(row.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Details' }));
    await expect(row.getByText(/assumed-role\/dev-readonly\/narrow-/)).toBeVisible();
    await stage.picture('operations-narrow');

    const path = join(stage.desktop.home, 'narrow.json');
    // Nothing in it to lose, and readable by all.
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    const target = { kind: 'made', name: 'narrow' } as const;
    await send(page, {
      kind: 'export-file',
      targets: [target],
      format: 'boto',
      path: '~/narrow.json',
    });
    await until('the file to be written', () => readFileSync(path, 'utf8').startsWith('{'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await awsWith(stage, path, 'sts', 'get-caller-identity')).toContain('narrow-');
    expect(await awsWith(stage, path, 's3api', 'list-buckets')).toContain('AccessDenied');

    await send(page, { kind: 'stop', targets: [target] });
    await send(page, { kind: 'stop', targets: [target] });
    await expect(row).toHaveCount(0);
    await send(page, { kind: 'import-file', path: '~/narrow.json', name: 'loaded' });
    await stage.phase('made:loaded', 'fresh');
    await stage.picture('operations-loaded');
  });
});

test('BO5: a federated user that AWS denies says so in its row', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await send(page, {
      kind: 'federate',
      identity: 'ada',
      name: null,
      userName: 'guest',
      durationSeconds: null,
      policy: null,
      policyArns: [],
      tags: [],
    });
    const row = await stage.row('made:guest');
    await expect(row.getByText(/AWS denied a federated user to this key/)).toBeVisible();
    await stage.picture('operations-denied');
  });
});

/** The demo world where ada may decode authorization messages. */
const decodingWorld = (): World => {
  const world = demoWorld();
  const may: IdentityPolicy = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:DecodeAuthorizationMessage', Resource: '*' },
  };
  return {
    ...world,
    accounts: world.accounts.map((account) => ({
      ...account,
      users: account.users.map((user) => ({ ...user, policies: [...user.policies, may] })),
    })),
  };
};

test('BO7: an encoded message in the refusal of a role is decoded, and the row says who was denied what and why', async () => {
  await onStage({ world: decodingWorld() }, async (stage) => {
    const page = await stage.open();
    stage.aws.addFault({ operation: 'sts:*', times: null, fault: { kind: 'encoded-denial' } });
    await stage.typeCode();
    await stage.phase('role:denied-ops', 'failed');
    const row = await stage.row('role:denied-ops');
    await expect(
      row.getByText(
        'AWS denied sts:AssumeRole on role/denied-ops to user/ada: an identity-based policy denies it, so ask whoever manages it.',
      ),
    ).toBeVisible();
    await stage.picture('explained-denial');
    await stage.click(row.getByText('Details: AccessDenied'));
    await expect(row.getByText(/Encoded authorization failure message: [\w-]{200}/)).toBeVisible();
    await expect(row.getByText(/"explicitDeny": true/)).toBeVisible();
    await row.evaluate((element) => element.scrollIntoView({ block: 'end', behavior: 'instant' }));
    await stage.picture('explained-denial-details');
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true);
  });
});
