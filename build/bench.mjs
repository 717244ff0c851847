import { buildApp } from './build.mjs';
import { packageApp } from './package.mjs';
import { root, setUp } from './setup/setup.mjs';

// `npm run bench [-- NAME...]`: each bench is a ratio beside what a person would use instead. Exits with 1 where a bound
// is missed.
const benches = ['helper', 'ledger', 'window'];
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !benches.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`No such bench: ${unknown}. There are: ${benches.join(', ')}\n`);
  process.exit(2);
}

const electron = await setUp(['electron', 'desktop', 'clients']);
await buildApp();
process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.dist;
if (asked.length === 0 || asked.includes('window')) packageApp(electron);

const { runnerImport } = await import('vite');
for (const name of asked.length === 0 ? benches : asked) {
  // One after the other: they measure time.
  // oxlint-disable-next-line no-await-in-loop
  await runnerImport(`${root}/build/bench/${name}.ts`, {
    configFile: false,
    root,
    logLevel: 'error',
  });
}
process.exit();
