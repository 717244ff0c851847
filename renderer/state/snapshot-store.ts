import type { Bridge } from '../../app/bridge.ts';
import { learning } from '../../app/view/language.ts';
import { isWhole, nothingHeld, takeIn, type Parts } from '../../app/view/parts.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';

declare global {
  // Window is a global interface, and only an interface merges with it.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface Window {
    readonly fobwatch: Bridge;
  }
}

/** The newest snapshot seen; null until the first is there. */
export type SnapshotStore = {
  current(): WindowSnapshot | null;
  subscribe(listener: () => void): () => void;
};

/**
 * Holds the newest snapshot of the bridge, whose parts come as they change, after the whole or before it. One in another
 * language is shown once that can be spoken; should it never be, in English.
 */
export const createSnapshotStore = (bridge: Bridge): SnapshotStore => {
  const listeners = new Set<() => void>();
  const state: { held: typeof nothingHeld; whole: WindowSnapshot | null } = {
    held: nothingHeld,
    whole: null,
  };
  const show = (picture: WindowSnapshot): void => {
    state.whole = picture;
    for (const listener of listeners) listener();
  };
  const take = (parts: Parts): void => {
    const held = takeIn(state.held, parts);
    if (held === state.held) return;
    state.held = held;
    const { picture } = held;
    if (!isWhole(picture)) return;
    const missing = learning(picture.language);
    if (missing === null) show(picture);
    else
      void missing
        .catch(() => undefined)
        .then(() => {
          if (state.held === held) show(picture);
        });
  };
  bridge.onSnapshot(take);
  // Should the first look fail, main knows that nothing is here, and the next change brings the whole picture.
  bridge.snapshot().then(take, () => undefined);
  return {
    current: () => state.whole,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
