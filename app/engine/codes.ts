import { isPassing } from '../credentials/classify.ts';
import { isFido, nextCodeAt, parseCode, stepOf } from '../credentials/mfa-code.ts';
import { callForCode, callTarget } from '../credentials/plan.ts';
import type { Failure } from '../failure.ts';
import type { MfaCode } from '../model.ts';
import { grantId } from '../model.ts';
import type { Calls } from './calls.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';

export type Codes = {
  /** Takes what was typed for an identity and spends it on one call; the outcome is in the state. */
  submit(identity: string, typed: string): Promise<void>;
};

/** What an AWS answer says about the code itself or its device, so that the field tells it. */
const concernsCode = (failure: Failure): boolean =>
  failure.kind === 'aws' &&
  (failure.cause === 'code-refused' ||
    failure.cause === 'device-refused' ||
    failure.cause === 'mfa-half-given');

/**
 * Codes: one at a time per identity, each sent at most once. The step is recorded as spent, durably, before the call
 * leaves, so that neither a crash nor a lost answer lets a code be used twice.
 */
export const createCodes = (core: Core, calls: Calls, persistence: Persistence): Codes => {
  const { store, time, look } = core;

  const refuse = (identity: string, failure: Failure): void => {
    const before = store.state().codeChecks.get(identity);
    const refusals = before?.kind === 'refused' ? before.refusals : 0;
    store.apply({
      kind: 'code',
      identity,
      check: {
        kind: 'refused',
        failure,
        at: time.now(),
        refusals: refusals + (concernsCode(failure) ? 1 : 0),
      },
    });
    look();
  };

  const spend = async (identity: string, serial: string, code: MfaCode): Promise<void> => {
    const step = stepOf(time.now());
    const call = callForCode(store.state(), identity, time.now());
    const before = store.state().codeChecks.get(identity);
    store.apply({ kind: 'code', identity, check: { kind: 'checking', since: time.now() } });
    store.apply({ kind: 'spent', serial, step });
    const ref = callTarget(call);
    store.apply({ kind: 'wanted', refs: [ref] });
    await persistence.save();
    const failure = await calls.make(call, { serial, code });
    if (failure === null) {
      store.apply({ kind: 'code', identity, check: { kind: 'none' } });
      store.apply({ kind: 'ask', ask: { chosen: null, aside: false } });
      look();
      return;
    }
    // The count of refusals goes on over the "checking" in between.
    if (before !== undefined) store.apply({ kind: 'code', identity, check: before });
    const ownRole = call.kind === 'assume-role' && !concernsCode(failure) && !isPassing(failure);
    if (ownRole) {
      // The code was right and the role refused: that belongs to the role's row.
      store.apply({ kind: 'failed', ref, failure, at: time.now(), retryAt: null });
      store.apply({ kind: 'code', identity, check: { kind: 'none' } });
      look();
      return;
    }
    const unsure = isPassing(failure);
    const spentUntil = nextCodeAt(step, time.now()) ?? time.now();
    refuse(
      identity,
      unsure
        ? { kind: 'code-unsure', nextCodeAt: time.local(spentUntil), cause: failure }
        : failure,
    );
  };

  return {
    submit: async (identity, typed) => {
      const state = store.state();
      const known = state.identities.get(identity);
      if (known === undefined) return;
      if (state.codeChecks.get(identity)?.kind === 'checking') return;
      const parsed = parseCode(typed);
      if (!parsed.ok) return refuse(identity, parsed.failure);
      const call = callForCode(state, identity, time.now());
      const { serial } = call;
      if (serial === null) return refuse(identity, { kind: 'no-device', identity });
      if (isFido(serial)) return refuse(identity, { kind: 'fido-device', identity, serial });
      const wait = nextCodeAt(state.spentSteps.get(serial), time.now());
      if (wait !== null)
        return refuse(identity, { kind: 'code-spent', nextCodeAt: time.local(wait) });
      if (state.grants.get(grantId(callTarget(call)))?.work.kind === 'requesting') return;
      await spend(identity, serial, parsed.value);
    },
  };
};
