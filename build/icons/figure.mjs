import { bar, box, disc, keyhole, ring, sector } from './geometry.mjs';

/**
 * The fob watch in every state of the tray: a round case, a small crown on top, a ring that runs down clockwise in
 * eighths, a keyhole in the middle. Shapes tell the states apart, colour never does.
 *
 * @typedef {'none' | 'active-1' | 'active-2' | 'active-3' | 'active-4' | 'active-5' | 'active-6' | 'active-7'
 *   | 'active-8' | 'due-soon' | 'needs-code' | 'failed' | 'locked'} Figure
 * @typedef {'light' | 'dark' | 'template'} Theme
 */

/** @type {readonly Figure[]} */
export const figures = [
  'none',
  'active-1',
  'active-2',
  'active-3',
  'active-4',
  'active-5',
  'active-6',
  'active-7',
  'active-8',
  'due-soon',
  'needs-code',
  'failed',
  'locked',
];

/** @type {readonly Theme[]} */
export const themes = ['light', 'dark', 'template'];

/** Sizes in pixels that trays ask for, at 1x and 2x; 20 and 28 are 16 px at Windows' 125 and 175 %. */
export const traySizes = [16, 20, 22, 24, 28, 32, 44, 48, 64];

/**
 * `light` is for light panels, `dark` for dark ones; the latter wears a hairline, so that it can be seen on a panel
 * whose colour was guessed wrong. macOS colours a template by itself.
 * @type {Readonly<Record<Theme, {ink: string, hairline: string | null}>>}
 */
const inks = {
  light: { ink: '#15171c', hairline: null },
  dark: { ink: '#ffffff', hairline: '#000000' },
  template: { ink: '#000000', hairline: null },
};

/**
 * Measures on a square of `px`; the case rests on whole pixels, since a 16 px line that does not is no line.
 * @param {number} px
 */
const measures = (px) => {
  const u = px / 16;
  const crown = Math.round(2 * u);
  const edge = px >= 22 ? Math.round(u * 0.5) : 0;
  const diameter = px - crown - 2 * edge;
  return {
    u,
    cx: px / 2,
    cy: edge + crown + diameter / 2,
    r: diameter / 2,
    top: edge,
    crown,
    line: Math.max(1.3, 1.2 * u),
    band: 2.6 * u,
  };
};

/**
 * Filled parts, and parts cut out of them.
 * @param {Figure} figure
 * @param {number} px
 * @returns {{fill: string, cut: string, over: string}}
 */
const parts = (figure, px) => {
  const { u, cx, cy, r, top, crown, line, band } = measures(px);
  const stem = box(cx - 1.5 * u, top, 3 * u, crown + 0.6 * u, 0.6 * u);
  const knob = box(cx - 3 * u, top, 6 * u, crown + 0.2 * u, 0.7 * u);
  const outline = ring(cx, cy, r, r - line);
  const hole = keyhole(cx, cy, 5.6 * u);
  if (figure.startsWith('active-')) {
    const eighths = Number(figure.slice('active-'.length));
    const left = sector(cx, cy, r, r - band, 0, eighths / 8);
    return { fill: `${stem}${outline}`, cut: '', over: `${left}${hole}` };
  }
  switch (figure) {
    case 'due-soon':
      return {
        fill: `${knob}${outline}`,
        cut: '',
        over: sector(cx, cy, r, 0.01, 0, 1 / 8),
      };
    case 'needs-code': {
      const badge = { x: px - 3.1 * u, y: px - 3.1 * u };
      return {
        fill: `${stem}${outline}`,
        cut: disc(badge.x, badge.y, 4.3 * u),
        over: `${disc(badge.x, badge.y, 3.1 * u)}${disc(cx, cy, 2 * u)}`,
      };
    }
    case 'failed': {
      const reach = r * 0.92;
      const ends = /** @type {const} */ ([cx - reach, cy + reach, cx + reach, cy - reach]);
      return {
        fill: `${stem}${outline}`,
        cut: bar(...ends, 4.4 * u),
        over: bar(...ends, 1.7 * u),
      };
    }
    case 'locked':
      return { fill: `${stem}${disc(cx, cy, r)}`, cut: keyhole(cx, cy, 7.6 * u), over: '' };
    default:
      return { fill: `${stem}${outline}`, cut: '', over: '' };
  }
};

/**
 * One tray icon as SVG.
 * @param {Figure} figure
 * @param {Theme} theme
 * @param {number} px
 */
export const traySvg = (figure, theme, px) => {
  const { fill, cut, over } = parts(figure, px);
  const { ink, hairline } = inks[theme];
  const drawing = [
    `<g mask="url(#cut)"><path d="${fill}"/></g>`,
    over === '' ? '' : `<path d="${over}"/>`,
  ].join('');
  const mask = `<mask id="cut" maskUnits="userSpaceOnUse" x="0" y="0" width="${px}" height="${px}"><rect width="${px}" height="${px}" fill="#fff"/><path d="${cut === '' ? 'M0 0' : cut}" fill="#000"/></mask>`;
  // A keyhole in a solid case needs an edge of its own on a panel of the same colour.
  const inside = figure === 'locked' ? `<path d="${cut}"/>` : '';
  const edge =
    hairline === null
      ? ''
      : `<g fill="none" stroke="${hairline}" stroke-opacity=".65" stroke-width="${px / 12}" stroke-linejoin="round">${drawing}${inside}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${px}" height="${px}" viewBox="0 0 ${px} ${px}"><defs>${mask}</defs>${edge}<g fill="${ink}">${drawing}</g></svg>`;
};
