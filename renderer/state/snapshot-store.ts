import type { Bridge } from '../../app/bridge.ts';
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

/** Holds the newest snapshot of the bridge. They may arrive in any order: the highest revision stays. */
export const createSnapshotStore = (bridge: Bridge): SnapshotStore => {
  const listeners = new Set<() => void>();
  const held: { snapshot: WindowSnapshot | null } = { snapshot: null };
  const take = (snapshot: WindowSnapshot): void => {
    if (held.snapshot !== null && snapshot.revision <= held.snapshot.revision) return;
    held.snapshot = snapshot;
    for (const listener of listeners) listener();
  };
  bridge.onSnapshot(take);
  // Should the first look fail, the next change brings the picture.
  bridge.snapshot().then(take, () => undefined);
  return {
    current: () => held.snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
