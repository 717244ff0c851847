import { decide, type Call } from '../credentials/plan.ts';
import type { Instant } from '../model.ts';
import type { Core } from './core.ts';

/** Decides on everything that is wanted: what is in the way goes into the state, the calls to make come back. */
export const createDeciding =
  ({ ports, store }: Pick<Core, 'ports' | 'store'>): ((now: Instant) => readonly Call[]) =>
  (now) => {
    const { calls, needCode, blocked } = decide(store.state(), now);
    store.apply({ kind: 'decided', needCode, blocked });
    const facts = { calls: calls.length, needCode: needCode.size, blocked: blocked.size };
    ports.journal.write({ kind: 'decided', facts }, 'debug');
    return calls;
  };
