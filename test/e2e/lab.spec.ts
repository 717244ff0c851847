import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { complaints } from '../support/axe.ts';
import { fits } from '../support/by-keys.ts';
import { makerWorld } from '../support/maker-world.ts';
import { resize } from '../support/resize.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The trial on the real desktop (EX4): told before it is made, followed, removed; by mouse, by keys and by the command.

const settings = (aws: { readonly url: string }): string =>
  `[network]\nsignin_endpoint = ${aws.url}\n`;

const look = async (stage: Stage, page: Page, name: string): Promise<void> => {
  await stage.picture(`lab-${name}`);
  expect(await complaints(page), name).toEqual([]);
  expect(await fits(page), name).toBe(true);
};

const openLab = async (stage: Stage): Promise<Page> => {
  const page = await stage.open();
  await stage.click(page.getByRole('button', { name: 'Settings' }));
  await stage.click(page.getByRole('button', { name: 'Try it' }));
  await page.getByRole('heading', { name: 'Trial' }).waitFor();
  return page;
};

test('EX4: a trial is told, made, walked through and removed without trace', async () => {
  await onStage({ desktop: { dark: true }, world: makerWorld(), settings }, async (stage) => {
    const before = stage.aws.world();
    const page = await openLab(stage);
    await look(stage, page, 'dark-1-before');
    await stage.click(page.getByRole('button', { name: 'Show what is made' }));
    await page.getByRole('button', { name: 'Make it' }).waitFor();
    expect(stage.aws.world()).toEqual(before);
    await look(stage, page, 'dark-2-told');
    const release = stage.aws.hold('sts:AssumeRole');
    await stage.click(page.getByRole('button', { name: 'Make it' }));
    await page.locator('[data-stage="refused"][data-is="now"]').waitFor();
    await stage.picture('lab-dark-3-making');
    release();
    await expect(page.getByText('is there until you remove it')).toBeVisible();
    await look(stage, page, 'dark-4-made');
    await resize(stage, page, [320, 560]);
    await look(stage, page, 'dark-4-made-narrow');
    await resize(stage, page, [380, 560]);
    await stage.click(page.getByRole('button', { name: 'Look what is there' }));
    await page.getByRole('heading', { name: 'There now:' }).waitFor();
    await stage.picture('lab-dark-5-there');
    await stage.click(page.getByRole('button', { name: 'Remove it all' }));
    await expect(page.getByText('nothing of the trial is left')).toBeVisible();
    await expect(page.getByText('delete its entry there')).toBeVisible();
    await look(stage, page, 'dark-6-removed');
    expect(stage.aws.world()).toEqual(before);
  });
});

test('by keys alone: shown, declined, made and removed, with the focus where the next key belongs', async () => {
  await onStage({ world: makerWorld(), settings }, async (stage) => {
    const page = await openLab(stage);
    const before = stage.aws.world();
    const { desktop } = stage;
    const button = (name: string) => page.getByRole('button', { name });
    await button('Show what is made').focus();
    await desktop.key('Return');
    await expect(button('Not now')).toBeFocused();
    await desktop.key('Return');
    await expect(button('Show what is made')).toBeFocused();
    await desktop.key('Return');
    await expect(button('Not now')).toBeFocused();
    await desktop.key('shift+Tab');
    await expect(button('Make it')).toBeFocused();
    await stage.picture('lab-keys-focus');
    await desktop.key('Return');
    await expect(page.getByText('is there until you remove it')).toBeVisible();
    // The button it began with is gone: the way back has the focus, and the next one is two steps from it.
    await desktop.key('Tab');
    await expect(button('Remove it all')).toBeFocused();
    await desktop.key('Return');
    await expect(page.getByText('nothing of the trial is left')).toBeVisible();
    expect(stage.aws.world()).toEqual(before);
  });
});

test('EX4: the command survives the app being killed in the middle, and leaves nothing', async () => {
  await onStage({ world: makerWorld(), settings }, async (stage) => {
    await stage.open();
    const before = stage.aws.world();
    const command = join(stage.data, 'bin', 'fobwatch');
    const run = (line: string): Promise<string> =>
      stage.desktop.run(['sh', '-c', `{ ${line}; } 2>&1; echo "ended with $?"`, command]);
    await until('the command', () => run('"$0" version').catch(() => undefined));
    // Killed while it waits for the next code: everything is made, nothing was walked through.
    const cut = run('"$0" lab up --yes');
    await until('the role to be refused without a code', () =>
      stage.aws
        .log()
        .some(({ action, errorCode }) => action === 'AssumeRole' && errorCode === 'AccessDenied'),
    );
    await stage.app().kill();
    expect(await cut).toContain('ended with 5');
    expect(stage.aws.world()).not.toEqual(before);
    await stage.start();
    await stage.open();
    expect(await run('"$0" lab up --yes')).toContain('A trial is there already');
    const down = await run('"$0" lab down');
    expect(down).toContain('nothing of the trial is left');
    expect(down).toContain('ended with 0');
    expect(stage.aws.world()).toEqual(before);
  });
});

test('what the key may not do is said where it was asked for, and nothing is made', async () => {
  await onStage({ settings }, async (stage) => {
    const before = stage.aws.world();
    const page = await openLab(stage);
    await stage.click(page.getByRole('button', { name: 'Show what is made' }));
    await stage.click(page.getByRole('button', { name: 'Make it' }));
    await expect(page.getByText('Details: AccessDenied')).toBeVisible();
    await look(stage, page, 'refused');
    expect(stage.aws.world()).toEqual(before);
    await expect(page.getByRole('button', { name: 'Show what is made' })).toBeVisible();
  });
});
