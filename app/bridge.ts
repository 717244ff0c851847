import type { Command } from './contract.ts';
import type { WindowSnapshot } from './view/window.ts';

/**
 * All that a renderer can do, as the preload exposes it under `window[bridgeName]`: send a command, look at the
 * picture, be told of a new one. Commands answer through the next snapshot.
 */
export type Bridge = {
  send(command: Command): void;
  snapshot(): Promise<WindowSnapshot>;
  /** Calls back with every new snapshot; returns its stop. Snapshots may come in any order: the revision decides. */
  onSnapshot(listener: (snapshot: WindowSnapshot) => void): () => void;
};

/** The property of `window` that holds the bridge. */
export const bridgeName = 'fobwatch';
