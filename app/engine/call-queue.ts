import { callTarget, nextFor, type Call } from '../credentials/plan.ts';
import { grantId } from '../model.ts';
import type { Calls } from './calls.ts';
import type { Core } from './core.ts';

/** Calls that were decided on and wait for room. */
export type CallQueue = {
  /** What was decided on now takes the place of what was before. */
  fill(calls: readonly Call[]): void;
  /** As many go out as there is room for, each as it is right by now. */
  go(): void;
  isEmpty(): boolean;
};

export const createCallQueue = (
  { store, time, pacing }: Core,
  calls: Pick<Calls, 'make'>,
): CallQueue => {
  let queue: readonly Call[] = [];
  let at = 0;
  return {
    fill: (decided) => {
      queue = decided;
      at = 0;
    },
    go: () => {
      for (; at < queue.length && pacing.hasRoom(); at += 1) {
        const call = queue[at];
        const ref = call === undefined ? null : callTarget(call);
        const grant = ref === null ? undefined : store.state().grants.get(grantId(ref));
        if (ref === null || grant?.work.kind === 'requesting' || grant?.wish === 'halted') continue;
        const next = nextFor(store.state(), ref, time.now());
        if (next.kind === 'call') void calls.make(next.call, null);
      }
    },
    isEmpty: () => at >= queue.length,
  };
};
