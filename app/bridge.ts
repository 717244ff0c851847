import type { Command } from './contract.ts';
import type { Parts } from './view/parts.ts';

/**
 * All that a renderer can do, as the preload exposes it under `window[bridgeName]`: send a command, look at the
 * picture, be told of a new one. Commands answer through the next snapshot.
 */
export type Bridge = {
  send(command: Command): void;
  /** The whole picture. */
  snapshot(): Promise<Parts>;
  /** Calls back with what is new in every new picture; returns its stop. They may come in any order: the revision decides. */
  onSnapshot(listener: (parts: Parts) => void): () => void;
};

/** The property of `window` that holds the bridge. */
export const bridgeName = 'fobwatch';

/** A new device's seed as its window draws it: base 32, and the otpauth URI of the QR code. */
export type ShownSeed = { readonly text: string; readonly uri: string };

/** What the device wizard's window has beside, and no other: main asks who calls. */
export type SeedBridge = {
  /** null: no seed is to be shown (any more). */
  seed(): Promise<ShownSeed | null>;
};

export const seedBridgeName = 'fobwatchSeed';
