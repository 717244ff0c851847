import { grantId, type Grant, type GrantRef } from '../model.ts';
import { madeOfProfile } from '../session/operations.ts';
import { roleId, sessionId } from '../session/state.ts';
import type { Calls } from './calls.ts';
import type { Core } from './core.ts';
import type { Operations } from './operations.ts';
import type { Persistence } from './persistence.ts';

export type Halting = {
  /**
   * Ends these and what hangs on them: their credentials are dropped, also the sealed copies (ST3). The file stays for
   * what is no secret: a code that was spent stays spent over a restart.
   */
  halt(targets: readonly GrantRef[]): void;
  haltAll(): void;
};

export const createHalting = (
  { store, look }: Core,
  calls: Pick<Calls, 'abandon'>,
  operations: Pick<Operations, 'abandon'>,
  persistence: Persistence,
): Halting => {
  const end = (refs: readonly GrantRef[], hanging: readonly GrantRef[]): void => {
    const all = [...refs, ...hanging];
    calls.abandon(all);
    operations.abandon(all);
    store.apply({ kind: 'halted', refs, hanging });
    // Locked, nobody knows what of it a copy that was kept for a finger holds: all of it goes.
    store.apply({ kind: 'kept-no-more' });
    void persistence.save();
    look();
  };

  /** Stopping something stops what hangs on it: roles under a session, roles reached through a role. */
  const halt = (targets: readonly GrantRef[]): void => {
    const state = store.state();
    const stopped = new Set(targets.map(grantId));
    const hangs = ({ ref }: Grant): boolean => {
      const profile = ref.kind === 'role' ? ref.profile : madeOfProfile(state, ref);
      const chain = profile === null ? undefined : state.roles.get(profile)?.chain;
      if (chain === undefined || chain.kind === 'broken') return false;
      if (chain.kind === 'walks' && stopped.has(sessionId(chain.identity))) return true;
      // One made with a profile's way is not made by the profile's own role, but by those before it.
      const way = ref.kind === 'role' ? chain.roles : chain.roles.slice(0, -1);
      return way.some((profile) => stopped.has(roleId(profile)));
    };
    const named = new Map(targets.map((ref) => [grantId(ref), ref]));
    const hanging = [...state.grants.values()]
      .filter((grant) => !stopped.has(grantId(grant.ref)) && hangs(grant))
      .map(({ ref }) => ref);
    end([...named.values()], hanging);
  };

  /** Everything ends; the next code starts again what hangs on its session. */
  const haltAll = (): void => {
    const refs = [...store.state().grants.values()].map(({ ref }) => ref);
    const isRole = ({ kind }: GrantRef): boolean => kind === 'role';
    end(
      refs.filter((ref) => !isRole(ref)),
      refs.filter(isRole),
    );
  };

  return { halt, haltAll };
};
