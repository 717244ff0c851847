import { buildApp } from './build.mjs';
import { root, setUp } from './setup/setup.mjs';

// `npm run demo`: the main job against a local AWS. With a screen the person plays; without one, or
// with `-- --play`, the demo brings up a desktop and plays the person. `--built` runs what stands in dist/app.
const screen =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
const plays = !screen || process.argv.includes('--play');

const electron = await setUp(plays ? ['electron', 'desktop', 'clients'] : ['electron']);
if (!process.argv.includes('--built')) await buildApp();
process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.dist;

const { runnerImport } = await import('vite');
await runnerImport(`${root}/build/demo/${plays ? 'played' : 'by-hand'}.ts`, {
  configFile: false,
  root,
  logLevel: 'error',
});
// Whatever a library keeps open, the demo is over.
process.exit();
