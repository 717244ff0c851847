import type { Processes } from './desktop-processes.ts';
import { until } from './until.ts';

/** Ids of the windows that fit what xdotool is told to search; a window that goes meanwhile makes it search again. */
export const findWindows = (
  { run }: Pick<Processes, 'run'>,
  ...how: readonly string[]
): Promise<readonly string[]> =>
  until('windows to be searched', async () => {
    const found = await run(['xdotool', 'search', ...how]).catch((error: unknown) => {
      // It says nothing and exits 1 where there is none.
      if (error instanceof Error && error.message === 'xdotool exit 1: ') return '';
      throw error;
    });
    return found.split('\n').filter(Boolean);
  });
