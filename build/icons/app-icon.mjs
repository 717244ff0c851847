import { box, keyhole, ring, sector } from './geometry.mjs';

/** Sizes in pixels of the app icon. */
export const appSizes = [16, 24, 32, 48, 64, 128, 256, 512];

const plate = { from: '#24344d', to: '#0e1726' };
const ivory = '#f5f1e6';
const mint = '#5ee0c5';

/**
 * The fob watch in its colours, on a plate: what is left of the ring in mint, case and keyhole in ivory. Small sizes
 * drop the bow and grow the watch, since detail below 48 px is dirt.
 * @param {number} px
 */
export const appSvg = (px) => {
  const small = px < 48;
  const cx = 256;
  const cy = small ? 282 : 312;
  const r = small ? 178 : 132;
  const line = small ? 30 : 17;
  const band = small ? 62 : 40;
  const ringOuter = r - line - (small ? 0 : 11);
  const top = cy - r;
  const crown = small
    ? box(cx - 52, top - 56, 104, 70, 16)
    : `${box(cx - 22, top - 20, 44, 34, 4)}${box(cx - 40, top - 48, 80, 34, 11)}`;
  const bow = small ? '' : ring(cx, top - 72, 38, 25);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${px}" height="${px}" viewBox="0 0 512 512">
<defs><linearGradient id="plate" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${plate.from}"/><stop offset="1" stop-color="${plate.to}"/></linearGradient></defs>
<path d="${small ? box(0, 0, 512, 512, 112) : box(24, 24, 464, 464, 108)}" fill="url(#plate)"/>
<g fill="${ivory}"><path d="${bow}"/><path d="${crown}"/><path d="${ring(cx, cy, r, r - line)}"/></g>
<path d="${ring(cx, cy, ringOuter, ringOuter - band)}" fill="${mint}" fill-opacity=".16"/>
<path d="${sector(cx, cy, ringOuter, ringOuter - band, 0, 0.7)}" fill="${mint}"/>
<path d="${keyhole(cx, cy, small ? 130 : 94)}" fill="${ivory}"/>
</svg>`;
};
