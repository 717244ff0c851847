import type { Confirmation } from '../contract-guard.ts';
import type { Failure } from '../failure.ts';
import { whoIs, type Leaving } from '../guard/gate.ts';
import type { HandOver, LedgerEntry, Refusal } from '../ledger.ts';
import { grantId, type GrantRef, type Instant } from '../model.ts';
import type { Result } from '../result.ts';
import type { Requester } from '../session/requests.ts';
import type { Core } from './core.ts';
import { createGate } from './guarding.ts';
import { createHolding, type Handed } from './holding.ts';
import type { Asker } from '../session/asker.ts';

/** On which wish credentials leave: whose, and what was shown at the gate. */
export type Wish = {
  readonly from: Asker;
  readonly shown: readonly Confirmation[];
};

/** What stands behind credentials that are brought up to date: an endpoint or a section that was let out before. */
export type Upkeep = { readonly from: 'renewal'; readonly who: string };

/** What left: whose it was, and when it ends. */
export type Left = { readonly target: GrantRef; readonly expiresAt: Instant };

export type Handing = {
  /** Whether there is anything valid to hand out. */
  has(target: GrantRef): boolean;
  /** Whether it may leave, before anything is done for it; nothing is used up by asking. */
  may(target: GrantRef, how: HandOver, wish: Wish | Upkeep): Result<null, Failure>;
  /** The gate for what is no set of credentials, but fetches them from now on, such as an endpoint. */
  letOut(target: GrantRef, how: HandOver, wish: Wish): Result<null, Failure>;
  /**
   * Valid credentials on their way out, by the one gate there is (guard/gate): of production only what a person
   * confirmed. Fails with `nothing-valid` (ST4) or `unconfirmed`.
   */
  give(target: GrantRef, how: HandOver, wish: Wish | Upkeep): Result<Handed, Failure>;
  /** The same for somebody, and a line in the ledger. */
  handOver(
    target: GrantRef,
    how: HandOver,
    to: Requester,
    wish: Wish | (Upkeep & { readonly by: Requester }),
  ): Result<Handed, Failure>;
  /** The same for a program that asked for it. */
  toProgram(
    target: GrantRef,
    how: HandOver,
    to: Requester,
    shown?: readonly Confirmation[],
  ): Result<Handed, Failure>;
  /**
   * The ledger's line for what left another way: where to, and whose wish it was. What left may be stopped, locked away
   * or renewed by the time it is there: the line is of what it was when it was given.
   */
  record(left: Left, how: HandOver, to: string | null, from: Asker | 'renewal'): void;
  /** The ledger's line for a program that got nothing. */
  refuse(target: GrantRef, how: HandOver, by: Requester, outcome: Refusal): void;
};

/** By which path somebody came, and who they are. */
export const pathOf = (
  how: HandOver,
  from: Asker | 'renewal',
): Pick<LedgerEntry, 'via' | 'by' | 'pid'> => {
  const nobody = { by: null, pid: null };
  const byProgram = how === 'endpoint' ? 'endpoint' : 'helper';
  switch (from) {
    case 'person':
      return { via: 'window', ...nobody };
    case 'menu':
    case 'renewal':
      return { via: from, ...nobody };
    case 'program':
      return { via: byProgram, ...nobody };
    default:
      return { via: byProgram, by: from.program, pid: from.pid };
  }
};

/** What is valid, on its way out: the only one. */
export const createHanding = (core: Core): Handing => {
  const { ports, store, time, look } = core;
  const { held } = createHolding(core);
  const gate = createGate(core);

  const leaving = (target: GrantRef, how: HandOver, wish: Wish | Upkeep): Leaving => ({
    target,
    how,
    who: wish.from === 'renewal' ? wish.who : whoIs(wish.from),
  });
  const shownBy = (wish: Wish | Upkeep): readonly Confirmation[] =>
    wish.from === 'renewal' ? [] : wish.shown;

  const keep = (entry: LedgerEntry): void => {
    ports.ledger.write(entry);
    store.apply({ kind: 'ledger-line', entry, now: time.now() });
    // A notice of it may fall due.
    if (store.state().fetches !== null) look();
  };

  const record: Handing['record'] = ({ target, expiresAt }, how, to, from) =>
    keep({
      at: ports.clock.now(),
      target: grantId(target),
      how,
      to,
      ...pathOf(how, from),
      outcome: 'given',
      expiresAt: time.local(expiresAt),
    });

  const give: Handing['give'] = (target, how, wish) => {
    const handed = held(target);
    if (!handed.ok) return handed;
    const passed = gate.pass(leaving(target, how, wish), shownBy(wish));
    return passed.ok ? handed : passed;
  };

  const handOver: Handing['handOver'] = (target, how, to, wish) => {
    const handed = give(target, how, wish);
    if (!handed.ok) return handed;
    const { expiresAt } = handed.value.credentials;
    const from = wish.from === 'renewal' ? wish.by : wish.from;
    record({ target, expiresAt }, how, to.program, from);
    return handed;
  };

  return {
    has: (target) => held(target).ok,
    may: (target, how, wish) => gate.may(leaving(target, how, wish), shownBy(wish)),
    letOut: (target, how, wish) => gate.pass(leaving(target, how, wish), shownBy(wish)),
    give,
    record,
    handOver,
    toProgram: (target, how, to, shown = []) => handOver(target, how, to, { from: to, shown }),
    refuse: (target, how, by, outcome) =>
      keep({
        at: ports.clock.now(),
        target: grantId(target),
        how,
        to: by.program,
        ...pathOf(how, by),
        outcome,
        expiresAt: null,
      }),
  };
};
