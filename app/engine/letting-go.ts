import { grantId, type GrantId, type Instant } from '../model.ts';
import { isValid } from '../session/state.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';

export type LettingGo = {
  /** Lets go of credentials, the sealed copies as well. */
  drop(ids: readonly GrantId[]): void;
  /** Of what has ended by now. */
  dropEnded(now: Instant): void;
  /** Of those of grants that hold none any more: what their names stood for changed in the files. */
  dropOrphans(): void;
};

/** Credentials that nobody is to have any more. */
export const createLettingGo = (
  { store, wallet }: Core,
  persistence: Pick<Persistence, 'save'>,
): LettingGo => {
  const drop: LettingGo['drop'] = (ids) => {
    for (const id of ids) wallet.delete(id);
    if (ids.length > 0) void persistence.save();
  };
  return {
    drop,
    dropEnded: (now) => {
      const over = [...wallet].flatMap(([id, { expiresAt }]) => (expiresAt <= now ? [id] : []));
      drop(over);
      for (const id of over) store.apply({ kind: 'ended', id });
      // Let go of by a clock that was ahead and is put back: it does not come back with the time.
      for (const { ref, held } of store.state().grants.values())
        if (isValid(held, now) && !wallet.has(grantId(ref)))
          store.apply({ kind: 'lost', ref, at: now });
    },
    dropOrphans: () => {
      const { grants } = store.state();
      drop([...wallet.keys()].filter((id) => (grants.get(id)?.held ?? null) === null));
    },
  };
};
