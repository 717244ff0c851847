import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import keytar from 'keytar';
import { electronArguments } from '../setup/electron.mjs';
import { appName, commandOf, person, setStage } from './stage.ts';

// The demo on a desktop: the person clicks, the terminal shows what their authenticator would.

const executable = (dist: string): string => {
  switch (process.platform) {
    case 'darwin':
      return join(dist, 'Electron.app/Contents/MacOS/Electron');
    case 'win32':
      return join(dist, 'electron.exe');
    default:
      return join(dist, 'electron');
  }
};

/** A HOME of the demo's own; on macOS and Windows the keychain hangs on the real one, so only the files move. */
const homeOf = (folder: string): Record<string, string> => ({
  ...(process.platform === 'linux'
    ? {
        HOME: folder,
        XDG_CONFIG_HOME: join(folder, '.config'),
        XDG_DATA_HOME: join(folder, '.local/share'),
        XDG_STATE_HOME: join(folder, '.local/state'),
        XDG_CACHE_HOME: join(folder, '.cache'),
        // Some X sessions keep the display's cookie under the real HOME.
        XAUTHORITY: process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority'),
      }
    : {}),
  AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
});

/** The person's environment without anything of theirs that is about AWS. */
const withoutAws = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('AWS_') ? [] : [[name, value]],
    ),
  );

const folder = mkdtempSync(join(tmpdir(), 'fobwatch-demo-'));
const stage = await setStage();
mkdirSync(join(folder, '.aws'), { recursive: true });
writeFileSync(join(folder, '.aws', 'config'), stage.files.config, { mode: 0o600 });
writeFileSync(join(folder, '.aws', 'credentials'), stage.files.credentials, { mode: 0o600 });

/** The command lies in the demo's own home, which moves on Linux only. */
const fromShell =
  process.platform === 'linux'
    ? `  5. Or ask from a shell:
       '${commandOf(folder)}' exec dev-readonly -- aws --endpoint-url ${stage.aws.url} sts get-caller-identity
       '${commandOf(folder)}' help
`
    : '';

process.stdout.write(`
Fobwatch runs against a local AWS at ${stage.aws.url}, with ${folder} as its home.

  1. Click the fob watch in the tray (or its menu: Open Fobwatch).
  2. Import the key of ${person.name} into your keychain, and go on.
  3. Type the code shown below and press Enter: the roles become ready. One asks for a code of its own.
  4. Copy the exports of dev-readonly, paste them into a shell and try:
       aws --endpoint-url ${stage.aws.url} sts get-caller-identity
       aws --endpoint-url ${stage.aws.url} s3api list-buckets
${fromShell}
Quit it from its tray menu, or press Ctrl+C here.

`);

const app = spawn(
  executable(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? ''),
  [
    ...electronArguments(),
    ...(process.platform === 'linux' ? [] : [`--user-data-dir=${join(folder, 'data')}`]),
    stage.appFolder,
  ],
  { stdio: 'ignore', env: { ...withoutAws(), ...homeOf(folder) } },
);

let shown = '';
const showCode = (): void => {
  const code = stage.code();
  if (code === shown) return;
  shown = code;
  process.stdout.write(`Code of ${person.name}'s authenticator: ${code}\n`);
};
showCode();
const codes = setInterval(showCode, 500);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => app.kill('SIGTERM'));
}

process.exitCode = await new Promise<number>((resolve) => {
  app.on('exit', (code) => resolve(code ?? 0));
  app.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    resolve(1);
  });
});
clearInterval(codes);
// The keychain is the person's own: what the demo put there goes again.
const left = await keytar.findCredentials(appName).catch(() => []);
await Promise.all(left.map(({ account }) => keytar.deletePassword(appName, account)));
await stage.aws.stop();
rmSync(folder, { recursive: true, force: true });
