/**
 * Work that is asked for more often than it is worth doing, such as drawing: done soon after it is asked for, once for
 * all that asked meanwhile, and not again within `pause` ms. The last to ask is never forgotten.
 */
export const createPaced = (
  work: () => void,
  pause: number,
): { readonly ask: () => void; readonly stop: () => void } => {
  const state: { timer: NodeJS.Timeout | null; doneAt: number } = {
    timer: null,
    doneAt: Number.NEGATIVE_INFINITY,
  };
  const begin = (): void => {
    state.timer = null;
    work();
    // Measured from its end: work that takes long leaves time for others.
    state.doneAt = performance.now();
  };
  return {
    ask: () => {
      const wait = Math.max(0, state.doneAt + pause - performance.now());
      state.timer ??= setTimeout(begin, wait);
    },
    stop: () => {
      if (state.timer !== null) clearTimeout(state.timer);
      state.timer = null;
    },
  };
};
