import { grantId, type GrantId, type GrantRef } from '../model.ts';
import { MOST_GRANT_LINES, type GrantLines } from '../session/grant-details.ts';
import type { Core } from './core.ts';

export type ShowingGrants = {
  /** Puts the details of a grant into the picture, with its newest lines of the ledger. */
  look(ref: GrantRef): Promise<void>;
  /** Nobody looks any more. */
  leave(ref: GrantRef): void;
};

/** Details of grants for as long as somebody looks at them. */
export const createShowingGrants = ({
  ports,
  store,
}: Pick<Core, 'ports' | 'store'>): ShowingGrants => {
  /** Counts looks and leaves of each, so that an answer that comes late is dropped. */
  const turns = new Map<GrantId, number>();
  const nextTurn = (id: GrantId): number => {
    const turn = (turns.get(id) ?? 0) + 1;
    turns.set(id, turn);
    return turn;
  };

  const look = async (ref: GrantRef): Promise<void> => {
    const id = grantId(ref);
    const mine = nextTurn(id);
    store.apply({ kind: 'grant-lines', ref, lines: { kind: 'reading', stale: false } });
    const found = await ports.ledger.read(MOST_GRANT_LINES, id);
    if (turns.get(id) !== mine) return;
    const shown = store.state().details.open.get(id);
    if (shown?.lines.kind === 'reading' && shown.lines.stale) return look(ref);
    if (!found.ok) return store.apply({ kind: 'grant-lines', ref, lines: { kind: 'failed' } });
    const lines: GrantLines = { kind: 'read', lines: found.value.toReversed() };
    store.apply({ kind: 'grant-lines', ref, lines });
  };

  return {
    look,
    leave: (ref) => {
      turns.delete(grantId(ref));
      store.apply({ kind: 'grant-left', ref });
    },
  };
};
