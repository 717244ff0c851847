import { homeOf, productionRule } from '../guard/production.ts';
import { isKeptUpToDate, isSameQuestion } from '../guard/gate.ts';
import { HOLD } from '../guard/hold.ts';
import type { HandOver } from '../ledger.ts';
import { grantName, type GrantRef, type Instant } from '../model.ts';
import { isAnswered } from '../session/guard.ts';
import type { Requester } from '../session/requests.ts';
import type { AppState } from '../session/state.ts';

/** What marks a grant as production, for its row. */
export type GuardMark = {
  /** The rule that says so, as it stands in the settings. */
  readonly rule: string;
  /** Whether a person has said yes until the session ends: then they are not asked again. */
  readonly answered: boolean;
};

/** null: it is not production. */
export const guardOf = (state: AppState, ref: GrantRef, now: Instant): GuardMark | null => {
  const rule = productionRule(state, ref);
  return rule === null
    ? null
    : { rule: rule.text, answered: isAnswered(state, ref, 'person', now) };
};

/** The question that stands first: whose credentials may leave, to whom, and how a person says yes. */
export type ConfirmView = {
  readonly id: string;
  readonly target: GrantRef;
  /** What is typed by whoever does not hold a button down. */
  readonly name: string;
  readonly account: string | null;
  readonly alias: string | null;
  readonly how: HandOver;
  /** The person asked for it just now; else it came by itself, and takes the focus from nobody. */
  readonly own: boolean;
  /** null: the person themselves, or Fobwatch for them. */
  readonly by: (Requester & { readonly folder: string | null }) | null;
  /** The place it is kept up to date in; null: it goes out now. */
  readonly to: string | null;
  /** Until the session ends it is kept up to date, so that there is nothing to choose. */
  readonly lasting: boolean;
  /** So many ask the same. */
  readonly times: number;
  /** Other questions behind this one. */
  readonly others: number;
  /** For so long, ms, the button is held down. */
  readonly holdFor: number;
};

/** What a person asked for themselves comes before what programs ask; else who asked first. null: nobody asks. */
export const confirmView = (state: AppState): ConfirmView | null => {
  const open = [...state.guard.asks.values()].filter(({ answer }) => answer === null);
  const first = open.find(({ who }) => who === 'person') ?? open[0];
  if (first === undefined) return null;
  const same = open.filter((one) => isSameQuestion(one, first)).length;
  return {
    id: first.id,
    target: first.target,
    name: grantName(first.target),
    ...homeOf(state, first.target),
    how: first.how,
    own: first.who === 'person',
    by: first.by,
    to: first.to,
    lasting: isKeptUpToDate(first.who),
    times: same,
    others: open.length - same,
    holdFor: HOLD,
  };
};
