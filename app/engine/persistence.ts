import { sealedText, unseal } from '../credentials/sealed.ts';
import type { Core } from './core.ts';

export type Persistence = {
  /** Brings back sealed copies; an unreadable one is a problem shown, and is replaced by the next. */
  restore(): Promise<void>;
  /** Seals what is held now. Resolves when a copy at least as new as the call is durable. */
  save(): Promise<void>;
};

/** Sealed copies on disk: one write at a time, and writes asked for meanwhile become one. */
export const createPersistence = ({ ports, store, time, wallet }: Core): Persistence => {
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;

  const problem = (detail: string, path: string): void => {
    ports.journal.write({ kind: 'sealed-copies-unavailable', facts: { path, detail } });
    store.apply({ kind: 'state-problems', problems: [{ kind: 'state-file', path, detail }] });
  };

  const write = async (): Promise<void> => {
    if (store.state().vault.kind !== 'ready') return;
    const saved = await ports.sealed.save(sealedText(store.state(), wallet, time.now()));
    if (!saved.ok) problem(saved.failure.detail, saved.failure.path);
  };

  const save = (): Promise<void> => {
    if (running === null) {
      running = write().finally(() => {
        running = null;
      });
      return running;
    }
    again ??= running.then(() => {
      again = null;
      return save();
    });
    return again;
  };

  return {
    save,
    restore: async () => {
      const loaded = await ports.sealed.load();
      if (!loaded.ok) {
        problem(loaded.failure.detail, loaded.failure.path);
        return;
      }
      if (loaded.value === null) return;
      const unsealed = unseal(loaded.value, time.latest());
      if (!unsealed.ok) {
        problem(unsealed.failure, '');
        return;
      }
      for (const [id, credentials] of unsealed.value.wallet) wallet.set(id, credentials);
      store.apply({
        kind: 'restored',
        grants: unsealed.value.grants,
        spentSteps: unsealed.value.spentSteps,
        told: unsealed.value.told,
      });
    },
  };
};
