import { nextCodeAt } from '../credentials/mfa-code.ts';
import { callForCode, nextFor } from '../credentials/plan.ts';
import { grantName, type Grant, type Instant } from '../model.ts';
import { explainedFailure } from '../session/explanations.ts';
import { takesOwnCode } from '../session/takes-own-code.ts';
import { requestsForCode } from '../session/progress.ts';
import { isValid, sessionId, type AppState } from '../session/state.ts';
import { endingOf, remindsAt } from './notice-view.ts';
import type { Ask } from './window.ts';

/** Who has to type a code for a grant; null: it waits for none, or the code comes by itself. */
export const waitsForPerson = (state: AppState, grant: Grant, now: Instant): string | null => {
  if (grant.wish !== 'wanted' || grant.work.kind !== 'needs-code') return null;
  const next = nextFor(state, grant.ref, now);
  if (next.kind !== 'code' || takesOwnCode(state, next.call.identity)) return null;
  return next.call.identity;
};

/** Names of what waits for a code, by identity: roles under the session, or roles with a code of their own. */
const waitingByIdentity = (
  state: AppState,
  now: Instant,
): ReadonlyMap<string, readonly string[]> => {
  const waiting = new Map<string, string[]>();
  for (const grant of state.grants.values()) {
    const identity = waitsForPerson(state, grant, now);
    if (identity === null) continue;
    const names = waiting.get(identity) ?? [];
    if (grant.ref.kind === 'role') names.push(grantName(grant.ref));
    waiting.set(identity, names);
  }
  return waiting;
};

/** Identities a code would give a first session to, when nothing is going on yet: the way in on a fresh start. */
const couldBegin = (state: AppState, now: Instant): readonly string[] => {
  const anySession = [...state.grants.values()].some(({ held }) => isValid(held, now));
  if (anySession) return [];
  return [...state.identities.values()]
    .filter(({ name, serial }) => {
      const grant = state.grants.get(sessionId(name));
      return serial !== null && grant?.wish !== 'halted' && !takesOwnCode(state, name);
    })
    .map(({ name }) => name);
};

/** Whose code a person most likely means: one that is waited for, else that of the session that ends first. */
export const mostInNeed = (state: AppState, now: Instant): string | null => {
  const [waiting] = waitingByIdentity(state, now).keys();
  if (waiting !== undefined) return waiting;
  const endOf = (identity: string): Instant =>
    state.grants.get(sessionId(identity))?.held?.expiresAt ?? 0;
  const [first] = [...state.identities.values()]
    .filter(({ serial }) => serial !== null)
    .map(({ name }) => name)
    .toSorted((a, b) => endOf(a) - endOf(b));
  return first ?? null;
};

/**
 * Whether a code is asked for, of whom, and why: what a person chose first, then what waits, then the way in. Instants
 * by the local clock. A person is never asked for a code that would serve nothing.
 */
export const askView = (state: AppState, now: Instant, local: (at: Instant) => Instant): Ask => {
  const waiting = waitingByIdentity(state, now);
  const busy = [...state.codeChecks].find(([, check]) => check.kind === 'checking')?.[0];
  const candidates = [
    ...[state.ask.chosen, busy].filter((name) => name !== null && name !== undefined),
    ...waiting.keys(),
    ...couldBegin(state, now),
  ].filter((name) => state.identities.has(name) && deviceFor(state, name, now) !== null);
  const [name] = candidates;
  const identity = name === undefined ? undefined : state.identities.get(name);
  const serial = identity === undefined ? null : deviceFor(state, identity.name, now);
  if (identity === undefined || serial === null) return { kind: 'none' };
  if (state.ask.aside) {
    const reminds = remindsAt(state, identity.name);
    return {
      kind: 'aside',
      identity: identity.name,
      remindsAt: reminds === null ? null : local(reminds),
    };
  }
  const names = waiting.get(identity.name) ?? [];
  const check = state.codeChecks.get(identity.name) ?? { kind: 'none' };
  const next = nextCodeAt(state.spentSteps.get(serial), now);
  return {
    kind: 'asked',
    identity: identity.name,
    account: identity.check.kind === 'known' ? identity.check.account : accountOf(serial),
    serial,
    waiting: names.slice(0, 3),
    waitingCount: names.length,
    askedBy: programsOf(state, identity.name, now),
    nextCodeAt: next === null ? null : local(next),
    checking: check.kind === 'checking',
    failure: check.kind === 'refused' ? explainedFailure(state, check.failure) : null,
    refusals: check.kind === 'refused' ? check.refusals : 0,
    others: [...new Set(candidates)].filter((other) => other !== identity.name),
    ending: endingOf(state, identity.name, now),
  };
};

/** The device whose code would be spent next for an identity; null: it has none. */
const deviceFor = (state: AppState, identity: string, now: Instant): string | null =>
  callForCode(state, identity, now).serial;

/** The programs that wait for a code of this identity, each once, in the order they asked. */
const programsOf = (
  state: AppState,
  identity: string,
  now: Instant,
): readonly (string | null)[] => [
  ...new Set((requestsForCode(state, now).get(identity) ?? []).map(({ by }) => by.program)),
];

/** The account in the device's ARN; null for hardware serials. */
const accountOf = (serial: string): string | null =>
  /^arn:[^:]*:iam::(\d{12}):/.exec(serial)?.[1] ?? null;
