import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { appSizes, appSvg } from './app-icon.mjs';
import { figures, themes, traySvg } from './figure.mjs';

/**
 * Every figure side by side, as they are and enlarged pixel by pixel, on a light, a dark and a grey panel: to be
 * looked at from arm's length. Written to dist/icons/contact-sheet.png.
 */
const zoom = 5;
const grounds = {
  light: ['#f2f2f2', '#9a9a9a'],
  dark: ['#2b2d31', '#f2f2f2'],
  template: ['#ffffff', '#ffffff'],
};

/** @param {string} svg */
const uri = (svg) =>
  `data:image/png;base64,${Buffer.from(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()).toString('base64')}`;

const rows = themes.flatMap((theme) =>
  grounds[theme].flatMap((ground) => [16, 22].map((px) => ({ theme, ground, px }))),
);
const pitch = 24 * zoom;
let y = 0;
const drawn = rows.map(({ theme, ground, px }) => {
  const height = px * zoom + px + 24;
  const cells = figures.map((figure, index) => {
    const href = uri(traySvg(figure, theme, px));
    const x = 12 + index * pitch;
    return `<image x="${x}" y="${y + 8}" width="${px * zoom}" height="${px * zoom}" image-rendering="pixelated" href="${href}"/><image x="${x + (px * zoom - px) / 2}" y="${y + 14 + px * zoom}" width="${px}" height="${px}" href="${href}"/>`;
  });
  const strip = `<rect x="0" y="${y}" width="${figures.length * pitch}" height="${height}" fill="${ground}"/>${cells.join('')}`;
  y += height;
  return strip;
});
let x = 12;
const apps = appSizes.map((px) => {
  const image = `<image x="${x}" y="${y + 12}" width="${px}" height="${px}" href="${uri(appSvg(px))}"/>`;
  x += px + 12;
  return image;
});
const width = figures.length * pitch;
const height = y + 540;
const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#fff"/>${drawn.join('')}${apps.join('')}</svg>`;
const folder = fileURLToPath(new URL('../../dist/icons', import.meta.url));
await mkdir(folder, { recursive: true });
await writeFile(`${folder}/contact-sheet.png`, new Resvg(sheet).render().asPng());
