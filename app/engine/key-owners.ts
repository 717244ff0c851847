import { ownersWith, type KeyOwners } from '../session/key-owners.ts';
import type { Core } from './core.ts';

export type KeepingKeyOwners = {
  /** What the last runs knew, before anything is handed out. */
  load(): Promise<void>;
  /** Keeps what is known by now, where it is more than what was kept. */
  keep(): void;
};

/**
 * Who keys are, kept for the rules of production: those of ARNs, accounts and aliases hold from the first moment of the
 * next start, when AWS was not asked yet.
 */
export const createKeepingKeyOwners = ({ ports, store }: Core): KeepingKeyOwners => {
  let kept: KeyOwners | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const save = async (owners: KeyOwners): Promise<void> => {
    const list = [...owners].map(([accessKeyId, owner]) => ({ accessKeyId, ...owner }));
    const saved = await ports.keyOwners.save(list);
    if (!saved.ok) store.apply({ kind: 'state-file', ...saved.failure });
  };

  const keep = (): void => {
    const owners = store.state().keyOwners;
    // Before it was read, what is known now would replace what was kept.
    if (kept === null || kept === owners) return;
    kept = owners;
    last = last.then(() => save(owners));
  };

  return {
    load: async () => {
      const loaded = await ports.keyOwners.load();
      if (!loaded.ok) store.apply({ kind: 'state-file', ...loaded.failure });
      const list = loaded.ok ? loaded.value : [];
      kept = new Map(list.map(({ accessKeyId, ...owner }) => [accessKeyId, owner]));
      // What was learnt meanwhile is newer.
      const owners = ownersWith(kept, store.state().keyOwners);
      store.apply({ kind: 'key-owners', owners });
      keep();
    },
    keep,
  };
};
