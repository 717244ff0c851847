import type { Store } from '../store.ts';

/**
 * Asked before something is awaited; what it returns is asked afterwards: whether no lock came in between. What began
 * before a lock does not matter after it, also when the app was opened again meanwhile.
 */
export const noLockSince = (store: Pick<Store, 'state'>): (() => boolean) => {
  const { locks } = store.state().lock;
  return () => store.state().lock.locks === locks;
};
