import { spawn } from 'node:child_process';
import { buildApp } from './build.mjs';
import { electronArguments } from './setup/electron.mjs';
import { root, setUp } from './setup/setup.mjs';

// Daily use: the app on the person's own AWS files, as this terminal's environment names them.
const electron = await setUp(['electron']);
await buildApp();
const app = spawn(electron.executable, [...electronArguments(), root, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.kill('SIGTERM'));
app.on('exit', (code) => process.exit(code ?? 1));
