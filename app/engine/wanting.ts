import { nextFor } from '../credentials/plan.ts';
import { grantId, type GrantRef } from '../model.ts';
import { isPerson, type Asker } from '../session/asker.ts';
import { decideSet } from '../session/sets.ts';
import { takesOwnCode } from '../session/takes-own-code.ts';
import type { Part } from '../session/state.ts';
import { mostInNeed } from '../view/ask-view.ts';
import type { Core } from './core.ts';
import { identityOf } from './timekeeping.ts';

export type Wanting = {
  /** Shows the popover at a part of it: only ever what a person asked for. */
  go(to: Part, identity?: string): void;
  /** Shows the popover at the row of a grant. */
  goToRow(ref: GrantRef): void;
  /** Starts these, and leads a person to the field where a code is needed: their next key stroke belongs there. */
  want(refs: readonly GrantRef[], from: Asker): void;
  /** The same for an operation that waits for them; whoever ran it is led there by `lead`. */
  wantFor(refs: readonly GrantRef[]): void;
  lead(to: Asker): void;
  /** New credentials for these, whatever is left of those that are held (BO6, `force_new`). */
  renew(refs: readonly GrantRef[], from: Asker): void;
  /** Every role that has a way to a key. */
  wantAll(from: Asker): void;
  /** A list of profiles at once (ST2, ST8). */
  startSet(profiles: readonly string[], keepGoing: boolean, from: Asker): void;
  askIfNeeded(refs: readonly GrantRef[]): void;
  /** Leads to the field of an identity; null: of whom one is waited for, else of whose session ends first. */
  askFor(identity: string | null): void;
};

/** What a person wants started, and the way to the field where that takes a code. */
export const createWanting = ({ ports, store, time, look }: Core): Wanting => {
  const go = (to: Part, identity: string | null = null): void => {
    store.apply({ kind: 'go', to, at: ports.clock.now(), identity, row: null });
    ports.desktop.showPopover();
  };

  const askIfNeeded = (refs: readonly GrantRef[]): void => {
    const needing = refs.find((ref) => {
      const grant = store.state().grants.get(grantId(ref));
      if (grant?.wish !== 'wanted') return false;
      const next = nextFor(store.state(), ref, time.now());
      return next.kind === 'code' && !takesOwnCode(store.state(), next.call.identity);
    });
    if (needing === undefined) return;
    store.apply({ kind: 'ask', ask: { chosen: identityOf(store.state(), needing), aside: false } });
    go('code');
  };

  const want = (refs: readonly GrantRef[], from: Asker): void => {
    store.apply({ kind: 'wanted', refs });
    if (isPerson(from)) askIfNeeded(refs);
    look();
  };

  let waitedFor: readonly GrantRef[] = [];

  return {
    go,
    goToRow: (ref) => {
      const at = ports.clock.now();
      store.apply({ kind: 'go', to: 'roles', at, identity: null, row: grantId(ref) });
      ports.desktop.showPopover();
    },
    want,
    askIfNeeded,
    wantFor: (refs) => {
      waitedFor = [...waitedFor, ...refs];
      want(refs, 'program');
    },
    lead: (to) => {
      const refs = waitedFor;
      waitedFor = [];
      if (isPerson(to)) askIfNeeded(refs);
    },
    renew: (refs, from) => {
      store.apply({ kind: 'forced', refs });
      if (isPerson(from)) {
        // Perhaps it was changed, and that is why.
        store.apply({ kind: 'maximum-doubted', refs });
        askIfNeeded(refs);
      }
      look();
    },
    wantAll: (from) =>
      want(
        [...store.state().roles.values()]
          .filter((role) => role.chain.kind !== 'broken')
          .map(({ profile }) => ({ kind: 'role', profile })),
        from,
      ),
    startSet: (profiles, keepGoing, from) => {
      const { set, refs } = decideSet(store.state().roles, profiles, keepGoing);
      store.apply({ kind: 'set', set });
      if (refs.length > 0) want(refs, from);
    },
    askFor: (identity) => {
      const chosen = identity ?? mostInNeed(store.state(), time.now());
      store.apply({ kind: 'ask', ask: { chosen, aside: false } });
      go('code');
    },
  };
};
