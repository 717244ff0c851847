import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { appSizes, appSvg } from '../../build/icons/app-icon.mjs';
import { pictureSizes } from '../../main/desktop/tray-picture.ts';
import { figures, themes, traySizes, traySvg } from '../../build/icons/figure.mjs';

/** No icon holds text; looking through the system's fonts would take most of the time. */
const render = (svg: string) => new Resvg(svg, { font: { loadSystemFonts: false } }).render();

const alpha = (svg: string): readonly number[] => {
  const { pixels } = render(svg);
  return [...pixels].filter((_, index) => index % 4 === 3);
};

/** How many whole pixels' worth of ink differ between two pictures. */
const difference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / 255;

/** Neighbouring eighths differ least: an eighth of the ring's band. */
const LEAST = 3;

const isActive = (figure: string): boolean => figure.startsWith('active-');

describe('tray icons at 16 px, by shape alone', () => {
  const shapes = figures.map((figure) => ({
    figure,
    shape: alpha(traySvg(figure, 'template', 16)),
  }));
  const pairs = shapes.flatMap((a, index) =>
    shapes.slice(index + 1).map((b) => ({
      a: a.figure,
      b: b.figure,
      apart: difference(a.shape, b.shape),
    })),
  );

  it.each(pairs)('$a and $b differ by $apart pixels', ({ a, b, apart }) => {
    expect(apart).toBeGreaterThan(isActive(a) && isActive(b) ? LEAST : 4 * LEAST);
  });
});

describe('icons', () => {
  it.each(themes)('of theme %s are drawn in every size', (theme) => {
    for (const px of traySizes) {
      for (const figure of figures) {
        const { width, height } = render(traySvg(figure, theme, px));
        expect([width, height]).toEqual([px, px]);
      }
    }
  });

  it.each(['linux', 'darwin', 'win32'] as const)(
    'of the tray are drawn in every size that %s takes',
    (platform) => {
      for (const scale of [1, 1.25, 1.5, 1.75, 2, 2.5, 3]) {
        for (const desktop of ['KDE', 'GNOME']) {
          for (const { px } of pictureSizes(platform, scale, desktop))
            expect(traySizes).toContain(px);
        }
      }
    },
  );

  it('of the template are black, which macOS colours', () => {
    const { pixels } = render(traySvg('active-5', 'template', 32));
    expect([...pixels].filter((value, index) => index % 4 !== 3 && value !== 0)).toEqual([]);
  });

  it('for dark panels can be seen on white ones', () => {
    for (const figure of figures) {
      const { pixels } = render(traySvg(figure, 'dark', 16));
      const onWhite = [...pixels]
        .map((value, index) => ({ value, alpha: pixels[index + 3] ?? 0, index }))
        .filter(({ index }) => index % 4 === 0)
        .map(({ value, alpha }) => (value * alpha + 255 * (255 - alpha)) / 255);
      expect(Math.min(...onWhite)).toBeLessThan(160);
    }
  });

  it('of the app come in every size', () => {
    expect(appSizes.map((px) => render(appSvg(px)).width)).toEqual([...appSizes]);
  });
});
