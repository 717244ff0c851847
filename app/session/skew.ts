import type { Grant, GrantId } from '../model.ts';
import { endpointsMoved } from './endpoints.ts';
import { guardMoved } from './guard.ts';
import { presenceMoved } from './presence.ts';
import { rotationsMoved } from './rotations.ts';
import { signInMoved } from './sign-in.ts';
import type { AppState } from './state.ts';
import { updatesMoved } from './updates.ts';

/** Instants that we reckoned ourselves move with our reckoning; what STS said of its own time stays. */
export const moved = (state: AppState, skew: number, by: number): AppState => {
  const next = { ...state, skew };
  if (by === 0) return next;
  const changed = new Map<GrantId, Grant>();
  for (const [id, grant] of state.grants) {
    const { work } = grant;
    if (work.kind === 'failed' && work.retryAt !== null)
      changed.set(id, {
        ...grant,
        work: { ...work, at: work.at + by, retryAt: work.retryAt + by },
      });
  }
  const { copy, clipboard, sweepsAt, fetches } = state;
  return {
    ...next,
    grants: state.grants.with(changed),
    copy:
      copy.kind === 'pending'
        ? { ...copy, until: copy.until + by }
        : copy.kind === 'copied'
          ? { ...copy, clearsAt: copy.clearsAt + by }
          : copy,
    clipboard: clipboard && { ...clipboard, clearsAt: clipboard.clearsAt + by },
    sweepsAt: sweepsAt && sweepsAt + by,
    signIn: signInMoved(state, by),
    guard: guardMoved(state, by),
    presence: presenceMoved(state, by),
    endpoints: endpointsMoved(state, by),
    keys: rotationsMoved(state, by),
    updates: updatesMoved(state, by),
    fetches: fetches && { ...fetches, until: fetches.until + by },
  };
};
