import { MOST_LINES } from '../session/shown-ledger.ts';
import type { Core } from './core.ts';

export type ShowingLedger = {
  /** Reads the newest lines into the state, where those that are written from now on join them. */
  read(): Promise<void>;
  /** Nobody looks any more: nothing of it stays in memory. */
  leave(): void;
};

/** The ledger for as long as somebody looks at it. */
export const createShowingLedger = ({
  ports,
  store,
}: Pick<Core, 'ports' | 'store'>): ShowingLedger => {
  let turn = 0;

  const read = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    store.apply({ kind: 'ledger', ledger: { kind: 'reading', stale: false } });
    const found = await ports.ledger.read(MOST_LINES);
    // Left, or asked for again meanwhile.
    if (mine !== turn) return;
    const { ledger } = store.state();
    if (ledger.kind === 'reading' && ledger.stale) return read();
    if (found.ok) store.apply({ kind: 'ledger-read', entries: found.value });
    else store.apply({ kind: 'ledger', ledger: { kind: 'failed', problem: found.failure } });
  };

  return {
    read,
    leave: () => {
      turn += 1;
      if (store.state().ledger.kind !== 'closed')
        store.apply({ kind: 'ledger', ledger: { kind: 'closed' } });
    },
  };
};
