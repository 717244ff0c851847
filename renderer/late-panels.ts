import { useEffect, useSyncExternalStore } from 'react';
import type { panels } from './panels.tsx';

type Panels = typeof panels;

// The list is drawn before anybody can open a panel, and sooner without what draws them.
const state: { loaded: Panels | null } = { loaded: null };
const listeners = new Set<() => void>();

/** Loads what draws the panels, once. */
export const preparePanels = (): void =>
  void import('./panels.tsx').then((module) => {
    state.loaded = module.panels;
    for (const listener of listeners) listener();
  });

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What draws the panels; null as long as it is not there, which it soon is once one is `wanted`. */
export const usePanels = (wanted: boolean): Panels | null => {
  const loaded = useSyncExternalStore(subscribe, () => state.loaded);
  const isMissing = wanted && loaded === null;
  useEffect(() => {
    if (isMissing) preparePanels();
  }, [isMissing]);
  return loaded;
};
