import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Size } from '../../app/view/place.ts';
import { writeAtomically } from '../storage/atomic-file.ts';

/** The popover's size before a person changes it, and the least it can have (look.md). */
const DEFAULT_SIZE: Size = { width: 380, height: 560 };
export const LEAST_SIZE: Size = { width: 320, height: 360 };

const sizeDecoder = z.object({
  width: z.int().min(LEAST_SIZE.width).max(4000),
  height: z.int().min(LEAST_SIZE.height).max(4000),
});

/** The size a person gave the popover, kept over restarts; anything unreadable is the default. */
export const createWindowSize = (path: string) => {
  const state = { size: DEFAULT_SIZE, written: Promise.resolve<unknown>(null) };
  try {
    state.size = sizeDecoder.catch(DEFAULT_SIZE).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Not there yet, or not JSON: the default stands.
  }
  return {
    get: (): Size => state.size,
    remember: (size: Size): void => {
      if (size.width === state.size.width && size.height === state.size.height) return;
      state.size = { width: size.width, height: size.height };
      // A size that could not be written is not worth a word.
      state.written = writeAtomically(path, JSON.stringify(state.size));
    },
    /** Resolves when what was remembered is on disk, or could not be written. */
    settled: async (): Promise<void> => {
      await state.written.catch(() => undefined);
    },
  };
};
