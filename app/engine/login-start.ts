import type { Detail } from '../detail.ts';
import type { Core } from './core.ts';

/** What the system is told and says of starting the app when its person logs in. */
export type LoginStarting = {
  read(): Promise<void>;
  set(on: boolean): Promise<void>;
};

export const createLoginStarting = ({ ports, store }: Core): LoginStarting => {
  /** What is, whatever was asked for. */
  const read = async (refused: Detail | null): Promise<void> => {
    const entry = await ports.loginStart.read();
    store.apply({ kind: 'login-start', loginStart: { entry, refused } });
  };
  return {
    read: () => read(store.state().loginStart.refused),
    set: async (on) => {
      const set = await ports.loginStart.set(on);
      ports.journal.write({ kind: 'login-start', facts: { on, done: set.ok } });
      await read(set.ok ? null : set.failure);
    },
  };
};
