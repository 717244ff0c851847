import { isDue } from '../credentials/plan.ts';
import type { Failure } from '../failure.ts';
import type { CodeCheck } from '../model.ts';
import { grantId, type Grant, type GrantRef, type Held, type Instant } from '../model.ts';
import { isLetToEnd } from './attention.ts';
import { asksAt, canSign, hasOwnCode, renewsAt } from './expiry.ts';
import { identityBehind } from './identity-behind.ts';
import type { AppState } from './state.ts';

/** Tries in a row, some ten seconds of them at least: what passes within them, such as a waking network, is no news. */
const TRIES = 4;

/** What keeps every call from working, whichever role it is for: one cause, told of once. */
const SHARED: ReadonlySet<Failure['kind']> = new Set([
  'network',
  'proxy',
  'tls',
  'endpoint',
  'file',
  'vault',
]);

/** A grant that should be renewed by itself, and is not. */
export type Failing = {
  readonly ref: GrantRef;
  readonly endsAt: Instant;
  readonly failure: Failure['kind'];
  /** Others fail for the same. */
  readonly shared: boolean;
  /** From when on it is told. */
  readonly toldFrom: Instant;
  readonly key: string;
};

const keyOf = (kind: 'cannot-renew' | 'unreached', ref: GrantRef, endsAt: Instant): string =>
  `${kind} ${grantId(ref)} ${endsAt}`;

/** What may count as told of a failing renewal of these credentials. */
export const failingKeys = (ref: GrantRef, endsAt: Instant): readonly string[] => [
  keyOf('cannot-renew', ref, endsAt),
  keyOf('unreached', ref, endsAt),
];

/** Told once, whatever it fails for, until it worked: then it holds credentials with another end. */
const isTold = ({ told }: AppState, ref: GrantRef, endsAt: Instant): boolean =>
  failingKeys(ref, endsAt).some((key) => told.has(key));

type Cause = {
  readonly failure: Failure;
  /** It is tried again by itself. */
  readonly passing: boolean;
};

/** What a grant failed for itself; what passes is no cause before some tries. */
const ownCause = ({ work, attempts }: Grant): Cause | null => {
  if (work.kind !== 'failed') return null;
  const passing = work.retryAt !== null;
  return passing && attempts < TRIES ? null : { failure: work.failure, passing };
};

/** The roles that lead to a role, the one that signs for it first. */
const onTheWay = (state: AppState, { ref }: Grant): readonly Grant[] => {
  const chain = ref.kind === 'role' ? state.roles.get(ref.profile)?.chain : undefined;
  if (chain === undefined || chain.kind === 'broken') return [];
  return chain.roles
    .slice(0, -1)
    .toReversed()
    .flatMap((profile) => state.grants.get(grantId({ kind: 'role', profile })) ?? []);
};

/** The role that a chain cannot get past: it failed, and holds nothing that signs for the next one. */
const failedOnTheWay = (state: AppState, grant: Grant, now: Instant): Grant | null => {
  for (const before of onTheWay(state, grant)) {
    if (canSign(before.held, now)) return null;
    if (before.work.kind === 'failed') return before;
  }
  return null;
};

const checkOf = (state: AppState, { ref }: Grant): CodeCheck | undefined =>
  state.codeChecks.get(identityBehind(state, ref) ?? '');

/** Codes that come by themselves did not get through: the next is taken later, and nobody is asked for one. */
const codeCause = (state: AppState, grant: Grant): Cause | null => {
  const check = checkOf(state, grant);
  if (grant.work.kind !== 'needs-code' || check?.kind !== 'refused') return null;
  if (!hasOwnCode(state, grant)) return null;
  const { failure } = check;
  // Only the step is over too late: the next one is free in seconds.
  if (failure.kind === 'code-spent') return null;
  return { failure: failure.kind === 'code-unsure' ? failure.cause : failure, passing: true };
};

/** Why a grant that should be renewed by now is not; null: it is not due, on its way, or told with another. */
const causeOf = (state: AppState, grant: Grant, now: Instant): Cause | null => {
  if (grant.work.kind === 'failed') return ownCause(grant);
  if (!isDue(state, grant, now)) return null;
  const before = failedOnTheWay(state, grant, now);
  // One that is wanted for itself is told itself.
  if (before !== null)
    return before.wish === 'wanted' && before.held !== null ? null : ownCause(before);
  const failure = state.blocked.get(grantId(grant.ref));
  return failure === undefined ? codeCause(state, grant) : { failure, passing: false };
};

/** From when on a grant should have been renewed. */
const renewalOf = (held: Held, { settings }: AppState): Instant =>
  held.withCode ? asksAt(held, settings) : renewsAt(held, settings);

/**
 * Renewals that fail and were not told yet. One that failed for good is told at once, one that is tried again with half
 * of its time over. Where only a person's code renews, that is told instead.
 */
export const failingRenewals = (state: AppState, now: Instant): readonly Failing[] => {
  const failing: Failing[] = [];
  for (const grant of state.grants.values()) {
    const { held, wish, ref } = grant;
    if (wish !== 'wanted' || held === null) continue;
    if (held.withCode && !hasOwnCode(state, grant)) continue;
    const { expiresAt: endsAt } = held;
    if (isLetToEnd(state, grant)) continue;
    const cause = causeOf(state, grant, now);
    if (cause === null || isTold(state, ref, endsAt)) continue;
    const { failure, passing } = cause;
    const half = endsAt - (endsAt - renewalOf(held, state)) / 2;
    const shared = SHARED.has(failure.kind);
    failing.push({
      ref,
      endsAt,
      failure: failure.kind,
      shared,
      toldFrom: passing ? half : 0,
      key: keyOf(shared ? 'unreached' : 'cannot-renew', ref, endsAt),
    });
  }
  return failing;
};

const isTriedAgain = (state: AppState, grant: Grant): boolean => {
  if ([grant, ...onTheWay(state, grant)].some(({ attempts }) => attempts > 0)) return true;
  const check = checkOf(state, grant)?.kind;
  return hasOwnCode(state, grant) && (check === 'refused' || check === 'checking');
};

/** Whether something was told to fail for all, and goes on so, though another try may be under way just now. */
const isUnreached = (state: AppState): boolean =>
  [...state.grants.values()].some(
    (grant) =>
      grant.held !== null &&
      state.told.has(keyOf('unreached', grant.ref, grant.held.expiresAt)) &&
      isTriedAgain(state, grant),
  );

/** Failing renewals to tell now, those that end first first. What all fail for is told once, with all of them. */
export const failuresDue = (state: AppState, now: Instant): readonly Failing[] => {
  const failing = failingRenewals(state, now);
  if (failing.length === 0) return [];
  const isTime = ({ toldFrom }: Failing): boolean => toldFrom <= now;
  const shared = failing.filter((one) => one.shared);
  const tellShared = shared.some(isTime) && !isUnreached(state);
  return failing
    .filter((one) => (one.shared ? tellShared : isTime(one)))
    .toSorted((a, b) => a.endsAt - b.endsAt);
};
