import { nextForMade } from '../credentials/made-plan.ts';
import { nextFor } from '../credentials/plan.ts';
import type { Failure } from '../failure.ts';
import { grantId, type GrantRef, type Instant } from '../model.ts';
import { isLocked, lockedFailure } from './lock.ts';
import { takesOwnCode } from './takes-own-code.ts';
import type { HelperRequest } from './requests.ts';
import { isValid, type AppState } from './state.ts';

/** How far a grant has come for somebody who waits for it. */
export type Progress =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waits' }
  /** Only a person can go on, with a code of this identity. */
  | { readonly kind: 'needs-code'; readonly identity: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Whether AWS may well answer the next try: its own trouble passes, a network that is down does not by waiting. */
const passesSoon = (failure: Failure): boolean => failure.kind === 'aws';

/** How far a grant has come at `now` (STS's time, ms); ready as soon as valid credentials are held (ST4). */
export const progressOf = (state: AppState, target: GrantRef, now: Instant): Progress => {
  if (isLocked(state)) return { kind: 'failed', failure: lockedFailure };
  const id = grantId(target);
  const grant = state.grants.get(id);
  if (grant !== undefined && isValid(grant.held, now) && !grant.forced) return { kind: 'ready' };
  if (grant === undefined) return { kind: 'failed', failure: { kind: 'unknown-target', target } };
  const { work } = grant;
  if (work.kind === 'failed' && (work.retryAt === null || !passesSoon(work.failure)))
    return { kind: 'failed', failure: work.failure };
  const blocked = state.blocked.get(id);
  if (blocked !== undefined) return { kind: 'failed', failure: blocked };
  if (target.kind === 'made') return progressOfMade(state, target.name, now);
  const next = nextFor(state, target, now);
  // The next one comes by itself.
  if (next.kind === 'code' && takesOwnCode(state, next.call.identity)) return { kind: 'waits' };
  if (next.kind === 'code') return { kind: 'needs-code', identity: next.call.identity };
  if (next.kind === 'blocked') return { kind: 'failed', failure: next.failure };
  return hinderedOnTheWay(state, target) ?? { kind: 'waits' };
};

/** One made directly waits for the grant that signs for it. */
const progressOfMade = (state: AppState, name: string, now: Instant): Progress => {
  const made = state.made.get(name);
  const next = made === undefined ? null : nextForMade(state, made, true, now);
  if (next?.kind === 'blocked') return { kind: 'failed', failure: next.failure };
  if (next?.kind !== 'wait' || next.on === null) return { kind: 'waits' };
  const signer = progressOf(state, next.on, now);
  return signer.kind === 'ready' ? { kind: 'waits' } : signer;
};

/** A role waits for what signs for it: what keeps that from coming keeps the role as well. */
const hinderedOnTheWay = (state: AppState, target: GrantRef): Progress | null => {
  const chain = target.kind === 'role' ? state.roles.get(target.profile)?.chain : undefined;
  if (chain === undefined || chain.kind === 'broken') return null;
  const session = chain.kind === 'walks' ? [`session:${chain.identity}` as const] : [];
  for (const id of [...session, ...chain.roles.map((profile) => `role:${profile}` as const)]) {
    const work = state.grants.get(id)?.work;
    if (work?.kind === 'failed' && !passesSoon(work.failure) && work.retryAt !== null)
      return { kind: 'failed', failure: work.failure };
  }
  return null;
};

/** Requests that a code of some identity would serve, by that identity; declined ones wait no more. */
export const requestsForCode = (
  state: AppState,
  now: Instant,
): ReadonlyMap<string, readonly HelperRequest[]> => {
  const waiting = new Map<string, HelperRequest[]>();
  for (const request of state.requests.values()) {
    if (request.declined) continue;
    const progress = progressOf(state, request.target, now);
    if (progress.kind !== 'needs-code') continue;
    const others = waiting.get(progress.identity) ?? [];
    others.push(request);
    waiting.set(progress.identity, others);
  }
  return waiting;
};
