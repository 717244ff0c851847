import { buildApp } from './build.mjs';
import { root, setUp } from './setup/setup.mjs';

// `npm run gallery [-- ACT …]`: a picture of every view in both themes, as dist/gallery/index.html and PNGs.
const electron = await setUp(['electron', 'desktop', 'clients']);
await buildApp();
process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.dist;

const { runnerImport } = await import('vite');
await runnerImport(`${root}/build/gallery/gallery.ts`, {
  configFile: false,
  root,
  logLevel: 'error',
});
process.exit();
