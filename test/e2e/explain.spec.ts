import { expect, test, type Page } from '@playwright/test';
import { demoWorld } from '../local-aws/demo-world.ts';
import { allow } from '../local-aws/support.ts';
import type { World } from '../local-aws/world.ts';
import { complaints } from '../support/axe.ts';
import { fits, narrow, pressByKeys } from '../support/by-keys.ts';
import { onStage, type Stage } from '../support/stage.ts';

// An error that some tool printed, brought to the window and told in words (BO7).

/** The demo world where ada may decode authorization messages, but start no machine. */
const world = (): World => {
  const demo = demoWorld();
  demo.accounts[0]?.users[0]?.policies.push(allow('sts:DecodeAuthorizationMessage'));
  return demo;
};

/** What awscli says when ada's key starts a machine: EC2's refusal with its encoded message. */
const refusedByEc2 = (stage: Stage): Promise<string> =>
  stage.desktop.run(
    [
      'bash',
      '-c',
      '/usr/bin/aws --endpoint-url "$0" ec2 run-instances --image-id ami-1 2>&1 || true',
      stage.aws.url,
    ],
    {
      env: {
        AWS_CONFIG_FILE: stage.files.config,
        AWS_SHARED_CREDENTIALS_FILE: stage.files.credentials,
        AWS_PROFILE: 'ada',
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
        AWS_PAGER: '',
      },
    },
  );

const looked = async (stage: Stage, page: Page, name: string): Promise<void> => {
  await stage.picture(`explain-${name}`);
  expect(await complaints(page)).toEqual([]);
  expect(await fits(page)).toBe(true);
};

const SENTENCE =
  'AWS denied ec2:RunInstances on instance/* to user/ada: no identity-based policy allows it.';

test('BO7: what awscli printed is pasted, decoded and told, by keys alone', async () => {
  await onStage({ world: world(), desktop: { dark: true } }, async (stage) => {
    const page = await stage.open();
    await stage.desktop.copyText(await refusedByEc2(stage));
    await pressByKeys(stage, page, 'Settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await pressByKeys(stage, page, 'Explain');
    const field = page.getByRole('textbox', { name: 'Error text, or encoded message' });
    await expect(field).toBeFocused();
    await looked(stage, page, 'dark-1-empty');

    await stage.desktop.key('ctrl+v');
    await expect(field).toHaveValue(/Encoded authorization failure message: /);
    await stage.desktop.key('ctrl+Return');
    const told = page.getByRole('region', { name: 'What it means' });
    await expect(told.getByText(SENTENCE)).toBeVisible();
    await expect(
      told.getByText(/Ask whoever manages|AWS does not say which policy/).first(),
    ).toBeVisible();
    await looked(stage, page, 'dark-2-told');

    await narrow(stage, page);
    await stage.desktop.key('Tab');
    await stage.desktop.key('Tab');
    await stage.desktop.key('Tab');
    await stage.desktop.key('Return');
    await expect(told.getByText(/"explicitDeny": false/)).toBeVisible();
    await looked(stage, page, 'dark-3-narrow');

    // Left and opened again: nothing of it is there.
    await stage.desktop.key('Escape');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await stage.click(page.getByRole('button', { name: 'Explain', exact: true }));
    await expect(field).toHaveValue('');
    await expect(told).toHaveCount(0);
    expect(await page.content()).not.toContain('RunInstances');
  });
});

test('what nobody understands is said to be so, and still stands there', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Explain', exact: true }));
    const field = page.getByRole('textbox', { name: 'Error text, or encoded message' });
    await expect(field).toBeFocused();
    await stage.desktop.type('the printer is on fire');
    await stage.click(page.getByRole('button', { name: 'Explain', exact: true }));
    await expect(page.getByText(/^This is not understood/)).toBeVisible();
    await expect(field).toHaveValue('the printer is on fire');
    await stage.picture('explain-4-not-understood');
  });
});

test('a message that nobody may decode is told as far as it goes, with the reason', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await stage.desktop.copyText(await refusedByEc2(stage));
    await stage.click(page.getByRole('button', { name: 'Settings' }));
    await stage.click(page.getByRole('button', { name: 'Explain', exact: true }));
    await expect(page.getByRole('textbox', { name: /Error text/ })).toBeFocused();
    await stage.desktop.key('ctrl+v');
    await stage.desktop.key('ctrl+Return');
    await expect(
      page.getByText(/it takes the permission sts:DecodeAuthorizationMessage/),
    ).toBeVisible();
    await stage.picture('explain-5-not-decoded');
  });
});
