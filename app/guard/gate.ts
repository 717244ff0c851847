import type { Confirmation, Deed, Lasting } from '../contract-guard.ts';
import { isPerson, type Asker } from '../session/asker.ts';
import type { HandOver } from '../ledger.ts';
import { grantId, grantName, type GrantRef, type Instant } from '../model.ts';
import { isAnswered } from '../session/guard.ts';
import type { ProductionAsk } from '../session/guard-state.ts';
import { standsFor, type AppState } from '../session/state.ts';
import { HOLD } from './hold.ts';
import { isProduction } from './production.ts';

/**
 * The gate: whether credentials may leave. Pure; the engine asks it on every way out, with what was shown.
 *
 * | the grant       | what was shown                                   | it           |
 * |-----------------|--------------------------------------------------|--------------|
 * | not production  | anything                                         | is open      |
 * | production      | nothing, or what is another grant's              | is closed    |
 * |                 | a yes to this one that holds for the session     | is open      |
 * |                 | held down for a second, by a person              | is open      |
 * |                 | the name typed, by a person                      | is open      |
 * |                 | a question about this, for this one, answered yes| is open      |
 */

/** What leaves, by which way, and for whom. */
export type Leaving = {
  readonly target: GrantRef;
  readonly how: HandOver;
  readonly who: string;
};

/** Who wants it, as answers are kept: a person, whichever way they take, or a program by its name. */
export const whoIs = (from: Asker): string => {
  if (isPerson(from)) return 'person';
  return from === 'program' ? 'program' : `program ${from.program ?? ''}`;
};

/** For a person, questions of one about one grant by the same way are one question. */
export const isSameQuestion = (one: Leaving, other: Leaving): boolean =>
  one.who === other.who && one.how === other.how && grantId(one.target) === grantId(other.target);

const ENDPOINT = 'endpoint ';
const SECTION = 'section ';

/** Programs that fetch from an endpoint, and a section that is kept up to date, go by what they were given. */
export const endpointWho = (id: string): string => `${ENDPOINT}${id}`;
export const sectionWho = (path: string, profile: string): string =>
  `${SECTION}${path}\n${profile}`;

/** Whether it is one of those: what it was given is kept up to date. */
export const isKeptUpToDate = (who: string): boolean =>
  who.startsWith(ENDPOINT) || who.startsWith(SECTION);

export type Verdict =
  /** `ask`: the question that is used up by it. */
  | { readonly kind: 'open'; readonly lasts: Lasting | null; readonly ask: string | null }
  | { readonly kind: 'closed' };

/** Whether a person did what confirms a grant. */
export const confirms = (deed: Deed, target: GrantRef): boolean => {
  if (grantId(deed.of) !== grantId(target)) return false;
  return deed.how === 'held' ? deed.forMs >= HOLD : deed.name.trim() === grantName(target);
};

/** Whether the name in a question stands for what it did when it was asked. */
export const stillMeans = (
  state: Pick<AppState, 'roles' | 'identities' | 'made'>,
  ask: Pick<ProductionAsk, 'target' | 'standsFor'>,
): boolean => ask.standsFor === standsFor(state, ask.target);

const shows = (state: AppState, leaving: Leaving, one: Confirmation): Verdict => {
  if (one.how !== 'asked')
    // No program has a hand to hold a button down with.
    return leaving.who === 'person' && confirms(one, leaving.target)
      ? { kind: 'open', lasts: one.lasts, ask: null }
      : { kind: 'closed' };
  const ask = state.guard.asks.get(one.ask);
  return ask?.answer?.yes === true && isSameQuestion(ask, leaving) && stillMeans(state, ask)
    ? { kind: 'open', lasts: ask.answer.lasts, ask: ask.id }
    : { kind: 'closed' };
};

const OPEN: Verdict = { kind: 'open', lasts: null, ask: null };

/** Whether this may leave with what was shown. */
export const judge = (
  state: AppState,
  leaving: Leaving,
  shown: readonly Confirmation[],
  now: Instant,
): Verdict => {
  const { target, who } = leaving;
  if (!isProduction(state, target) || isAnswered(state, target, who, now)) return OPEN;
  for (const one of shown) {
    const verdict = shows(state, leaving, one);
    if (verdict.kind === 'open') return verdict;
  }
  return { kind: 'closed' };
};
