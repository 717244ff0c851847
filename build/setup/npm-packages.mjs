import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run } from './run.mjs';
import { giveUp, say } from './say.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/**
 * True when every package of the lock is installed in the version the lock names. Optional packages
 * may be absent: npm leaves out those of other platforms. Compared by content and not by time, since
 * a checkout gives files any time it likes.
 * @param {LockedPackages} wanted `packages` of package-lock.json
 * @param {LockedPackages} installed `packages` of node_modules/.package-lock.json
 */
export const matchesLock = (wanted, installed) =>
  Object.entries(wanted).every(([path, { version, integrity, optional, devOptional }]) => {
    if (path === '') return true;
    const there = installed[path];
    if (there === undefined) return optional === true || devOptional === true;
    return there.version === version && there.integrity === integrity;
  });

/**
 * @param {string} file
 * @returns {LockedPackages | undefined}
 */
const packagesOf = (file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;

/**
 * Installs the npm packages of the lock when they are missing or others than the lock says.
 * @param {string} root the checkout
 */
export const ensureNpmPackages = (root) => {
  const wanted = packagesOf(join(root, 'package-lock.json')) ?? {};
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (installed !== undefined && matchesLock(wanted, installed)) return;
  say(`npm ci: node_modules is ${installed === undefined ? 'missing' : 'not what the lock says'}`);
  const { program, args } = npm();
  const done = run(program, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
  });
  if (!done.ok) giveUp(`npm ci failed (${done.why}). Run it by hand in ${root} to see more.`);
};
