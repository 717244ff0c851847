import { randomInt } from 'node:crypto';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { launchFromOutside, launchPackage, packagedExecutable } from '../support/app.ts';
import { startDesktop } from '../support/desktop.ts';
import type { Desktop } from '../support/desktop.ts';
import { until } from '../support/until.ts';

// The package as a person would install it, driven from outside only.

const pictures = join(import.meta.dirname, '../../dist/test/pictures');

let desktop: Desktop;
test.beforeEach(async () => {
  desktop = await startDesktop();
});
test.afterEach(() => desktop.stop());

/** How the wire writes a fuse: the figures 1 and 0. */
const ENABLE = 0x31;
const DISABLE = 0x30;

/** Below those that the system gives to whoever asks for any: no test beside this one gets it. */
const freePort = (): Promise<number> =>
  until(
    'a free port',
    () =>
      new Promise<number | undefined>((resolve) => {
        const port = randomInt(20_000, 32_000);
        const server = createServer();
        server.on('error', () => resolve(undefined));
        server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
      }),
  );

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

const trayIsThere = () =>
  until('the tray icon', async () => (await desktop.trayItems()).length === 1);

test('the fuses of the packaged binary are those of a release', async () => {
  const wire = await getCurrentFuseWire(packagedExecutable);
  expect(wire).toMatchObject({
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: DISABLE,
    [FuseV1Options.EnableCookieEncryption]: ENABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: DISABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
  });
});

test('the package runs: its icon opens the popover, its menu ends it', async () => {
  const app = launchPackage(desktop);
  await trayIsThere();
  await desktop.clickTray();
  await until('the popover', async () => (await desktop.activeWindow()) === 'Fobwatch');
  await desktop.screenshot(join(pictures, 'package.png'));
  await desktop.clickMenu('Quit Fobwatch');
  await app.ended();
});

for (const port of ['remote-debugging-port', 'inspect'] as const) {
  test(`the package opens no debugging port when asked for --${port}`, async () => {
    const number = await freePort();
    launchPackage(desktop, { args: [`--${port}=${number}`] });
    await trayIsThere();
    expect(await answers(number)).toBe(false);
  });
}

test('unpackaged, the same switch opens the port: the check above can fail', async () => {
  const number = await freePort();
  launchFromOutside(desktop, { args: [`--remote-debugging-port=${number}`] });
  await until('the port', () => answers(number));
});

test('asked to run as Node, the package runs as itself', async () => {
  const args = ['-e', 'process.stdout.write("ran as " + "node")'];
  const app = launchPackage(desktop, { args, env: { ELECTRON_RUN_AS_NODE: '1' } });
  await trayIsThere();
  expect(app.output()).not.toContain('ran as node');
});
