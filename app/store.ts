import type { AppEvent } from './session/events.ts';
import { reduce } from './session/reduce.ts';
import type { AppState } from './session/state.ts';

/** Holds the one state; events go in, listeners are told once per event that changed something. */
export type Store = {
  state(): AppState;
  apply(event: AppEvent): void;
  subscribe(listener: () => void): () => void;
  revision(): number;
};

export const createStore = (initial: AppState): Store => {
  let state = initial;
  let revision = 0;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    apply: (event) => {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      revision += 1;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revision: () => revision,
  };
};
