import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { appSizes, appSvg } from './app-icon.mjs';
import { figures, themes, traySizes, traySvg } from './figure.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** @param {string} svg */
// No icon holds text, and reading the system's fonts costs more than all the drawing.
const png = (svg) => new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();

/**
 * Draws every icon: the tray's into dist/app/icons/tray/THEME/FIGURE-PX.png, the app's into
 * dist/app/icons/app-PX.png, and the packager's into dist/icons.
 */
export const renderIcons = async () => {
  await mkdir(`${dist}/icons`, { recursive: true });
  for (const theme of themes) {
    const folder = `${dist}/app/icons/tray/${theme}`;
    // oxlint-disable-next-line no-await-in-loop
    await mkdir(folder, { recursive: true });
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all(
      figures.flatMap((figure) =>
        traySizes.map((px) =>
          writeFile(`${folder}/${figure}-${px}.png`, png(traySvg(figure, theme, px))),
        ),
      ),
    );
  }
  await Promise.all([
    ...appSizes.map((px) => writeFile(`${dist}/app/icons/app-${px}.png`, png(appSvg(px)))),
    // electron-builder takes one large picture for Linux and Windows, 1024 px for macOS.
    writeFile(`${dist}/icons/icon.png`, png(appSvg(1024))),
    ...appSizes.map((px) => writeFile(`${dist}/icons/${px}x${px}.png`, png(appSvg(px)))),
  ]);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await renderIcons();
