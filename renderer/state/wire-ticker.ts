import { endsOf } from './next-tick.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Ticker } from './ticker.ts';

/** Lets the clock follow the picture and rest while the window is hidden. Lasts as long as the page. */
export const wireTicker = (ticker: Ticker, snapshots: SnapshotStore): void => {
  const follow = (): void => {
    const snapshot = snapshots.current();
    if (snapshot !== null) ticker.watch(endsOf(snapshot));
  };
  const look = (): void =>
    document.visibilityState === 'visible' ? ticker.resume() : ticker.pause();
  snapshots.subscribe(follow);
  document.addEventListener('visibilitychange', look);
  look();
};
