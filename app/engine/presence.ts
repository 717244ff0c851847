import type { Instant } from '../model.ts';
import { isLocked } from '../session/lock.ts';
import { afterLook, idleLimit, locksWhen } from '../session/presence.ts';
import type { Core } from './core.ts';
import type { Locking } from './lock.ts';

export type WatchingPresence = {
  /** Listens to the desktop from now on; returns its stop. */
  watch(): () => void;
  /** Asks for how long nobody has been there, when it may have been long enough. */
  step(): void;
  /** The computer slept and wakes: nobody was there meanwhile, which no count of idle time knows. */
  woke(): void;
};

/** Locks by itself when a person goes away, as far as the settings want it and the desktop tells. */
export const createWatchingPresence = (
  { ports, store, time, look }: Core,
  locking: Pick<Locking, 'lock'>,
): WatchingPresence => {
  let isAsking = false;
  let sleptAt: Instant | null = null;
  let ended = false;

  const ask = async (): Promise<void> => {
    isAsking = true;
    const idleFor = await ports.presence.idleFor();
    isAsking = false;
    const limit = idleLimit(store.state());
    // Another setting, a lock or the end came in between.
    if (ended || limit === null || isLocked(store.state())) return look();
    // A desktop that does not answer is asked again when it could be true, not sooner.
    const next = afterLook(idleFor ?? 0, limit, time.now());
    if (next.kind === 'lock') return void locking.lock('idle');
    store.apply({ kind: 'presence-look', look: next.look });
    look();
  };

  return {
    watch: () => {
      const stop = ports.presence.watch({
        tells: (tells) => {
          store.apply({ kind: 'presence-tells', tells });
          look();
        },
        away: (how) => {
          if (how === 'sleep') sleptAt = time.now();
          if (locksWhen(store.state(), how)) void locking.lock(how);
        },
      });
      return () => {
        ended = true;
        stop();
      };
    },
    step: () => {
      const state = store.state();
      const limit = idleLimit(state);
      const { look: next } = state.presence;
      if (limit === null) {
        if (next !== null) store.apply({ kind: 'presence-look', look: null });
        return;
      }
      const left = next?.limit === limit ? next.at - time.now() : 0;
      // Further away than it was ever put: the clock was set back since, and nobody would be looked for.
      if (isAsking || (left > 0 && left <= limit * 1000)) return;
      void ask();
    },
    woke: () => {
      const limit = idleLimit(store.state());
      const slept = sleptAt === null ? 0 : time.now() - sleptAt;
      sleptAt = null;
      if (limit !== null && afterLook(slept, limit, time.now()).kind === 'lock')
        void locking.lock('idle');
    },
  };
};
