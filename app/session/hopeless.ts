import type { Failure } from '../failure.ts';
import { grantId, type GrantRef } from '../model.ts';
import type { AppState } from './state.ts';

/** What stands in the way of whoever waits for a grant, when time and codes do not help; null: it may still come. */
export const hopeless = (
  state: Pick<AppState, 'grants' | 'blocked'>,
  ref: GrantRef,
): Failure | null => {
  const grant = state.grants.get(grantId(ref));
  if (grant === undefined) return { kind: 'unknown-target', target: ref };
  const { work } = grant;
  if (work.kind === 'failed' && work.retryAt === null) return work.failure;
  // Stopped, or made from something that is good only once.
  if (grant.wish !== 'wanted') return { kind: 'nothing-valid', target: ref };
  return state.blocked.get(grantId(ref)) ?? null;
};
