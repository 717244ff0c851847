import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { fits, narrow, pressByKeys } from '../support/by-keys.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The doctor on the real desktop: what it finds of its keychain, panel, files and network, in the window and in a terminal.

const fobwatch = async (stage: Stage, words: string): Promise<string> => {
  const command = join(stage.data, 'bin', 'fobwatch');
  const run = (line: string): Promise<string> => stage.desktop.run(['sh', '-c', line, command]);
  await until('the command', () => run('"$0" version').catch(() => undefined));
  return run(`${words}; echo "ended with $?"`);
};

const openDoctor = async (stage: Stage): Promise<Page> => {
  const page = await stage.open();
  await stage.click(page.getByRole('button', { name: 'Settings' }));
  await stage.click(page.getByRole('button', { name: 'Examine', exact: true }));
  await expect(page.getByRole('list', { name: 'Checks' })).toHaveAttribute('aria-busy', 'false');
  return page;
};

test('what is wrong stands first, with what to do; a report is copied by keys', async () => {
  await onStage({ desktop: { dark: true } }, async (stage) => {
    chmodSync(stage.files.credentials, 0o644);
    const page = await openDoctor(stage);
    const first = page.getByRole('list', { name: 'Checks' }).getByRole('listitem').first();
    await expect(first).toContainText(`run chmod 600 '${stage.files.credentials}'`);
    await expect(page.locator('[data-check="keychain"]')).toContainText('keeps the keys');
    await expect(page.locator('[data-check="tray-host"]')).toContainText('A panel shows the icon');
    await expect(page.locator('[data-check="reach"]')).toContainText('answers');
    await stage.picture('doctor-dark-1-found');
    expect(await complaints(page)).toEqual([]);

    await page.getByRole('button', { name: 'Copy report' }).focus();
    await stage.desktop.key('Return');
    await expect(page.getByText('Report copied')).toBeVisible();
    await stage.picture('doctor-dark-2-copied');
    const report = await stage.desktop.clipboardText();
    expect(report).toContain('permissions   credentials 644');
    expect(report).not.toMatch(/ada|\d{12}|\.aws/);

    await narrow(stage, page);
    await stage.picture('doctor-dark-3-narrow');
    expect(await complaints(page)).toEqual([]);
    expect(await fits(page)).toBe(true);

    chmodSync(stage.files.credentials, 0o600);
    await stage.click(page.getByRole('button', { name: 'Examine again' }));
    await expect(page.locator('[data-check="permissions"]')).toContainText('Nobody else can');
  });
});

test('the doctor is asked and its report copied by keys alone, and Escape leads back', async () => {
  await onStage({}, async (stage) => {
    const page = await stage.open();
    await pressByKeys(stage, page, 'Settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await pressByKeys(stage, page, 'Examine');
    await expect(page.getByRole('list', { name: 'Checks' })).toHaveAttribute('aria-busy', 'false');
    await pressByKeys(stage, page, 'Copy report');
    await expect(page.getByText('Report copied')).toBeVisible();
    expect(await stage.desktop.clipboardText()).toContain('Fobwatch doctor');
    await pressByKeys(stage, page, 'Show keys: Keys in plain text');
    await page.getByRole('heading', { name: 'What the AWS files hold' }).waitFor();
    await stage.picture('doctor-show-keys');
    await stage.desktop.key('Escape');
    await page.getByRole('heading', { name: 'Doctor' }).waitFor();
    await stage.desktop.key('Escape');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });
});

test('the command tells the same, names the variables of its terminal, and ends with an error where something stands in the way', async () => {
  await onStage({}, async (stage) => {
    await stage.open();
    const fine = await fobwatch(stage, 'AWS_PROFILE=planted-name "$0" doctor');
    expect(fine).toContain('AWS_PROFILE is set in this terminal');
    expect(fine).not.toContain('planted-name');
    expect(fine).toContain('ended with 0');
    chmodSync(stage.files.credentials, 0o644);
    expect(await fobwatch(stage, '"$0" doctor')).toMatch(
      /^Problem +Permissions:[^]*ended with 1\n$/,
    );
    const json: unknown = JSON.parse(
      (await fobwatch(stage, '"$0" doctor --json')).replace(/ended with 1\n$/, ''),
    );
    expect(json).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ check: 'permissions', verdict: 'problem' }),
        expect.objectContaining({ check: 'variables', where: 'terminal', names: [] }),
      ]),
    );
    expect(await fobwatch(stage, '"$0" doctor --report')).toContain(
      'permissions   credentials 644',
    );
  });
});
