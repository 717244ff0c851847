import type { GrantId } from '../model.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';

export type LettingGo = {
  /** Lets go of credentials, the sealed copies as well. */
  drop(ids: readonly GrantId[]): void;
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
    dropOrphans: () => {
      const { grants } = store.state();
      drop([...wallet.keys()].filter((id) => (grants.get(id)?.held ?? null) === null));
    },
  };
};
