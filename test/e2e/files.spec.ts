import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { onStage } from '../support/stage.ts';

// A person's AWS files, written from the window by the app as it is packaged, read by Debian's awscli.

const quiet = { AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1', AWS_PAGER: '' };

test('SE1 and SE7: credentials are written from a row after a look at what changes, used by awscli, and taken back', async () => {
  await onStage({ credentials: (text) => `# mine, from the wiki\n${text}` }, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    const before = readFileSync(stage.files.credentials, 'utf8');
    const row = await stage.row('role:dev-readonly');

    await stage.click(row.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Write to credentials file' }));
    await expect(row.getByText(stage.files.credentials)).toBeVisible();
    await expect(row.getByText('+ [sts-dev-readonly]')).toBeVisible();
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe(before);
    await stage.picture('files-question');

    await stage.click(row.getByRole('button', { name: 'Write' }));
    await expect(page.getByText('Written as sts-dev-readonly in .aws/credentials')).toBeVisible();
    await stage.picture('files-written');
    expect(readFileSync(stage.files.credentials, 'utf8').startsWith(`${before}\n[sts-`)).toBe(true);
    expect(readFileSync(`${stage.files.credentials}~`, 'utf8')).toBe(before);
    const who = ['sts', 'get-caller-identity', '--profile', 'sts-dev-readonly'];
    const said = await stage.desktop.run(
      ['/usr/bin/aws', ...who, '--endpoint-url', stage.aws.url, '--region', 'us-east-1'],
      {
        env: {
          ...quiet,
          AWS_CONFIG_FILE: stage.files.config,
          AWS_SHARED_CREDENTIALS_FILE: stage.files.credentials,
        },
      },
    );
    expect(said).toContain('assumed-role/dev-readonly/');

    await stage.click(page.getByRole('button', { name: 'Undo' }));
    await expect(page.getByText(/^Took back sts-dev-readonly/)).toBeVisible();
    expect(readFileSync(stage.files.credentials, 'utf8')).toBe(before);
  });
});

test('a live profile is installed by a click once a person has agreed, and a second one of a person’s is refused', async () => {
  const theirs = '\n[profile prod-admin-live]\nregion = eu-west-1\n';
  await onStage({ config: (text) => text + theirs }, async (stage) => {
    const page = await stage.open();
    const before = readFileSync(stage.files.config, 'utf8');
    const session = await stage.row('session:ada');
    await stage.click(session.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Install live profile' }));
    await expect(session.getByText('+ [profile ada-live]')).toBeVisible();
    await stage.picture('files-session');
    await stage.click(session.getByRole('button', { name: 'Not now' }));
    const row = await stage.row('role:dev-readonly');
    expect(readFileSync(stage.files.config, 'utf8')).toBe(before);

    await stage.click(row.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Install live profile' }));
    await stage.click(row.getByRole('button', { name: 'Install' }));
    await expect(page.getByText('Live as dev-readonly-live in .aws/config')).toBeVisible();
    await stage.picture('files-live');
    const after = readFileSync(stage.files.config, 'utf8');
    expect(after.startsWith(`${before}\n[profile dev-readonly-live]\n`)).toBe(true);
    expect(after).toMatch(
      /\ncredential_process = "\S+\/bin\/fobwatch" credentials "role:dev-readonly"\n/,
    );

    const other = await stage.row('role:prod-admin');
    await stage.click(other.getByRole('button', { name: /More/ }));
    await stage.click(page.getByRole('menuitem', { name: 'Install live profile' }));
    await expect(page.getByText(/^prod-admin-live is there already/)).toBeVisible();
    await stage.picture('files-refused');
    expect(readFileSync(stage.files.config, 'utf8')).toBe(after);
  });
});
