import { plainSignIn, planSignIn } from '../export/console-rules.ts';
import { liveProfileOf } from '../export/blocks.ts';
import type { Failure } from '../failure.ts';
import { renewalProgress, type RenewalProgress } from '../credentials/lifetime.ts';
import {
  grantId,
  type Endpoints,
  grantName,
  type Grant,
  type GrantRef,
  type Held,
  type Instant,
} from '../model.ts';
import { endpointFor } from '../network/endpoint.ts';
import { sessionOf } from '../session/expiry.ts';
import { explainedFailure } from '../session/explanations.ts';
import { isValid, type AppState } from '../session/state.ts';
import type { CopiedMark, Life, SignInMark, Trouble, Who } from './window.ts';

type Local = (at: Instant) => Instant;

/** Failures carry instants of STS's time where they come from the engine's backoff; the window counts locally. */
export const troubleOf = (
  state: AppState,
  grant: Grant | undefined,
  local: Local,
): Trouble | null => {
  if (grant === undefined) return null;
  if (grant.work.kind === 'failed')
    return {
      failure: explainedFailure(state, grant.work.failure),
      retryAt: grant.work.retryAt === null ? null : local(grant.work.retryAt),
    };
  const blocked = state.blocked.get(grantId(grant.ref));
  return blocked === undefined
    ? null
    : { failure: explainedFailure(state, blocked), retryAt: null };
};

/** What keeps every call of a role or identity from going anywhere, told before it is tried (BO1); null: nothing. */
export const placeTrouble = (endpoints: Endpoints, arn: string | null): Trouble | null => {
  const found = endpointFor('sts', endpoints, arn);
  return found.ok ? null : { failure: { kind: 'endpoint', cause: found.failure }, retryAt: null };
};

export const copiedOf = (state: AppState, ref: GrantRef, local: Local): CopiedMark => {
  const { copy } = state;
  if (copy.kind === 'none' || grantId(copy.target) !== grantId(ref)) return { kind: 'no' };
  switch (copy.kind) {
    case 'pending':
      return { kind: 'pending', as: copy.as };
    case 'copied':
      return { kind: 'copied', as: copy.as, clearsAt: local(copy.clearsAt) };
    case 'cleared':
    case 'gone':
      return { kind: copy.kind };
    case 'failed':
      return {
        kind: 'failed',
        as: copy.as,
        failure: explainedFailure(state, copy.failure),
        at: copy.at,
      };
    default:
      return copy satisfies never;
  }
};

/** Whether a live block of it can be copied: its profile is there. */
export const hasLive = (state: Pick<AppState, 'liveProfiles'>, ref: GrantRef): boolean =>
  state.liveProfiles.has(liveProfileOf(grantName(ref)));

export const signInOf = (state: AppState, ref: GrantRef, local: Local): SignInMark => {
  const { signIn } = state;
  if (signIn.kind === 'none' || grantId(signIn.target) !== grantId(ref)) return { kind: 'no' };
  switch (signIn.kind) {
    case 'pending':
    case 'opened':
    case 'cleared':
    case 'gone':
      return { kind: signIn.kind };
    case 'copied':
      return { kind: 'copied', clearsAt: local(signIn.clearsAt) };
    case 'failed':
      return { kind: 'failed', failure: signIn.failure };
    default:
      return signIn satisfies never;
  }
};

/** Why a grant does not sign in to the console; null where it does, as far as can be said. */
export const noConsoleOf = (state: AppState, ref: GrantRef): Failure | null => {
  const plan = planSignIn(state, ref, plainSignIn);
  return plan.ok ? null : plan.failure;
};

/** How far a role's renewals have come, and when the session ends that signs for them (ST3); null where it has none. */
export const renewalsOf = (
  state: AppState,
  grant: Grant | undefined,
  now: Instant,
): (RenewalProgress & { readonly sessionEndsAt: Instant }) | null => {
  if (grant === undefined || grant.wish !== 'wanted' || !isValid(grant.held, now)) return null;
  const session = sessionOf(state, grant);
  if (session === null) return null;
  const progress = renewalProgress(grant.held, session, state.settings, now);
  return progress && { ...progress, sessionEndsAt: session.expiresAt };
};

/** From when to when the held credentials live; null while none are valid (ST5). */
export const lifeOf = (held: Held | null, now: Instant, local: Local): Life | null =>
  isValid(held, now) ? { obtainedAt: local(held.obtainedAt), endsAt: local(held.expiresAt) } : null;

/** Whose the held credentials are, as STS said (BO10); null while none are valid. */
export const whoOf = (held: Held | null, now: Instant): Who | null =>
  isValid(held, now)
    ? {
        arn: held.arn,
        packedPolicySize: held.packedPolicySize,
        id: held.about?.id ?? null,
        sourceIdentity: held.about?.sourceIdentity ?? null,
        subject: held.about?.subject ?? null,
        subjectType: held.about?.subjectType ?? null,
        audience: held.about?.audience ?? null,
        provider: held.about?.provider ?? null,
        nameQualifier: held.about?.nameQualifier ?? null,
      }
    : null;
