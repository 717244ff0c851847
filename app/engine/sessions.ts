import type { OperationCommand } from '../contract-operations.ts';
import { checkGetSessionToken } from '../credentials/arguments.ts';
import { sessionCall } from '../credentials/plan.ts';
import { signedByOf } from '../credentials/signed-by.ts';
import type { Failure } from '../failure.ts';
import type { CodeCheck, GrantRef, Held } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { canSign } from '../session/expiry.ts';
import { sessionId, type AppState } from '../session/state.ts';
import type { Codes } from './codes.ts';
import type { Core } from './core.ts';

type GetSession = Extract<OperationCommand, { readonly kind: 'get-session-token' }>;

export type Sessions = {
  /**
   * A session as asked: the one that is held where it can sign, else a new one. Its end is told under `turn`, once;
   * the same request while one is on its way joins it (BO6).
   */
  get(command: GetSession, turn: number): void;
  /** Tells those that came to their end. */
  step(): void;
  /** Nobody waits any more; whoever did was told otherwise. */
  abandonAll(): void;
};

/** One who waits for a session, and what there was when they began. */
type Waiting = {
  readonly turn: number;
  readonly identity: string;
  readonly before: Held | null;
  /** Not what was held before. */
  readonly anew: boolean;
  /** The request carries a code, and ends when that is refused. */
  readonly withCode: boolean;
  readonly check: CodeCheck | undefined;
};

const DEFAULT = 'default';

/** Whose session is meant: the one named, else `default`, else the only one there is (ST1). */
export const identityMeant = (
  state: Pick<AppState, 'identities'>,
  name: string | null,
): Result<string, Failure> => {
  if (name !== null)
    return state.identities.has(name)
      ? ok(name)
      : fail({ kind: 'unknown-target', target: { kind: 'session', identity: name } });
  const choices = [...state.identities.keys()];
  const only = choices.length === 1 ? choices[0] : undefined;
  const found = state.identities.has(DEFAULT) ? DEFAULT : only;
  return found === undefined ? fail({ kind: 'which-identity', choices }) : ok(found);
};

export const createSessions = (
  { store, time, look }: Core,
  codes: Pick<Codes, 'give'>,
  want: (refs: readonly GrantRef[]) => void,
  told: (turn: number, result: Result<GrantRef, readonly Failure[]>) => void,
): Sessions => {
  let waiting: readonly Waiting[] = [];

  /** How a request ended; null: not yet. */
  const endOf = (one: Waiting): Result<GrantRef, readonly Failure[]> | null => {
    const state = store.state();
    const target: GrantRef = { kind: 'session', identity: one.identity };
    const id = sessionId(one.identity);
    if (!state.identities.has(one.identity)) return fail([{ kind: 'unknown-target', target }]);
    const grant = state.grants.get(id);
    const held = grant?.held ?? null;
    if (canSign(held, time.now()) && (!one.anew || held !== one.before)) return ok(target);
    if (grant === undefined || grant.wish === 'halted') return fail([{ kind: 'stopped', target }]);
    const { work } = grant;
    if (work.kind === 'failed' && work.retryAt === null) return fail([work.failure]);
    const check = state.codeChecks.get(one.identity);
    if (one.withCode && check?.kind === 'refused' && check !== one.check)
      return fail([check.failure]);
    const blocked = state.blocked.get(id);
    return blocked === undefined ? null : fail([blocked]);
  };

  const step = (): void => {
    const ends = waiting.map((one) => ({ one, end: endOf(one) }));
    waiting = ends.flatMap(({ one, end }) => (end === null ? [one] : []));
    for (const { one, end } of ends) if (end !== null) told(one.turn, end);
  };

  /** Whether a call for it is on its way, or its code is about to be sent. */
  const isOnItsWay = (identity: string): boolean =>
    store.state().grants.get(sessionId(identity))?.work.kind === 'requesting' ||
    store.state().codeChecks.get(identity)?.kind === 'checking';

  return {
    step,
    abandonAll: () => {
      waiting = [];
    },
    get: ({ identity: name, durationSeconds, serialNumber, tokenCode, forceNew }, turn) => {
      const state = store.state();
      const found = identityMeant(state, name);
      if (!found.ok) return told(turn, fail([found.failure]));
      const identity = found.value;
      const signedBy = signedByOf(state.identities.get(identity));
      const given = { durationSeconds, serialNumber, tokenCode };
      const faults = checkGetSessionToken(given, signedBy);
      if (faults.length > 0) return told(turn, fail(faults));

      const ref: GrantRef = { kind: 'session', identity };
      const before = state.grants.get(sessionId(identity))?.held ?? null;
      const withCode = serialNumber !== null && tokenCode !== null;
      const anew = forceNew || withCode;
      const check = state.codeChecks.get(identity);
      const wait = (): void => {
        waiting = [...waiting, { turn, identity, before, anew, withCode, check }];
      };
      if (!anew && canSign(before, time.now())) return told(turn, ok(ref));
      if (isOnItsWay(identity)) return wait();
      if (withCode) {
        const usual = sessionCall(state, identity);
        const seconds = durationSeconds ?? usual.durationSeconds;
        const call = { ...usual, durationSeconds: seconds, serial: serialNumber };
        const failure = codes.give(call, tokenCode);
        if (failure !== null) return told(turn, fail([failure]));
      }
      wait();
      // Whatever code it takes in the end: should this one be refused, a person may type the next.
      store.apply({ kind: 'asked-life', ref, seconds: durationSeconds });
      if (withCode) return look();
      if (forceNew) store.apply({ kind: 'forced', refs: [ref] });
      return want([ref]);
    },
  };
};
