import { callTarget, nextFor, type Call } from '../credentials/plan.ts';
import { grantId, type GrantRef } from '../model.ts';
import { canSign } from '../session/expiry.ts';
import type { Calls } from './calls.ts';
import type { Core } from './core.ts';

/** Calls that were decided on and wait for room. */
export type CallQueue = {
  /** What was decided on now takes the place of what was before. */
  fill(calls: readonly Call[]): void;
  /** What was decided on counts no more. */
  empty(): void;
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

  const signs = (ref: GrantRef): boolean =>
    canSign(store.state().grants.get(grantId(ref))?.held ?? null, time.now());

  /** A call as it is right by now, which may be some answers later; null: nobody needs it any more. */
  const asOfNow = (call: Call): Call | null => {
    const ref = callTarget(call);
    const grant = store.state().grants.get(grantId(ref));
    if (grant?.work.kind === 'requesting' || grant?.wish === 'halted') return null;
    const next = nextFor(store.state(), ref, time.now());
    if (next.kind === 'call') return next.call;
    // Not due by itself, but too short of its end to sign for a role that is reached through it.
    if (next.kind !== 'nothing' || signs(ref)) return null;
    const isSigned =
      call.kind === 'get-session' || call.signer.kind !== 'grant' || signs(call.signer.ref);
    return isSigned ? call : null;
  };
  return {
    fill: (decided) => {
      queue = decided;
      at = 0;
    },
    go: () => {
      for (; at < queue.length && pacing.hasRoom(); at += 1) {
        const call = queue[at];
        const ripe = call === undefined ? null : asOfNow(call);
        if (ripe !== null) void calls.make(ripe, null);
      }
    },
    empty: () => {
      queue = [];
      at = 0;
    },
    isEmpty: () => at >= queue.length,
  };
};
