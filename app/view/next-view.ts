import { isRemade } from '../credentials/made.ts';
import type { Grant, Instant } from '../model.ts';
import { isLast, isLetToEnd } from '../session/attention.ts';
import { dueAt, renewsByItself, sessionOf } from '../session/expiry.ts';
import { isValid, type AppState } from '../session/state.ts';
import type { Next } from './window.ts';

/** What comes next of credentials that are held, by the local clock; null while none are valid. */
export const nextOf = (
  state: AppState,
  grant: Grant | undefined,
  now: Instant,
  local: (at: Instant) => Instant,
): Next | null => {
  if (grant === undefined || !isValid(grant.held, now)) return null;
  const { held, ref, wish } = grant;
  const at = local(held.expiresAt);
  const made = ref.kind === 'made' ? state.made.get(ref.name) : undefined;
  // Nobody wants it any more, or nobody can make it again.
  const isOver = wish !== 'wanted' || (made !== undefined && !isRemade(made));
  if (isOver || isLast(state, grant)) return { kind: 'ends', at };
  if (!renewsByItself(state, grant, now))
    return { kind: isLetToEnd(state, grant) ? 'ends' : 'needs-you', at };
  const due = dueAt(held, sessionOf(state, grant), state.settings);
  return due <= now ? { kind: 'renewing' } : { kind: 'renews', at: local(due) };
};
