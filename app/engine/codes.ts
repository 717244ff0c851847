import { isPassing, neverArrived } from '../credentials/classify.ts';
import { isFido, nextCodeAt, parseCode, stepOf } from '../credentials/mfa-code.ts';
import { callForCode, callTarget, type CodeCall } from '../credentials/plan.ts';
import type { Failure } from '../failure.ts';
import { grantId, knownOf, type CodeCheck, type Instant, type MfaCode } from '../model.ts';
import type { CodeInCall } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { isLocked } from '../session/lock.ts';
import { ownCodeAt } from '../session/own-codes.ts';
import type { Calls } from './calls.ts';
import type { Core } from './core.ts';
import type { Keys } from './keys.ts';
import type { Persistence } from './persistence.ts';
import { endpointOfGrant } from './place.ts';
import { noLockSince } from './since-lock.ts';

/** Whose code it is, and of which device. */
type CodeDevice = Pick<CodeCall, 'identity' | 'serial'>;

export type Codes = {
  /** Takes what was typed for an identity and spends it on one call; the outcome is in the state. */
  submit(identity: string, typed: string): Promise<void>;
  /**
   * Takes a code for a call of its own, spent from now on whatever becomes of the call; a failure where it may not
   * be sent, and then it is not spent.
   */
  take(device: CodeDevice, typed: string): Promise<Result<CodeInCall, Failure>>;
  /**
   * Takes what was typed for a call of one's own choice; a failure: it may not be sent. What becomes of the call is
   * in the state, as with `submit`.
   */
  give(call: CodeCall, typed: string): Failure | null;
  /** The same, told when AWS has answered; null: what the call is for was granted, or is not wanted any more. */
  prove(call: CodeCall, typed: string): Promise<Failure | null>;
  /**
   * The same as `submit` with a code that nobody types: it is taken once this one's turn has come, and not sent where
   * none is needed any more by then.
   */
  submitTaken(identity: string, take: () => Promise<Result<string, Failure>>): Promise<void>;
  /** A code that goes out in a call of another kind, of the step that is the last it spends; durable when it resolves. */
  spendStep(serial: string, code: MfaCode, step: number): Promise<void>;
  /** The time moved: which steps the codes sent so far were of is reckoned anew. */
  reckonAnew(): void;
  /** The same where a step lies ahead, as it does once the clock was set back: it would block the field until then. */
  reckonAhead(): void;
};

/** A code that was sent, and when: as the time was known, and on the clock that nobody sets. */
type Sent = {
  readonly code: MfaCode;
  readonly at: Instant;
  readonly uptime: number;
  readonly ahead: number;
};

/** What an AWS answer says about the code itself or its device, so that the field tells it. */
const concernsCode = (failure: Failure): boolean =>
  failure.kind === 'aws' &&
  (failure.cause === 'code-refused' ||
    failure.cause === 'device-refused' ||
    failure.cause === 'mfa-half-given');

/** For so long, ms, the digits last sent are taken for the same code typed again: AWS takes a code of the step before. */
const SAME_CODE = 90_000;

/**
 * Codes: one at a time per identity, each sent at most once. The step is recorded as spent, durably, before the call
 * leaves, so that neither a crash nor a lost answer lets a code be used twice.
 */
export const createCodes = (
  core: Core,
  keys: Keys,
  calls: Calls,
  persistence: Persistence,
): Codes => {
  const { ports, store, time, look } = core;
  /** By serial: the last code sent, and how many steps ahead of then it counts. */
  const sent = new Map<string, Sent>();

  const reckonAnew = (): void => {
    const before = store.state().spentSteps;
    const reckoned = new Map(persistence.loadedSteps());
    for (const [serial, one] of sent)
      reckoned.set(serial, stepOf(time.redated(one.uptime, one.at)) + one.ahead);
    const moved = [...reckoned].filter(([serial, step]) => before.get(serial) !== step);
    for (const [serial, step] of moved) store.apply({ kind: 'spent', serial, step });
    if (moved.length > 0) void persistence.save();
  };

  const reckonAhead = (): void => {
    const step = stepOf(time.now());
    for (const spent of store.state().spentSteps.values()) if (spent > step) return reckonAnew();
  };

  const checked = (identity: string, check: CodeCheck): void =>
    store.apply({ kind: 'code', identity, check });

  const refuse = (identity: string, failure: Failure): void => {
    const before = store.state().codeChecks.get(identity);
    const refusals = before?.kind === 'refused' ? before.refusals : 0;
    checked(identity, {
      kind: 'refused',
      failure,
      at: time.now(),
      refusals: refusals + (concernsCode(failure) ? 1 : 0),
    });
    look();
  };

  /** From when on a code of this device counts that is not spent; null: this one does now. */
  const countsFrom = (serial: string, code: MfaCode): Instant | null => {
    reckonAhead();
    const now = time.now();
    const next = nextCodeAt(store.state().spentSteps.get(serial), now);
    const last = sent.get(serial);
    if (next !== null || last === undefined || last.code !== code) return next;
    const elapsed = ports.clock.uptime() - last.uptime;
    // The same digits in the next step are the old code, which AWS would refuse: the device shows another by now.
    return elapsed < SAME_CODE ? now : null;
  };

  const spendOn = (serial: string, code: MfaCode, given: number | null = null): Promise<void> => {
    const at = time.now();
    const step = given ?? stepOf(at);
    sent.set(serial, { code, at, uptime: ports.clock.uptime(), ahead: step - stepOf(at) });
    store.apply({ kind: 'spent', serial, step });
    return persistence.save();
  };

  /** Makes the call, once everything that may take time or a person is done; null: it no longer matters. */
  const send = async (call: CodeCall, serial: string, code: MfaCode): Promise<Failure | null> => {
    const ref = callTarget(call);
    const stillOpen = noLockSince(store);
    const stopped = (): boolean =>
      !stillOpen() || store.state().grants.get(grantId(ref))?.wish !== 'wanted';
    // The keychain may ask a person to unlock it, or refuse: no code is spent on that.
    const key = await keys.signer(call.identity);
    if (stopped()) return null;
    if (!key.ok) return key.failure;
    const endpoint = endpointOfGrant(store.state(), ref, 'sts');
    if (!endpoint.ok) return endpoint.failure;
    const from = countsFrom(serial, code);
    if (from !== null) return { kind: 'code-spent', nextCodeAt: time.local(from) };
    await spendOn(serial, code);
    return stopped() ? null : calls.make(call, { serial, code });
  };

  const spend = async (identity: string, call: CodeCall, serial: string, code: MfaCode) => {
    const before = store.state().codeChecks.get(identity);
    const ref = callTarget(call);
    checked(identity, { kind: 'checking', since: time.now() });
    store.apply({ kind: 'wanted', refs: [ref] });
    const stillOpen = noLockSince(store);
    const failure = await send(call, serial, code);
    // A lock came: what was typed before it says nothing of what is typed now.
    if (!stillOpen()) return;
    if (failure === null) {
      checked(identity, { kind: 'none' });
      store.apply({ kind: 'ask', ask: { chosen: null, aside: false } });
      return look();
    }
    const ownRole = call.kind === 'assume-role' && failure.kind === 'aws';
    if (ownRole && !concernsCode(failure) && !isPassing(failure)) {
      // The code was right and the role refused: that belongs to the role's row.
      store.apply({ kind: 'failed', ref, failure, at: time.now(), retryAt: null });
      checked(identity, { kind: 'none' });
      return look();
    }
    // The count of refusals goes on over the "checking" in between.
    checked(identity, before ?? { kind: 'none' });
    if (!isPassing(failure) || neverArrived(failure)) return refuse(identity, failure);
    const spentUntil = nextCodeAt(store.state().spentSteps.get(serial), time.now()) ?? time.now();
    return refuse(identity, {
      kind: 'code-unsure',
      nextCodeAt: time.local(spentUntil),
      cause: failure,
    });
  };

  /** No device is named: perhaps since the only ones AWS listed give no codes. */
  const withoutDevice = (identity: string): Failure => {
    const devices = knownOf(store.state().identities.get(identity)?.check)?.devices ?? [];
    const key = devices.every(({ kind }) => kind === 'fido') ? devices[0] : undefined;
    return key === undefined
      ? { kind: 'no-device', identity }
      : { kind: 'fido-device', identity, serial: key.serial };
  };

  /** What may be sent, with its device; a failure where nothing is. */
  const sendable = (
    { identity, serial }: CodeDevice,
    typed: string,
  ): Result<{ readonly serial: string; readonly code: MfaCode }, Failure> => {
    const parsed = parseCode(typed);
    if (!parsed.ok) return parsed;
    if (serial === null) return fail(withoutDevice(identity));
    if (isFido(serial)) return fail({ kind: 'fido-device', identity, serial });
    const from = countsFrom(serial, parsed.value);
    return from === null
      ? ok({ serial, code: parsed.value })
      : fail({ kind: 'code-spent', nextCodeAt: time.local(from) });
  };

  const submit = async (identity: string, typed: string): Promise<void> => {
    const state = store.state();
    if (!state.identities.has(identity)) return;
    if (state.codeChecks.get(identity)?.kind === 'checking') return;
    const call = callForCode(state, identity, time.now());
    const given = sendable(call, typed);
    if (!given.ok) return refuse(identity, given.failure);
    if (state.grants.get(grantId(callTarget(call)))?.work.kind === 'requesting') return;
    await spend(identity, call, given.value.serial, given.value.code);
  };

  return {
    submit,
    submitTaken: async (identity, take) => {
      const stillOpen = noLockSince(store);
      const before = store.state().codeChecks.get(identity);
      // Locked means that a person is asked, whoever else has codes.
      if (before?.kind === 'checking' || isLocked(store.state())) return;
      checked(identity, { kind: 'checking', since: time.now() });
      const taken = await take();
      if (!stillOpen()) return;
      checked(identity, before ?? { kind: 'none' });
      // What it was taken for was stopped, or let to end, meanwhile: sent, it would start all of that again.
      if (ownCodeAt(store.state(), identity, time.now()) === null) return look();
      if (taken.ok) await submit(identity, taken.value);
      else refuse(identity, taken.failure);
    },
    give: (call, typed) => {
      const given = sendable(call, typed);
      if (!given.ok) return given.failure;
      void spend(call.identity, call, given.value.serial, given.value.code);
      return null;
    },
    prove: async (call, typed) => {
      const given = sendable(call, typed);
      if (!given.ok) return given.failure;
      await spend(call.identity, call, given.value.serial, given.value.code);
      const check = store.state().codeChecks.get(call.identity);
      return check?.kind === 'refused' ? check.failure : null;
    },
    spendStep: spendOn,
    take: async (device, typed) => {
      const given = sendable(device, typed);
      if (given.ok) await spendOn(given.value.serial, given.value.code);
      return given;
    },
    reckonAnew,
    reckonAhead,
  };
};
