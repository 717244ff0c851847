import type { Command } from '../contract.ts';
import { grantId } from '../model.ts';
import { fetchesDue } from '../session/fetches.ts';
import { noticeDue } from '../session/notices.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';
import { identityOf } from './timekeeping.ts';

export type Noticing = {
  /** Tells a person what has become worth telling, each thing once. */
  step(): void;
};

/** Notices of the desktop, and where a click on them leads. */
export const createNoticing = (
  { ports, store, time }: Core,
  persistence: Persistence,
  run: (command: Command) => void,
): Noticing => {
  const tellFetches = (): void => {
    const due = fetchesDue(store.state(), time.now());
    if (due === null) return;
    store.apply({ kind: 'fetches-told' });
    ports.notifier.show(due, () => run({ kind: 'show-panel', panel: 'ledger' }));
    ports.journal.write({ kind: 'notice', facts: { about: grantId(due.target), says: due.kind } });
  };

  return {
    step: () => {
      tellFetches();
      const due = noticeDue(store.state(), time.now(), time.local);
      if (due === null) return;
      store.apply({ kind: 'told', keys: due.keys });
      void persistence.save();
      const { target } = due.notice;
      const identity = identityOf(store.state(), target);
      ports.notifier.show(due.notice, () => run({ kind: 'ask-code', identity }));
      ports.journal.write({
        kind: 'notice',
        facts: { about: grantId(target), says: due.notice.kind },
      });
    },
  };
};
