import { expect, test } from '@playwright/test';
import { demoWorld } from '../local-aws/demo-world.ts';
import { onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Journeys of the AWS STS examples, played by a person with Fobwatch and judged by Debian's aws.

const [key] = demoWorld().accounts[0]?.users[0]?.keys ?? [];
if (key === undefined) throw new Error('the demo world has lost its key');

const quiet = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
};

/** `aws` with what a script on stdin exports first: its output, or what it said when it failed. */
const aws = async (stage: Stage, exports: string, ...command: readonly string[]): Promise<string> =>
  stage.desktop.run(
    [
      'bash',
      '-c',
      'eval "$(cat)"; /usr/bin/aws --endpoint-url "$@" 2>&1 || true',
      '-',
      stage.aws.url,
      ...command,
    ],
    { input: exports, env: quiet },
  );

const withKey = `export AWS_ACCESS_KEY_ID='${key.id}' AWS_SECRET_ACCESS_KEY='${key.secret}' AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\n`;

const copyExports = async (stage: Stage, name: string): Promise<string> => {
  const before = await stage.desktop.clipboardText();
  const page = await stage.page();
  await stage.click(page.getByRole('button', { name: `Copy exports of ${name}` }));
  return until('exports in the clipboard', async () => {
    const text = await stage.desktop.clipboardText();
    return text !== '' && text !== before ? text : undefined;
  });
};

test('EX1: a role that needs MFA is refused without a code, works with one, and its credentials list buckets', async () => {
  await onStage({}, async (stage) => {
    const role = 'arn:aws:iam::111122223333:role/dev-readonly';
    const assume = ['sts', 'assume-role', '--role-arn', role, '--role-session-name', 'ada'];
    expect(await aws(stage, withKey, ...assume)).toContain('AccessDenied');
    await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const exports = await copyExports(stage, 'dev-readonly');
    expect(await aws(stage, exports, 'sts', 'get-caller-identity')).toContain(
      'assumed-role/dev-readonly/',
    );
    expect(await aws(stage, exports, 's3api', 'list-buckets')).toContain('acme-dev-artifacts');
  });
});

test('EX3: an API that itself demands MFA works with the session and not with the role or the bare key', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'Start audit-12h' }));
    await expect(page.getByText('for audit-12h')).toBeVisible();
    await stage.typeCode();
    await stage.phase('role:audit-12h', 'fresh');
    await stage.desktop.clickMenu(/Enter code/);
    await stage.typeCode();
    await stage.phase('session:ada', 'fresh');
    const role = await copyExports(stage, 'audit-12h');
    const session = await copyExports(stage, 'ada');
    const list = ['s3api', 'list-buckets'];
    expect(await aws(stage, withKey, ...list)).toContain('AccessDenied');
    expect(await aws(stage, role, ...list)).toContain('AccessDenied');
    expect(await aws(stage, session, ...list)).toContain('acme-dev-artifacts');
    await stage.picture('journey-session');
  });
});
