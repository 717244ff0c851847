import { useEffect, useSyncExternalStore } from 'react';
import { grantId, type GrantRef } from '../../app/model.ts';
import type { GrantDetails } from '../../app/view/details-view.ts';
import { useOutside } from './outside.ts';

/** The details of a grant, which come while somebody looks: from here on until this goes or the window is hidden. */
export const useDetails = (ref: GrantRef): GrantDetails | null => {
  const { send, snapshots } = useOutside();
  const id = grantId(ref);
  useEffect(() => {
    const look = (): void =>
      send({
        kind: document.visibilityState === 'visible' ? 'look-at-grant' : 'leave-grant',
        target: ref,
      });
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      send({ kind: 'leave-grant', target: ref });
    };
    // The same grant is a new object whenever anything of its part of the picture changed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [send, id]);
  return useSyncExternalStore(
    snapshots.subscribe,
    () => snapshots.current()?.details.find((one) => one.id === id) ?? null,
  );
};
