import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clickOn, launchApp, writeAwsFiles } from '../../test/support/app.ts';
import { startDesktop } from '../../test/support/desktop.ts';
import type { Desktop } from '../../test/support/desktop.ts';
import { painted, still } from '../../test/support/still.ts';
import { until } from '../../test/support/until.ts';
import { appName, commandOf, person, pictures, say, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

// The demo without a screen: it brings up a desktop and does what a person would, with the pointer,
// the keyboard and the tray. Playwright only looks.

/** Roles that one code makes ready. */
const ROLES = ['dev-readonly', 'data-chained', 'partner-billing', 'prod-admin'];
const ROLE_TO_COPY = 'dev-readonly';
/** Lasts longer than an hour and so costs a code of its own. */
const ROLE_WITH_OWN_CODE = 'audit-12h';
const ROLE_DENIED = 'denied-ops';

/** What a person does in a shell with the exports: nothing but the clipboard's text tells aws who it is. */
const useExports = (desktop: Desktop, exports: string, url: string): Promise<string> =>
  desktop.run(
    [
      'bash',
      '-c',
      'set -e; eval "$(cat)"; aws --endpoint-url "$1" sts get-caller-identity; aws --endpoint-url "$1" s3api list-buckets',
      'bash',
      url,
    ],
    {
      // Over stdin: arguments are public.
      input: exports,
      env: {
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
        AWS_PAGER: '',
      },
    },
  );

const play = async (desktop: Desktop, stage: Stage): Promise<void> => {
  const picture = async (name: string): Promise<void> => {
    await desktop.screenshot(join(pictures, `${name}.png`));
    say(`  picture: dist/demo/${name}.png`);
  };
  /** Once the screen shows what the page has. */
  const pictureOf = async (page: Page, name: string): Promise<void> => {
    await still(page);
    await painted(page);
    await picture(name);
  };
  const tooltip = async (): Promise<string> => (await desktop.trayItems())[0]?.tooltip ?? '';
  const typeCode = async (page: Page): Promise<void> => {
    const field = page.getByRole('textbox', { name: 'MFA code' });
    await field.waitFor();
    await clickOn(desktop, page, field);
    await desktop.type(stage.code());
  };

  writeAwsFiles(desktop, stage.files);
  const app = await launchApp(desktop, { folder: stage.appFolder });
  await until('the tray icon', async () => (await desktop.trayItems()).length === 1);
  say(`The app runs; its tray icon says "${await tooltip()}"`);
  await picture('1-tray-icon');

  await desktop.clickTray();
  const popover = await app.window('index.html');
  await until('the popover to be seen', () => app.isShown('index.html'));
  say('A click on the tray icon opened the popover');
  const importKey = popover.getByRole('button', { name: /^Import/ });
  await importKey.waitFor();
  await pictureOf(popover, '2-key-found');

  await clickOn(desktop, popover, importKey);
  await until('the key in the keychain', async () =>
    (
      await desktop.keychainItems({ service: appName, account: `identity:${person.name}` })
    ).includes('label ='),
  );
  say(`The key of ${person.name} is in the keychain; the file was left alone`);
  await popover.getByText(/user\/ada, .*acme-dev/).waitFor();
  say('AWS was asked who it is');
  await clickOn(desktop, popover, popover.getByRole('button', { name: 'Go on' }));

  await typeCode(popover);
  await pictureOf(popover, '3-code-typed');
  await desktop.key('Return');
  say('The code was typed and sent with Enter');
  // Its button is there before: what waits for a code can be copied as well, once it has it.
  const ready = (role: string): Promise<void> =>
    popover.locator(`[data-grant="role:${role}"][data-phase="fresh"]`).waitFor();
  await Promise.all(ROLES.map(ready));
  say(`Ready: ${ROLES.join(', ')}; the tray says "${await tooltip()}"`);
  await popover
    .getByText(/denied/i)
    .first()
    .waitFor();
  say(`${ROLE_DENIED} was refused, and its row says so`);
  await pictureOf(popover, '4-roles-ready');

  const startLong = popover.getByRole('button', { name: `Start ${ROLE_WITH_OWN_CODE}` });
  await clickOn(desktop, popover, startLong);
  await popover.getByRole('textbox', { name: 'MFA code' }).waitFor();
  await pictureOf(popover, '5-next-code-asked');
  const first = stage.code();
  say(`${ROLE_WITH_OWN_CODE} lasts 12 h, so it costs a code of its own; waiting for the next one`);
  await until('the next code', () => stage.code() !== first, { timeout: 35_000 });
  await typeCode(popover);
  await desktop.key('Return');
  await ready(ROLE_WITH_OWN_CODE);
  say(`Ready: ${ROLE_WITH_OWN_CODE}; the tray says "${await tooltip()}"`);
  await pictureOf(popover, '6-all-ready');

  await clickOn(
    desktop,
    popover,
    popover.getByRole('button', { name: `Copy exports of ${ROLE_TO_COPY}` }),
  );
  const exports = await until(
    'the exports in the clipboard',
    async () => (await desktop.clipboardText()) || undefined,
  );
  say(`The exports of ${ROLE_TO_COPY} are in the clipboard`);
  await popover.locator('[data-copied="copied"]').waitFor();
  await pictureOf(popover, '7-exports-copied');

  const answer = await useExports(desktop, exports, stage.aws.url);
  say('A shell evaluated them and asked AWS who it is and for its buckets:');
  process.stdout.write(`${answer.trimEnd().replaceAll(/^/gm, '            ')}\n`);
  for (const expected of [`assumed-role/${ROLE_TO_COPY}/`, 'acme-dev-artifacts']) {
    if (!answer.includes(expected)) throw new Error(`the answer lacks ${expected}`);
  }

  const asked = await desktop.run([
    commandOf(desktop.home),
    'exec',
    ROLE_TO_COPY,
    '--',
    '/usr/bin/aws',
    '--endpoint-url',
    stage.aws.url,
    'sts',
    'get-caller-identity',
  ]);
  say('The same by the fobwatch command, for one program:');
  process.stdout.write(`${asked.trimEnd().replaceAll(/^/gm, '            ')}\n`);
  if (!asked.includes(`assumed-role/${ROLE_TO_COPY}/`)) throw new Error('it was another');

  await desktop.clickMenu('Quit Fobwatch');
  await app.ended();
  say('Quit from the tray menu');
};

rmSync(pictures, { recursive: true, force: true });
const stage = await setStage();
say(`The local AWS runs at ${stage.aws.url} with ${person.name}, an MFA device and six roles`);
const desktop = await startDesktop();
say('A desktop is up: window manager, panel, keychain, notification daemon');

const stop = async (): Promise<void> => {
  await desktop.stop();
  await stage.aws.stop();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop().finally(() => process.exit(130)));
}
try {
  await play(desktop, stage);
  say('Done: nothing is left running, the pictures are in dist/demo');
  process.exitCode = 0;
} catch (error) {
  await desktop.screenshot(join(pictures, 'failed.png')).catch(() => undefined);
  process.stderr.write(
    `The demo failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.stderr.write('The screen at that moment is in dist/demo/failed.png\n');
  process.exitCode = 1;
} finally {
  await stop();
}
