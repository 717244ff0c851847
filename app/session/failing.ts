import type { Failure } from '../failure.ts';
import { grantId, type Grant, type GrantRef, type Instant } from '../model.ts';
import { isLetToEnd } from './attention.ts';
import { renewsAt } from './expiry.ts';
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

/** Told once, whatever it fails for, until it worked: then it holds credentials with another end. */
const isTold = ({ told }: AppState, ref: GrantRef, endsAt: Instant): boolean =>
  told.has(keyOf('cannot-renew', ref, endsAt)) || told.has(keyOf('unreached', ref, endsAt));

/**
 * Renewals that fail and were not told yet. One that failed for good is told at once, one that is tried again with half
 * of its time over.
 */
export const failingRenewals = (state: AppState): readonly Failing[] => {
  const failing: Failing[] = [];
  for (const grant of state.grants.values()) {
    const { held, wish, work, ref } = grant;
    if (wish !== 'wanted' || held === null || held.withCode || work.kind !== 'failed') continue;
    const passing = work.retryAt !== null;
    if (passing && grant.attempts < TRIES) continue;
    const { expiresAt: endsAt } = held;
    if (isLetToEnd(state, grant) || isTold(state, ref, endsAt)) continue;
    const half = endsAt - (endsAt - renewsAt(held, state.settings)) / 2;
    const shared = SHARED.has(work.failure.kind);
    failing.push({
      ref,
      endsAt,
      failure: work.failure.kind,
      shared,
      toldFrom: passing ? half : 0,
      key: keyOf(shared ? 'unreached' : 'cannot-renew', ref, endsAt),
    });
  }
  return failing;
};

/** Whether something was told to fail for all, and goes on so, though another try may be under way just now. */
const isUnreached = (state: AppState): boolean =>
  [...state.grants.values()].some(
    ({ ref, held, attempts }: Grant) =>
      attempts > 0 && held !== null && state.told.has(keyOf('unreached', ref, held.expiresAt)),
  );

/** Failing renewals to tell now, those that end first first. What all fail for is told once, with all of them. */
export const failuresDue = (state: AppState, now: Instant): readonly Failing[] => {
  const failing = failingRenewals(state);
  if (failing.length === 0) return [];
  const isDue = ({ toldFrom }: Failing): boolean => toldFrom <= now;
  const shared = failing.filter((one) => one.shared);
  const tellShared = shared.some(isDue) && !isUnreached(state);
  return failing
    .filter((one) => (one.shared ? tellShared : isDue(one)))
    .toSorted((a, b) => a.endsAt - b.endsAt);
};
