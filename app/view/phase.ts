import { grantId, type Grant, type Instant } from '../model.ts';
import { isLast } from '../session/attention.ts';
import { dueAt, hasOwnCode, renewsByItself, sessionOf } from '../session/expiry.ts';
import { isValid, type AppState } from '../session/state.ts';
import type { Phase } from './window.ts';

/** The phase a grant is drawn in; its instants by the local clock. */
export const phaseOf = (
  state: AppState,
  grant: Grant | undefined,
  now: Instant,
  local: (at: Instant) => Instant,
): Phase => {
  if (grant === undefined) return { kind: 'off' };
  const { held, work, wish } = grant;
  const live = isValid(held, now) ? held : null;
  const waits = work.kind === 'needs-code' && wish === 'wanted';
  // A code that comes by itself is no person's business: it is on its way.
  const needsCode = waits && !hasOwnCode(state, grant);
  if (live === null) {
    if (work.kind === 'requesting') return { kind: 'starting' };
    if (work.kind === 'failed' && work.retryAt === null) return { kind: 'failed' };
    const endedAt = held === null ? null : local(held.expiresAt);
    // Before its end: what a person has to do about it counts for more than that it is over.
    if (needsCode) return { kind: 'needs-code', endsAt: null, endedAt };
    if (waits) return { kind: 'starting' };
    if (endedAt !== null) return { kind: 'ended', endedAt };
    if (state.blocked.has(grantId(grant.ref))) return { kind: 'failed' };
    return wish === 'wanted' ? { kind: 'starting' } : { kind: 'off' };
  }
  const times = { obtainedAt: local(live.obtainedAt), endsAt: local(live.expiresAt) };
  if (needsCode) return { kind: 'needs-code', ...times, endedAt: null };
  const session = live.underSessionOf === null ? null : sessionOf(state, grant);
  if (wish === 'wanted' && !isLast(state, grant) && dueAt(live, session, state.settings) <= now)
    return { kind: 'due', ...times };
  return { kind: 'fresh', ...times, renews: renewsByItself(state, grant, now) };
};
