import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildApp } from './build.mjs';
import { run } from './setup/run.mjs';
import { giveUp, say } from './setup/say.mjs';
import { root, setUp } from './setup/setup.mjs';

/**
 * Packages what is built in dist/app as a folder that runs on this platform, in dist/package.
 * @param {import('./setup/electron.mjs').FoundElectron} electron the distribution that goes in
 * @param {readonly string[]} [options] handed to electron-builder
 */
export const packageApp = (electron, options = []) => {
  // Without the small app that stands in for default_app.asar: a package brings its own.
  const bare = join(root, 'dist', 'electron');
  const standIn = join(electron.dist, 'resources', 'app');
  rmSync(bare, { recursive: true, force: true });
  mkdirSync(bare, { recursive: true });
  cpSync(electron.dist, bare, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => from !== standIn,
  });

  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const version = readFileSync(join(electron.dist, 'version'), 'utf8').trim().replace(/^v/, '');
  const args = [
    builder,
    '--dir',
    '--publish=never',
    '--config=electron-builder.yml',
    `-c.electronDist=${bare}`,
    `-c.electronVersion=${version}`,
    ...options,
  ];
  // Whoever makes a release names its server; any other package knows none.
  const env = { FOBWATCH_RELEASES: '', ...process.env };
  const done = run(process.execPath, args, { cwd: root, quiet: true, env });
  rmSync(bare, { recursive: true, force: true });
  if (!done.ok) giveUp(`${done.out}\nelectron-builder failed (${done.why})`);
  say(`Packaged with Electron ${version} in dist/package`);
};

// `npm run package`; what follows `--` goes to electron-builder.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const electron = await setUp(['electron']);
  await buildApp();
  packageApp(electron, process.argv.slice(2));
}
