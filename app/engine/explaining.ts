import { explainedBy } from '../credentials/denial.ts';
import { firstUnexplained, type Unexplained } from '../session/explanations.ts';
import type { Asking } from './asking.ts';
import type { Core } from './core.ts';

export type Explaining = {
  /** Asks what one encoded message means that nobody was asked about yet. */
  step(): void;
};

/**
 * Has encoded authorization messages in failures decoded where that is allowed (BO7): one at a time, each once, whatever
 * comes of it. What cannot be decoded leaves its failure as it is.
 */
export const createExplaining = (
  { store, look }: Core,
  asking: Pick<Asking, 'explain'>,
): Explaining => {
  let busy = false;

  const explain = async ({ message, within, denied }: Unexplained): Promise<void> => {
    const decoded = await asking.explain(message, denied);
    const explained = decoded === null ? null : explainedBy(within, decoded);
    store.apply({ kind: 'explained', message, explained });
  };

  return {
    step: () => {
      if (busy) return;
      const found = firstUnexplained(store.state());
      if (found === null) return;
      busy = true;
      void explain(found).finally(() => {
        busy = false;
        look();
      });
    },
  };
};
