import { createContext, use, useEffect, useSyncExternalStore } from 'react';
import type { Command } from '../../app/contract.ts';
import type { Shell } from '../../app/export/names.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Ticker } from './ticker.ts';

/** What a component reaches beyond its props. */
export type Outside = {
  send(command: Command): void;
  readonly snapshots: SnapshotStore;
  readonly ticker: Ticker;
};

export const OutsideContext = createContext<Outside | null>(null);

export const useOutside = (): Outside => {
  const outside = use(OutsideContext);
  if (outside === null) throw new Error('OutsideContext is missing');
  return outside;
};

export const useSend = (): Outside['send'] => useOutside().send;

export const useSnapshot = (store: SnapshotStore): WindowSnapshot | null =>
  useSyncExternalStore(store.subscribe, store.current);

/**
 * Something computed from the shared clock. The component is drawn again only when the result changes, so `select`
 * returns a primitive.
 */
export const useTick = <T extends string | number | boolean | null>(
  select: (now: number) => T,
): T => {
  const { ticker } = useOutside();
  return useSyncExternalStore(ticker.subscribe, () => select(ticker.now()));
};

/** The same to the second, for what counts down to `end`. */
export const useExactTick = <T extends string | number | boolean | null>(
  end: number,
  select: (now: number) => T,
): T => {
  const { ticker } = useOutside();
  useEffect(() => ticker.watchExactly(end), [ticker, end]);
  return useTick(select);
};

/** Every tag there is, joined by what no tag holds. */
const tagsOf = (snapshot: WindowSnapshot | null): string => (snapshot?.marks.tags ?? []).join('\n');

/** The person's own tags, of all rows. Only a change of them draws anew. */
export const useTags = (): readonly string[] => {
  const { snapshots } = useOutside();
  const tags = useSyncExternalStore(snapshots.subscribe, () => tagsOf(snapshots.current()));
  return tags === '' ? [] : tags.split('\n');
};

/** The shell that exports are for where none is named. Only a change of it draws anew. */
export const useShell = (): Shell => {
  const { snapshots } = useOutside();
  return useSyncExternalStore(
    snapshots.subscribe,
    () => snapshots.current()?.settings.shell ?? 'sh',
  );
};
