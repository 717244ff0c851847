import type { Detail } from '../detail.ts';
import type { SpentStep } from '../ports-lock.ts';
import type { Core } from './core.ts';

export type KeepingSteps = {
  /** What an earlier run kept, by serial. */
  load(): Promise<ReadonlyMap<string, number>>;
  /** Durable when it resolves, or said to be not. Nothing is written that stands there already. */
  keep(steps: ReadonlyMap<string, number>): Promise<void>;
};

/**
 * Which code steps are spent, for as long as no sealed copy says so: a code that was sent before a crash is sent no
 * second time where there is no keychain, or where it has not answered yet.
 */
export const createKeepingSteps = (
  { ports }: Pick<Core, 'ports'>,
  /** What became of the file; null: nothing is wrong with it any more. */
  told: (path: string, detail: Detail | null) => void,
): KeepingSteps => {
  /** What the file holds; null: nobody knows. */
  let kept: string | null = null;
  let unkept: string | null = null;
  const textOf = (steps: readonly SpentStep[]): string => JSON.stringify(steps);

  return {
    load: async () => {
      const loaded = await ports.spentSteps.load();
      if (!loaded.ok) {
        unkept = loaded.failure.path;
        told(unkept, loaded.failure.detail);
        return new Map();
      }
      kept = textOf(loaded.value);
      return new Map(loaded.value.map(({ serial, step }) => [serial, step]));
    },
    keep: async (steps) => {
      const list = [...steps].map(([serial, step]) => ({ serial, step }));
      const text = textOf(list);
      if (text === kept) return;
      const saved = await ports.spentSteps.save(list);
      kept = saved.ok ? text : null;
      if (!saved.ok) told(saved.failure.path, saved.failure.detail);
      else if (unkept !== null) told(unkept, null);
      unkept = saved.ok ? null : saved.failure.path;
    },
  };
};
