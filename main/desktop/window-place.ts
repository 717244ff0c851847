import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { keepPlace, MOST_PLACES, type Kept, type Left } from '../../app/view/place.ts';
import { writeAtomically } from '../storage/atomic-file.ts';

/** The popover's size before a person changes it, and the least it can have (look.md). */
const DEFAULT_SIZE = { width: 380, height: 560 };
export const LEAST_SIZE = { width: 320, height: 360 };

const NOTHING: Kept = { size: DEFAULT_SIZE, places: [] };

/** Coordinates of several displays, some of them left of the first or above it. */
const coordinate = z.int().min(-100_000).max(100_000);
const rectangle = z.object({
  x: coordinate,
  y: coordinate,
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
});

/** Places came later than sizes: a file without them has none. */
const fileDecoder = z.object({
  width: z.int().min(LEAST_SIZE.width).max(4000),
  height: z.int().min(LEAST_SIZE.height).max(4000),
  places: z
    .array(z.object({ display: rectangle, at: z.object({ x: coordinate, y: coordinate }) }))
    .max(MOST_PLACES)
    .catch([]),
});

const read = (path: string): Kept => {
  try {
    const decoded = fileDecoder.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!decoded.success) return NOTHING;
    const { width, height, places } = decoded.data;
    return { size: { width, height }, places };
  } catch {
    // Not there yet, or not JSON: the default stands.
    return NOTHING;
  }
};

export type WindowPlace = {
  get(): Kept;
  /** Takes in how the window was left: a person may have moved it or made it larger. */
  remember(left: Left): void;
  /** Resolves when what was remembered is on disk, or could not be written. */
  settled(): Promise<void>;
};

/** The size a person gave the popover and the places they moved it to, kept over restarts; anything unreadable is the default. */
export const createWindowPlace = (path: string): WindowPlace => {
  const state = { kept: read(path), written: Promise.resolve<unknown>(null) };
  return {
    get: () => state.kept,
    remember: (left) => {
      const next = keepPlace(state.kept, left);
      if (next === state.kept) return;
      state.kept = next;
      const { size, places } = next;
      // What could not be written is not worth a word.
      state.written = writeAtomically(path, JSON.stringify({ ...size, places }));
    },
    settled: async () => {
      await state.written.catch(() => undefined);
    },
  };
};
