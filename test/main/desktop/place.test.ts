import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keepPlace,
  MOST_PLACES,
  placePopover,
  reopenPopover,
  settledAs,
  type Display,
  type Kept,
} from '../../../app/view/place.ts';

const size = { width: 380, height: 560 };
const bounds = { x: 0, y: 0, width: 1280, height: 800 };
const bare: Display = { bounds, workArea: bounds };
const panelAt = {
  top: { bounds, workArea: { x: 0, y: 30, width: 1280, height: 770 } },
  bottom: { bounds, workArea: { x: 0, y: 0, width: 1280, height: 770 } },
  left: { bounds, workArea: { x: 50, y: 0, width: 1230, height: 800 } },
  right: { bounds, workArea: { x: 0, y: 0, width: 1230, height: 800 } },
} as const;

describe('the place of the popover', () => {
  it.each([
    ['top', { x: 1000, y: 4, width: 22, height: 22 }, { x: 821, y: 34 }],
    ['bottom', { x: 1000, y: 774, width: 22, height: 22 }, { x: 821, y: 206 }],
    ['left', { x: 14, y: 300, width: 22, height: 22 }, { x: 54, y: 31 }],
    ['right', { x: 1244, y: 300, width: 22, height: 22 }, { x: 846, y: 31 }],
  ] as const)('is by the icon in a panel at the %s', (edge, tray, place) => {
    const pointer = { x: 0, y: 0 };
    expect(placePopover({ size, tray, pointer, display: panelAt[edge] })).toEqual({
      ...size,
      ...place,
    });
  });

  it('is under the pointer by the panel where the desktop does not tell where the icon is', () => {
    const tray = { x: 0, y: 0, width: 0, height: 0 };
    const pointer = { x: 700, y: 15 };
    expect(placePopover({ size, tray, pointer, display: panelAt.top })).toMatchObject({
      x: 510,
      y: 34,
    });
  });

  it('is by the panel also when the pointer is in a menu away from it', () => {
    const pointer = { x: 700, y: 300 };
    expect(placePopover({ size, tray: null, pointer, display: panelAt.bottom })).toMatchObject({
      y: 206,
    });
  });

  it('is at the pointer where there is no panel', () => {
    const pointer = { x: 100, y: 120 };
    expect(placePopover({ size, tray: null, pointer, display: bare })).toMatchObject(pointer);
  });

  it('shrinks to a screen that is too small', () => {
    const small = { x: 0, y: 0, width: 300, height: 400 };
    const display = { bounds: small, workArea: small };
    const pointer = { x: 10, y: 10 };
    expect(placePopover({ size, tray: null, pointer, display })).toEqual(small);
  });

  it('is always wholly inside the work area', () => {
    const rectangle = fc.record({
      x: fc.integer({ min: -4000, max: 4000 }),
      y: fc.integer({ min: -4000, max: 4000 }),
      width: fc.integer({ min: 1, max: 4000 }),
      height: fc.integer({ min: 1, max: 4000 }),
    });
    const inset = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        rectangle,
        fc.tuple(inset, inset, inset, inset),
        fc.option(rectangle),
        fc.record({ x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer() }),
        (whole, [top, right, bottom, left], tray, pointer) => {
          const workArea = {
            x: whole.x + left,
            y: whole.y + top,
            width: whole.width + 300,
            height: whole.height + 300,
          };
          const display = {
            bounds: {
              ...whole,
              width: workArea.width + left + right,
              height: workArea.height + top + bottom,
            },
            workArea,
          };
          const place = placePopover({ size, tray, pointer, display });
          expect(place.x).toBeGreaterThanOrEqual(workArea.x);
          expect(place.y).toBeGreaterThanOrEqual(workArea.y);
          expect(place.x + place.width).toBeLessThanOrEqual(workArea.x + workArea.width);
          expect(place.y + place.height).toBeLessThanOrEqual(workArea.y + workArea.height);
        },
      ),
    );
  });
});

describe('the place a person gave the popover', () => {
  const pointer = { x: 1000, y: 15 };
  const tray = { x: 1000, y: 4, width: 22, height: 22 };
  const home = { x: 821, y: 34 };
  const opened = { ...home, ...size };
  const display = panelAt.top;
  const untouched: Kept = { size, places: [] };
  const reopened = (kept: Kept, on: Display = display) =>
    reopenPopover({
      kept,
      home: placePopover({ size: kept.size, tray, pointer, display: on }),
      display: on,
    });
  const left = (kept: Kept, bounds: typeof opened, from = opened) =>
    keepPlace(kept, { opened: from, bounds, home, display: display.bounds });
  const moved = left(untouched, { ...opened, x: 100, y: 200 });

  it('is by the tray icon until they move it', () => {
    expect(reopened(untouched)).toEqual(opened);
  });

  it('is where they moved it to, the next time', () => {
    expect(reopened(moved)).toEqual({ x: 100, y: 200, ...size });
  });

  it.each([
    ['nothing', { ...opened }],
    ['a few pixels, as a window manager may', { ...opened, x: opened.x + 8, y: opened.y - 8 }],
    [
      'its size by rounding, on a screen scaled by a fraction',
      { ...opened, width: 383, height: 562 },
    ],
  ])('stays as it is when %s changed', (_, bounds) => {
    expect(left(untouched, bounds)).toBe(untouched);
  });

  it('is by the icon again when it was dragged back there', () => {
    const back = left(moved, { ...opened, x: opened.x + 3 }, { ...opened, x: 100, y: 200 });
    expect(back.places).toEqual([]);
    expect(reopened(back)).toEqual(opened);
  });

  it('keeps the size alone when only that was changed, and grows from where it is', () => {
    const larger = left(moved, { x: 100, y: 200, width: 500, height: 590 }, reopened(moved));
    expect(larger).toEqual({ size: { width: 500, height: 590 }, places: moved.places });
  });

  it.each([
    ['a little', { width: 384, height: 560 }],
    ['a little, the other way', { width: 380, height: 556 }],
  ])('takes its size over when it was resized by %s', (_, wanted) => {
    expect(left(untouched, { ...opened, ...wanted }).size).toEqual(wanted);
  });

  it('takes over only the side that was resized, not what rounding or a small screen did to the other', () => {
    expect(left(untouched, { ...opened, width: 382, height: 700 }).size).toEqual({
      width: 380,
      height: 700,
    });
    const shrunk = { ...opened, height: 512 };
    expect(left(untouched, { ...shrunk, width: 450, height: 514 }, shrunk).size).toEqual({
      width: 450,
      height: 560,
    });
  });

  it.each([1.25, 1.5, 1.75, 2.25])(
    'stays as large over many openings at a scale of %s',
    (scale) => {
      // Outwards to whole pixels and outwards to whole units, as the toolkit does it.
      const outwards = (from: number, length: number, by: number): readonly [number, number] => {
        const start = Math.floor(from * by);
        return [start, Math.ceil((from + length) * by) - start];
      };
      const rounded = (from: number, length: number): readonly [number, number] =>
        outwards(...outwards(from, length, scale), 1 / scale);
      for (let openings = 0; openings < 100; openings += 1) {
        const asked = { x: 600 + openings, y: 20 + openings, ...size };
        const [x, width] = rounded(asked.x, asked.width);
        const [y, height] = rounded(asked.y, asked.height);
        expect(left(untouched, { x, y, width, height }, asked)).toBe(untouched);
      }
    },
  );

  it('keeps the size a person wants when a small screen shrank it', () => {
    const small = { x: 0, y: 0, width: 300, height: 400 };
    expect(left(untouched, { ...small, x: 40, y: 40 }, small).size).toEqual(size);
  });

  it.each([
    ['right of and below', { x: 1270, y: 790 }, { x: 900, y: 240 }],
    ['left of and above', { x: -300, y: -40 }, { x: 0, y: 30 }],
  ])('comes back wholly onto the screen from %s it', (_, at, place) => {
    const off: Kept = { size, places: [{ display: bounds, at }] };
    expect(reopened(off)).toEqual({ ...place, ...size });
  });

  it('belongs to its display: another, or one arranged anew, has its own', () => {
    const second = { x: 1280, y: 0, width: 1920, height: 1080 };
    const other: Display = { bounds: second, workArea: second };
    expect(reopened(moved, other)).toEqual(reopened(untouched, other));
    const both = keepPlace(moved, {
      opened: { x: 1400, y: 10, ...size },
      bounds: { x: 2000, y: 300, ...size },
      home: { x: 1400, y: 10 },
      display: second,
    });
    expect(reopened(both, other)).toMatchObject({ x: 2000, y: 300 });
    expect(reopened(both)).toMatchObject({ x: 100, y: 200 });
  });

  it('is forgotten for the display it was used on longest ago, past the most that are kept', () => {
    const displays = Array.from({ length: MOST_PLACES + 1 }, (_, at) => ({
      ...bounds,
      x: at * bounds.width,
    }));
    const kept = displays.reduce(
      (before, whole) =>
        keepPlace(before, { opened, bounds: { ...opened, x: 100 }, home, display: whole }),
      untouched,
    );
    expect(kept.places.map((one) => one.display.x)).toEqual(displays.slice(1).map(({ x }) => x));
  });

  it('is always wholly inside the work area, whatever was kept', () => {
    const coordinate = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(
        fc.record({ x: coordinate, y: coordinate }),
        fc.integer({ min: 320, max: 3000 }),
        fc.integer({ min: 360, max: 3000 }),
        (at, width, height) => {
          const { workArea } = display;
          const place = reopened({ size: { width, height }, places: [{ display: bounds, at }] });
          expect(place.x).toBeGreaterThanOrEqual(workArea.x);
          expect(place.y).toBeGreaterThanOrEqual(workArea.y);
          expect(place.x + place.width).toBeLessThanOrEqual(workArea.x + workArea.width);
          expect(place.y + place.height).toBeLessThanOrEqual(workArea.y + workArea.height);
        },
      ),
    );
  });
});

describe('a window that just opened', () => {
  const asked = { x: 644, y: 29, ...size };
  const nowhere = { x: 0, y: 0 };

  it.each([
    ['there', 'where it was asked to be', asked, false],
    ['there', 'rounded', { x: 643, y: 28, width: 382, height: 562 }, false],
    ['taken', 'where a person moved it', { ...asked, x: 500 }, false],
    ['lost', 'nowhere', { ...asked, ...nowhere }, true],
    ['lost', 'nowhere, rounded', { ...nowhere, width: 382, height: 562 }, true],
    ['taken', 'in the corner, and resized', { ...nowhere, width: 500, height: 700 }, true],
  ] as const)('is %s when it is %s', (became, _, bounds, unknown) => {
    expect(settledAs(asked, bounds, unknown)).toBe(became);
  });
});
