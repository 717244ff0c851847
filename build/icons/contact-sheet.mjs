import { Resvg } from '@resvg/resvg-js';
import { appSizes, appSvg } from './app-icon.mjs';
import { figures, themes, traySvg } from './figure.mjs';

const zoom = 5;
const gap = 12;
const grounds = {
  light: ['#f2f2f2', '#9a9a9a'],
  dark: ['#2b2d31', '#f2f2f2'],
  template: ['#ffffff'],
};

/** Of those that trays ask for, the ones at which lines and gaps come out differently. */
const sizes = [16, 22, 24, 32];

/** @param {string} svg */
const uri = (svg) =>
  `data:image/png;base64,${Buffer.from(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()).toString('base64')}`;

/** @param {number} width @param {number} height @param {string} inner */
const svg = (width, height, inner) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#fff"/>${inner}</svg>`;

/**
 * One size of every figure in one theme side by side, enlarged pixel by pixel and as they are.
 * @param {{theme: import('./figure.mjs').Theme, ground: string, px: number, y: number, width: number}} row
 */
const strip = ({ theme, ground, px, y, width }) => {
  const height = px * zoom + px + 24;
  const pitch = (width - gap) / figures.length;
  const cells = figures.map((figure, index) => {
    const href = uri(traySvg(figure, theme, px));
    const x = gap + index * pitch;
    return `<image x="${x}" y="${y + 8}" width="${px * zoom}" height="${px * zoom}" image-rendering="pixelated" href="${href}"/><image x="${Math.round(x + (px * zoom - px) / 2)}" y="${y + 14 + px * zoom}" width="${px}" height="${px}" href="${href}"/>`;
  });
  return {
    height,
    drawn: `<rect x="0" y="${y}" width="${width}" height="${height}" fill="${ground}"/>${cells.join('')}`,
  };
};

/**
 * Every figure of the tray in each theme on the panels it is for and on a grey or wrongly guessed one, and the app's
 * icon, as a PNG: to be looked at from arm's length.
 */
export const contactSheet = () => {
  const width = figures.length * (Math.max(...sizes) * zoom + gap) + gap;
  let y = 0;
  const strips = themes.flatMap((theme) =>
    grounds[theme].flatMap((ground) =>
      sizes.map((px) => {
        const { height, drawn } = strip({ theme, ground, px, y, width });
        y += height;
        return drawn;
      }),
    ),
  );
  let x = gap;
  const apps = appSizes.map((px) => {
    const image = `<image x="${x}" y="${y + gap}" width="${px}" height="${px}" href="${uri(appSvg(px))}"/>`;
    x += px + gap;
    return image;
  });
  const height = y + 2 * gap + Math.max(...appSizes);
  const sheet = svg(width, height, strips.join('') + apps.join(''));
  return new Resvg(sheet, { font: { loadSystemFonts: false } }).render().asPng();
};
