import { backoff } from '../credentials/classify.ts';
import { grantId, type GrantRef, type Instant } from '../model.ts';
import { canSign } from '../session/expiry.ts';
import { identityBehind } from '../session/identity-behind.ts';
import type { ToldTime } from '../ports.ts';
import type { AppState } from '../session/state.ts';
import { isArmed, NOISE } from '../session/time.ts';
import type { Core } from './core.ts';
import { endpointOfGrant } from './place.ts';

export type Timekeeping = {
  /** Takes in the time that an answer told. */
  learn(told: ToldTime): void;
  /**
   * This computer's clock may have been set, or the machine paused, of which nobody tells: whatever names an hour by
   * the clock goes with it, and the time is measured once for it. Where nobody answered, again, ever more seldom.
   */
  follow(): void;
  /**
   * After a start with sealed copies, a disturbed clock or a paused machine: one signed call whose Date header tells
   * the time. Needs credentials that can sign; without any, the next call tells it. A second one joins the first.
   */
  measure(): Promise<void>;
};

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

  const learn = ({ serverTime, took }: ToldTime): void => {
    if (serverTime === null) return;
    const before = time.now();
    const moved = time.learn(serverTime, took) ? time.now() - before : 0;
    if (!keep(moved)) return;
    if (moved !== 0) reckonAnew();
    look();
  };

  /** Somebody who can sign, and where. */
  const signing = () => {
    const state = store.state();
    for (const { ref, held } of state.grants.values()) {
      const signer = canSign(held, time.now()) ? wallet.get(grantId(ref)) : undefined;
      const identity = state.identities.get(identityOf(state, ref) ?? '');
      if (signer === undefined || identity === undefined) continue;
      const at: GrantRef = { kind: 'session', identity: identity.name };
      const endpoint = endpointOfGrant(state, at, 'sts');
      if (endpoint.ok) return { signer, endpoint: endpoint.value };
    }
    return null;
  };

  /** Tells two disturbances apart: how far this computer's clock is from the one that nobody sets, ms. */
  const apart = (): number => ports.clock.now() - ports.clock.uptime();

  /** The disturbance that somebody answered for, with a time or without one. */
  let answered: number | null = null;
  let attempts = 0;
  /** On the scale of `Clock.uptime`: before it, it is not measured again. */
  let again = 0;

  const measure = async (): Promise<void> => {
    const by = signing();
    if (by === null) return;
    const disturbance = apart();
    const answer = await ports.sts.getCallerIdentity({ ...by, skew: time.skew() });
    if (answer.outcome.ok || answer.outcome.failure.kind === 'aws') {
      answered = disturbance;
      attempts = 0;
      again = 0;
      return learn(answer);
    }
    attempts += 1;
    again = ports.clock.uptime() + backoff(attempts, ports.random());
    look();
  };

  let measuring: Promise<void> | null = null;
  const measureOnce = (): Promise<void> => {
    measuring ??= measure().finally(() => {
      measuring = null;
    });
    return measuring;
  };

  /** In doubt, and nobody said anything of it yet. */
  const isInDoubt = (): boolean =>
    time.disturbed() && (answered === null || Math.abs(apart() - answered) > NOISE);

  const measuresAt = (at: Instant | null): void => {
    if (!isArmed(store.state().measuresAt, at, time.now())) store.apply({ kind: 'measures', at });
  };

  return {
    learn,
    follow: () => {
      keep(0);
      const inDoubt = isInDoubt();
      const waits = inDoubt && ports.clock.uptime() < again;
      // One more than rounded down: woken too early, nobody would be woken again.
      measuresAt(waits ? time.at(again) + 1 : null);
      if (inDoubt && !waits) void measureOnce();
    },
    measure: measureOnce,
  };
};
