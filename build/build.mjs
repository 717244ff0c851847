import { rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { listLanguages } from './setup/languages.mjs';
import { ensureNpmPackages } from './setup/npm-packages.mjs';
import { say } from './setup/say.mjs';
import { root } from './setup/setup.mjs';

/** Bundles main, preload and renderer and draws the icons into dist/app, as everything runs them. */
export const buildApp = async () => {
  const { build } = await import('vite');
  const { renderIcons } = await import('./icons/render.mjs');
  const started = Date.now();
  listLanguages();
  await rm(`${root}/dist/app`, { recursive: true, force: true });
  for (const part of ['main', 'preload', 'preload-device', 'renderer']) {
    // One after the other: they share the output folder.
    // oxlint-disable-next-line no-await-in-loop
    await build({ configFile: `${root}/build/vite.${part}.config.ts`, logLevel: 'warn' });
  }
  await renderIcons();
  say(`Built dist/app in ${((Date.now() - started) / 1000).toFixed(1)} s`);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureNpmPackages(root);
  await buildApp();
}
