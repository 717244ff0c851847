import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from './debian.mjs';
import { findElectron } from './electron.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { giveUp, say } from './say.mjs';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Oldest Node the tools run on. */
const OLDEST_NODE = [20, 19];

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    giveUp(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
  }
};

/**
 * Brings a fresh machine to the point where everything runs: npm packages, Debian packages of the
 * groups, an Electron. Runs on a bare Node; ends the process where something cannot be had.
 * @param {readonly import('./debian.mjs').Group[]} groups
 */
export const setUp = async (groups) => {
  checkNode();
  ensureDebianPackages(groups);
  ensureNpmPackages(root);
  const electron = await findElectron(root);
  say(electron.why);
  return electron;
};
