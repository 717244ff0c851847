import { grantId, type GrantRef, type Instant } from '../model.ts';
import { canSign } from '../session/expiry.ts';
import { identityBehind } from '../session/identity-behind.ts';
import type { AppState } from '../session/state.ts';
import type { Core } from './core.ts';
import { endpointOfGrant } from './place.ts';

export type Timekeeping = {
  /** Takes in the time an answer's Date header named. */
  learn(serverTime: Instant | null): void;
  /** This computer's clock may have been set, of which nobody tells: whatever names an hour by it goes with it. */
  follow(): void;
  /**
   * After a start with sealed copies, a disturbed clock or a paused machine: one signed call whose Date header tells
   * the time. Needs credentials that can sign; without any, the next call tells it.
   */
  measure(): Promise<void>;
};

/** A change of the skew below this, ms, is a second cut off, not a clock set. */
const NOISE = 2_500;

/** The identity at the end of a grant's chain, by name. */
export const identityOf = (state: AppState, ref: GrantRef): string | null =>
  identityBehind(state, ref);

/** `reckonAnew` is called when the time moved, for what was reckoned by the old one. */
export const createTimekeeping = (
  { ports, store, time, wallet, look }: Omit<Core, 'learnTime'>,
  reckonAnew: () => void,
): Timekeeping => {
  /** Whether there was something to keep. */
  const keep = (moved: number): boolean => {
    const skew = time.skew();
    if (moved === 0 && Math.abs(skew - store.state().skew) < NOISE) return false;
    store.apply({ kind: 'skew', skew, moved });
    return true;
  };

  const learn = (serverTime: Instant | null): void => {
    if (serverTime === null) return;
    const before = time.now();
    const moved = time.learn(serverTime) ? time.now() - before : 0;
    if (!keep(moved)) return;
    if (moved !== 0) reckonAnew();
    look();
  };

  return {
    learn,
    follow: () => void keep(0),
    measure: async () => {
      const state = store.state();
      const found = [...state.grants.values()].find(({ held }) => canSign(held, time.now()));
      const signer = found && wallet.get(grantId(found.ref));
      const identity = found && state.identities.get(identityOf(state, found.ref) ?? '');
      if (signer === undefined || identity === undefined) return;
      const ref: GrantRef = { kind: 'session', identity: identity.name };
      const endpoint = endpointOfGrant(state, ref, 'sts');
      if (!endpoint.ok) return;
      const answer = await ports.sts.getCallerIdentity({
        endpoint: endpoint.value,
        signer,
        skew: time.skew(),
      });
      if (answer.outcome.ok || answer.outcome.failure.kind === 'aws') learn(answer.serverTime);
    },
  };
};
