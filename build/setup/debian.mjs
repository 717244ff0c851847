import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { giveUp, say } from './say.mjs';

/**
 * The Debian packages by what needs them; each names the program or library that shows it is there
 * on systems without dpkg ("" = cannot be told, only Debian is asked).
 * @typedef {'electron' | 'desktop' | 'clients'} Group
 * @typedef {Record<Group, Record<string, string>>} PackageList
 */

/** @type {PackageList} */
const packageList = JSON.parse(
  readFileSync(new URL('debian-packages.json', import.meta.url), 'utf8'),
);

/**
 * @typedef {{ kind: 'nothing' }
 *   | { kind: 'install', packages: string[] }
 *   | { kind: 'stop', message: string }} Plan
 */

/**
 * What to do about missing packages. apt is only ever called as root on Debian itself.
 * @param {{ missing: readonly string[], isDebian: boolean, isRoot: boolean }} situation
 * @returns {Plan}
 */
export const planInstall = ({ missing, isDebian, isRoot }) => {
  if (missing.length === 0) return { kind: 'nothing' };
  if (isDebian && isRoot) return { kind: 'install', packages: [...missing] };
  const line = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  return {
    kind: 'stop',
    message: isDebian
      ? `Debian packages are missing. Run this line, then try again:\n\n  ${line}\n`
      : `These are missing; names are Debian's, on Debian and Ubuntu this line installs them:\n\n  ${line}\n`,
  };
};

const isDebian = () =>
  existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));

/** @param {string} name */
const onPath = (name) =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'].some(
    (folder) => folder !== '' && existsSync(join(folder, name)),
  );

/**
 * @param {Record<string, string>} wanted package to program or library
 * @returns {string[]}
 */
const missingByDpkg = (wanted) => {
  const names = Object.keys(wanted);
  const query = run('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\\n', ...names], {
    quiet: true,
  });
  const installed = new Set(
    query.out
      .split('\n')
      .flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])),
  );
  return names.filter((name) => !installed.has(name));
};

/**
 * @param {Record<string, string>} wanted package to program or library
 * @returns {string[]}
 */
const missingByLooking = (wanted) => {
  const known = run(onPath('ldconfig') ? '/sbin/ldconfig' : 'ldconfig', ['-p'], {
    quiet: true,
  }).out;
  return Object.entries(wanted).flatMap(([name, sign]) => {
    const there = sign === '' || (sign.includes('.so') ? known.includes(sign) : onPath(sign));
    return there ? [] : [name];
  });
};

/**
 * Sees to it that the packages of these groups are installed, or ends the process with the line that
 * installs them. Off Linux Electron needs none; the test desktop exists on Linux only.
 * @param {readonly Group[]} groups
 */
export const ensureDebianPackages = (groups) => {
  if (process.platform !== 'linux') {
    if (groups.includes('desktop')) {
      giveUp('The test desktop (Xvfb, D-Bus, tray, keychain) runs on Linux only: use Debian 12.');
    }
    return;
  }
  const wanted = Object.assign({}, ...groups.map((group) => packageList[group]));
  const plan = planInstall({
    missing: isDebian() ? missingByDpkg(wanted) : missingByLooking(wanted),
    isDebian: isDebian(),
    isRoot: process.getuid?.() === 0,
  });
  switch (plan.kind) {
    case 'nothing':
      return;
    case 'stop':
      giveUp(plan.message);
      break;
    case 'install': {
      say(`apt-get install: ${plan.packages.join(' ')}`);
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const options = { quiet: true, env };
      const updated = run('apt-get', ['update', '-q'], options);
      if (!updated.ok) giveUp(`apt-get update failed: ${updated.why}`);
      const install = ['install', '-y', '-q', '--no-install-recommends', ...plan.packages];
      const installed = run('apt-get', install, options);
      if (!installed.ok) giveUp(`apt-get install failed: ${installed.why}`);
    }
  }
};
