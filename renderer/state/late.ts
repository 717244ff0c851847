import { useEffect, useSyncExternalStore } from 'react';

/**
 * Code that nobody needs before the list is drawn, which is drawn sooner without it. `prepare` loads it, once; `use`
 * gives it, null as long as it is not there, which it soon is once it is `wanted`. Not React's `lazy`: after a first
 * wait that holds back what it loaded for 300 ms.
 */
export const createLate = <T>(
  load: () => Promise<T>,
): { readonly prepare: () => void; readonly use: (wanted: boolean) => T | null } => {
  const state: { loaded: T | null } = { loaded: null };
  const listeners = new Set<() => void>();
  const prepare = (): void =>
    void load().then((loaded) => {
      state.loaded = loaded;
      for (const listener of listeners) listener();
    });
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const useLate = (wanted: boolean): T | null => {
    const loaded = useSyncExternalStore(subscribe, () => state.loaded);
    const isMissing = wanted && loaded === null;
    useEffect(() => {
      if (isMissing) prepare();
    }, [isMissing]);
    return loaded;
  };
  return { prepare, use: useLate };
};
