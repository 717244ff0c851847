import { grantId, type GrantId, type GrantRef, type Instant } from '../model.ts';
import type { GuardEvent, GuardState, ProductionAnswer } from './guard-state.ts';
import { identityBehind } from './identity-behind.ts';
import { isValid, sessionId, standsFor, type AppState } from './state.ts';

/** The session behind a grant; null: it hangs on none. */
const sessionBehind = (state: Pick<AppState, 'roles' | 'made'>, ref: GrantRef): GrantId | null => {
  const identity = identityBehind(state, ref);
  return identity === null ? null : sessionId(identity);
};

/** When the session behind a grant was obtained that is valid now; null: there is none. */
export const sessionNow = (state: AppState, ref: GrantRef, now: Instant): Instant | null => {
  const id = sessionBehind(state, ref);
  const held = id === null ? null : (state.grants.get(id)?.held ?? null);
  return isValid(held, now) ? held.obtainedAt : null;
};

/** An answer for whoever asks now, as it is kept. */
export const answerFor = (
  state: AppState,
  target: GrantRef,
  who: string,
  now: Instant,
): ProductionAnswer => ({
  target,
  who,
  standsFor: standsFor(state, target),
  under: sessionNow(state, target, now),
  until: now + state.settings.tokenLife * 1000,
});

/** Whether an answer still holds: in the session it was given in, and of what it was given for. */
export const holds = (state: AppState, answer: ProductionAnswer, now: Instant): boolean =>
  now < answer.until &&
  answer.standsFor === standsFor(state, answer.target) &&
  answer.under === sessionNow(state, answer.target, now);

/** Whether a yes to this one, for this grant, holds. */
export const isAnswered = (state: AppState, target: GrantRef, who: string, now: Instant): boolean =>
  state.guard.answers.some(
    (answer) =>
      answer.who === who && grantId(answer.target) === grantId(target) && holds(state, answer, now),
  );

const withGuard = (state: AppState, guard: Partial<GuardState>): AppState => ({
  ...state,
  guard: { ...state.guard, ...guard },
});

export const reduceGuard = (state: AppState, event: GuardEvent): AppState => {
  const { asks, answers } = state.guard;
  switch (event.kind) {
    case 'production-asked':
      return withGuard(state, { asks: new Map(asks).set(event.ask.id, event.ask) });
    case 'production-answered': {
      const next = new Map(asks);
      for (const id of event.ids) {
        const ask = asks.get(id);
        if (ask !== undefined) next.set(id, { ...ask, answer: event.answer });
      }
      return withGuard(state, { asks: next });
    }
    case 'production-let-go': {
      const gone = new Set(event.ids);
      if (![...asks.keys()].some((id) => gone.has(id))) return state;
      return withGuard(state, { asks: new Map([...asks].filter(([id]) => !gone.has(id))) });
    }
    case 'production-held': {
      const { answer } = event;
      const others = answers.filter(
        ({ who, target }) => who !== answer.who || grantId(target) !== grantId(answer.target),
      );
      return withGuard(state, { answers: [...others, answer] });
    }
    default:
      return event satisfies never;
  }
};

/** A session that was begun after a yes, with none before it, is the session the yes was meant for. */
export const underNewSession = (state: AppState, ref: GrantRef, obtainedAt: Instant): AppState => {
  if (ref.kind !== 'session' || state.guard.answers.length === 0) return state;
  const id = grantId(ref);
  const answers = state.guard.answers.flatMap((answer) => {
    if (sessionBehind(state, answer.target) !== id) return [answer];
    return answer.under === null ? [{ ...answer, under: obtainedAt }] : [];
  });
  return withGuard(state, { answers });
};

/** What was stopped is asked about again, and no more for those who wait. */
export const guardHalted = (state: AppState, ids: ReadonlySet<GrantId>): GuardState => {
  const { asks, answers } = state.guard;
  if (answers.length === 0 && asks.size === 0) return state.guard;
  const isOver = ({ target }: { readonly target: GrantRef }): boolean => {
    const session = sessionBehind(state, target);
    return ids.has(grantId(target)) || (session !== null && ids.has(session));
  };
  return {
    asks: new Map([...asks].filter(([, ask]) => !isOver(ask))),
    answers: answers.filter((answer) => !isOver(answer)),
  };
};

/** Instants that we reckoned ourselves move with our reckoning. */
export const guardMoved = ({ guard }: AppState, by: number): GuardState =>
  guard.answers.length === 0
    ? guard
    : { ...guard, answers: guard.answers.map((one) => ({ ...one, until: one.until + by })) };
