import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWindowPlace } from '../../../main/desktop/window-place.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();

describe('the popover’s size and place on the disk', () => {
  const display = { x: 0, y: 0, width: 1280, height: 800 };
  const opened = { x: 821, y: 34, width: 380, height: 560 };
  const home = { x: 821, y: 34 };
  const file = () => join(folder(), 'window.json');
  const standard = { size: { width: 380, height: 560 }, places: [] };

  it('are read back by the next start', async () => {
    const path = file();
    const place = createWindowPlace(path);
    place.remember({ opened, bounds: { x: 40, y: 60, width: 420, height: 600 }, home, display });
    await place.settled();
    expect(createWindowPlace(path).get()).toEqual({
      size: { width: 420, height: 600 },
      places: [{ display, at: { x: 40, y: 60 } }],
    });
  });

  it('are not written when nobody changed them', async () => {
    const path = file();
    const place = createWindowPlace(path);
    place.remember({ opened, bounds: opened, home, display });
    await place.settled();
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  it('of a version that knew no places are a size', () => {
    const path = file();
    writeFileSync(path, '{"width":400,"height":500}');
    expect(createWindowPlace(path).get()).toEqual({
      size: { width: 400, height: 500 },
      places: [],
    });
  });

  it.each([
    ['no file', null],
    ['no JSON', '{"width":'],
    ['something else', '[]'],
    ['a size nobody can have', '{"width":12,"height":99999}'],
  ])('are the default with %s', (_, text) => {
    const path = file();
    if (text !== null) writeFileSync(path, text);
    expect(createWindowPlace(path).get()).toEqual(standard);
  });

  it('leave out places that are none, and keep the size', () => {
    const path = file();
    writeFileSync(path, '{"width":400,"height":500,"places":[{"display":"left","at":4}]}');
    expect(createWindowPlace(path).get()).toEqual({
      size: { width: 400, height: 500 },
      places: [],
    });
  });
});
