import type { Failure } from '../failure.ts';
import type { GrantRef } from '../model.ts';
import { fail, type Result } from '../result.ts';
import { hopeless } from '../session/hopeless.ts';
import { isLocked, lockedFailure } from '../session/lock.ts';
import { isArmed } from '../session/time.ts';
import type { Core } from './core.ts';
import { createHolding, type Handed } from './holding.ts';
import type { Asker } from '../session/asker.ts';
import type { Wanting } from './wanting.ts';

export type Waiting = {
  /**
   * What is valid of a grant, obtained first where nothing is held: it is started, and a person led to the field where
   * it takes a code. Fails with what stands in the way, or `nothing-valid` when nobody helped in time.
   */
  obtain(ref: GrantRef, from: Asker): Promise<Result<Handed, Failure>>;
  /** Answers whoever can be answered by now. */
  step(): void;
  /** Answers everybody with what is in the way. */
  refuse(failure: Failure): void;
  /** Answers everybody: nothing comes any more. */
  end(): void;
  /** Whether it was ended: what is obtained now is for nobody. */
  isOver(): boolean;
};

/** Whoever asked waits this long, ms, for a code or for AWS; later the answer would surprise. */
const PATIENCE = 120_000;

type Waiter = {
  readonly ref: GrantRef;
  /** On the scale of `Clock.uptime`: patience does not depend on what time it is found to be. */
  readonly until: number;
  readonly answer: (result: Result<Handed, Failure>) => void;
};

/** Those who wait for credentials, for as long as there is hope. */
export const createWaiting = (core: Core, wanting: Pick<Wanting, 'want'>): Waiting => {
  const { ports, store, time, look } = core;
  const holding = createHolding(core);
  const waiters = new Set<Waiter>();
  let over = false;

  /** The earliest end of somebody's patience: the engine wakes up for it. */
  const tell = (): void => {
    const ends = [...waiters].map((waiter) => waiter.until);
    // One more than rounded down: woken too early, nobody would be woken again.
    const until = ends.length === 0 ? null : time.at(Math.min(...ends)) + 1;
    if (!isArmed(store.state().waitsUntil, until, time.now()))
      store.apply({ kind: 'waits', until });
  };

  const resultFor = ({ ref, until }: Waiter): Result<Handed, Failure> | null => {
    const held = holding.held(ref);
    if (held.ok) return held;
    const failure = hopeless(store.state(), ref);
    if (failure !== null) return fail(failure);
    return until <= ports.clock.uptime() ? fail({ kind: 'nothing-valid', target: ref }) : null;
  };

  const step = (): void => {
    for (const waiter of waiters) {
      const result = resultFor(waiter);
      if (result === null) continue;
      waiters.delete(waiter);
      waiter.answer(result);
    }
    tell();
  };

  return {
    obtain: (ref, from) => {
      if (isLocked(store.state())) return Promise.resolve(fail(lockedFailure));
      const held = holding.held(ref);
      if (held.ok) return Promise.resolve(held);
      return new Promise((answer) => {
        waiters.add({ ref, until: ports.clock.uptime() + PATIENCE, answer });
        tell();
        wanting.want([ref], from);
        look();
      });
    },
    step,
    refuse: (failure) => {
      for (const { answer } of waiters) answer(fail(failure));
      waiters.clear();
      tell();
    },
    end: () => {
      over = true;
      for (const { ref, answer } of waiters) answer(fail({ kind: 'nothing-valid', target: ref }));
      waiters.clear();
    },
    isOver: () => over,
  };
};
