import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { resize } from '../support/resize.ts';
import { onStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// Exports for a shell that is not the person's own: chosen in a row's menu, evaluated by the shell itself, judged by
// Debian's aws.

const quiet = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
  // What somebody may have had there: it would win if the block left it.
  AWS_PROFILE: 'somebody-else',
};

const identity = ({ aws }: Stage): string =>
  `/usr/bin/aws --endpoint-url ${aws.url} sts get-caller-identity`;

const clipboard = (stage: Stage, part: string): Promise<string> =>
  until(`${part} in the clipboard`, async () => {
    const text = await stage.desktop.clipboardText();
    return text.includes(part) ? text : undefined;
  });

/** Opens the menu of dev-readonly, and in it the list of shells. */
const openShells = async (stage: Stage, page: Page): Promise<void> => {
  await stage.click(page.getByRole('button', { name: 'More for dev-readonly' }));
  await stage.click(page.getByRole('menuitem', { name: 'Copy for' }));
  await page.getByRole('menuitem', { name: 'nushell' }).waitFor();
  // A person's pointer travels there; one that jumps would count as one that left for elsewhere.
  await stage.desktop.hands('mousemove_relative', '--', '-8', '0');
};

test('exports copied for fish and for tcsh make aws the role (ST4)', async () => {
  await onStage({ desktop: { dark: true }, env: { SHELL: '/usr/bin/zsh' } }, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');

    await openShells(stage, page);
    await expect(page.getByRole('menuitem', { name: 'zsh' })).toContainText('default');
    await stage.picture('shells-menu-dark');
    await stage.click(page.getByRole('menuitem', { name: 'fish' }));
    const fish = await clipboard(stage, 'set -gx AWS_SESSION_TOKEN');
    await expect(await stage.row('role:dev-readonly')).toContainText('copied for fish');
    await stage.picture('shells-copied-dark');
    const byFish = ['fish', '--no-config', '-c', `cat | source; ${identity(stage)}`];
    expect(await stage.desktop.run(byFish, { input: fish, env: quiet })).toContain(
      'assumed-role/dev-readonly/',
    );

    // By the keys alone: down to the list, into it, to the shell by its name.
    await stage.click(page.getByRole('button', { name: 'More for dev-readonly' }));
    await page.getByRole('menuitem', { name: 'Copy for' }).waitFor();
    await expect(page.getByRole('menu')).toBeFocused();
    // Each moves the focus a moment later, and a person sees it move.
    for (const [key, name] of [
      ['Down', 'Copy exports'],
      ['Down', 'Copy for'],
      ['Right', 'bash'],
    ] as const) {
      // oxlint-disable no-await-in-loop -- one keyboard
      await stage.desktop.key(key);
      await expect(page.getByRole('menuitem', { name, exact: true })).toBeFocused();
      // oxlint-enable no-await-in-loop
    }
    await stage.desktop.type('tc');
    await expect(page.getByRole('menuitem', { name: 'tcsh' })).toBeFocused();
    await stage.desktop.key('Return');
    const tcsh = await clipboard(stage, 'setenv AWS_SESSION_TOKEN');
    const pasted = `${tcsh}${identity(stage)}\n`;
    expect(await stage.desktop.run(['tcsh', '-f', '-s'], { input: pasted, env: quiet })).toContain(
      'assumed-role/dev-readonly/',
    );
  });
});

test('the list of shells can be reached in a window of 320 px, and the settings choose the default', async () => {
  const settings = '[clipboard]\nclear_after = 5m\n';
  await onStage({ settings, env: { SHELL: '/bin/bash' } }, async (stage) => {
    const page = await stage.open();
    await stage.typeCode();
    await stage.phase('role:dev-readonly', 'fresh');
    await resize(stage, page, [320, 480]);

    await openShells(stage, page);
    const boxes = await Promise.all(
      ['bash', 'AWS file'].map((name) => page.getByRole('menuitem', { name }).boundingBox()),
    );
    for (const box of boxes) {
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
    }
    await stage.picture('shells-menu-narrow');
    await stage.desktop.key('Escape');

    await stage.click(page.getByRole('button', { name: 'Settings' }));
    const choice = page.getByRole('combobox', { name: 'Exports are for' });
    await choice.selectOption('nushell');
    await choice.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await expect(choice).toBeInViewport();
    await stage.picture('shells-settings');
    await stage.click(page.getByRole('button', { name: 'Back' }));
    await stage.click(page.getByRole('button', { name: 'Copy exports of dev-readonly' }));
    await clipboard(stage, 'load-env {');
    await stage.click(page.getByRole('button', { name: 'More for dev-readonly' }));
    await stage.click(page.getByRole('menuitem', { name: 'Copy clear block' }));
    await clipboard(stage, 'hide-env --ignore-errors');
    await stage.picture('shells-copied-narrow');
  });
});
