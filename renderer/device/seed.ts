import { useEffect, useState } from 'react';
import type { SeedBridge, ShownSeed } from '../../app/bridge.ts';

declare global {
  // Window is a global interface, and only an interface merges with it.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface Window {
    /** Only the device wizard's window has it. */
    readonly fobwatchSeed?: SeedBridge;
  }
}

/** The seed of a device, asked for when it appears; null before, and when main shows none. */
export const useSeed = (): ShownSeed | null => {
  const [seed, setSeed] = useState<ShownSeed | null>(null);
  useEffect(() => {
    let gone = false;
    window.fobwatchSeed?.seed().then(
      (shown) => {
        if (!gone) setSeed(shown);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return seed;
};
