import { grantId, type GrantId, type Instant } from '../model.ts';
import { firstToNeedPerson, type Holding } from '../session/expiry.ts';
import { isValid, type AppState } from '../session/state.ts';
import { waitsForPerson } from './ask-view.ts';

/** When a person is needed, as tray, window and `fobwatch status` say it. */
export type NeedsYou =
  /** Something that has run out, or never was, waits for a code. */
  | { readonly kind: 'now'; readonly waiting: readonly GrantId[] }
  /** What ends then: never empty. */
  | { readonly kind: 'at'; readonly at: Instant; readonly ending: readonly Holding[] }
  | { readonly kind: 'never' };

/**
 * What waits for a person's code and holds nothing valid, by the identity whose code it is. What is still valid works
 * meanwhile: for it a person is needed at its end.
 */
export const waitingNow = (
  state: AppState,
  now: Instant,
): ReadonlyMap<string, readonly GrantId[]> => {
  const waiting = new Map<string, GrantId[]>();
  for (const grant of state.grants.values()) {
    if (isValid(grant.held, now)) continue;
    const identity = waitsForPerson(state, grant, now);
    if (identity === null) continue;
    const ids = waiting.get(identity) ?? [];
    ids.push(grantId(grant.ref));
    waiting.set(identity, ids);
  }
  return waiting;
};

/** When a person is needed, at an instant of STS's time. */
export const needsYouOf = (state: AppState, now: Instant): NeedsYou => {
  const waiting = [...waitingNow(state, now).values()].flat();
  if (waiting.length > 0) return { kind: 'now', waiting };
  const ending = firstToNeedPerson(state, now);
  const [first] = ending;
  return first === undefined ? { kind: 'never' } : { kind: 'at', at: first.held.expiresAt, ending };
};

/** The same as one instant; null: never. */
export const neededFrom = (needs: NeedsYou, now: Instant): Instant | null => {
  if (needs.kind === 'now') return now;
  return needs.kind === 'at' ? needs.at : null;
};
