import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './build.mjs';
import { run } from './setup/run.mjs';
import { giveUp, say } from './setup/say.mjs';
import { root, setUp } from './setup/setup.mjs';

// `npm run package`: the app as a folder that runs on this platform, from the Electron that set-up
// found. What follows `--` goes to electron-builder, for instance `-c.directories.output=dist/other`.
const electron = await setUp(['electron']);
await buildApp();

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
const done = run(
  process.execPath,
  [
    builder,
    '--dir',
    '--publish=never',
    '--config=electron-builder.yml',
    `-c.electronDist=${bare}`,
    `-c.electronVersion=${version}`,
    ...process.argv.slice(2),
  ],
  { cwd: root },
);
rmSync(bare, { recursive: true, force: true });
if (!done.ok) giveUp(`electron-builder failed (${done.why})`);
say(`Packaged with Electron ${version} in dist/package`);
