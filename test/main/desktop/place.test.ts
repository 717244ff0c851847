import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placePopover, type Display } from '../../../app/view/place.ts';

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
