import { settle } from './model-clock.ts';

/** Holds answers back, and lets those that wait through when told. */
export type Gate = {
  readonly wait: () => Promise<void>;
  readonly open: () => Promise<void>;
};

/** A gate that is shut again as soon as those that waited are through. */
export const gated = (): Gate => {
  const waiting: (() => void)[] = [];
  return {
    wait: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    open: async () => {
      for (const resolve of waiting.splice(0)) resolve();
      await settle();
    },
  };
};
