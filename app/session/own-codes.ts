import { nextCodeAt, stepLength } from '../credentials/mfa-code.ts';
import { callForCode, nextFor } from '../credentials/plan.ts';
import type { Instant } from '../model.ts';
import { isLetToEnd } from './attention.ts';
import type { AppState } from './state.ts';
import { takesOwnCode } from './takes-own-code.ts';
import { NOISE } from './time.ts';

/** How long after a failure that passes by itself the next code is tried, ms: codes are never tried in a loop. */
const AGAIN = 5 * 60_000;

/** The same after one that is spent, at least: a program by a clock that is behind goes on giving it for a moment. */
const SOON = 1_000;

/** Where this computer's clock is behind STS's, and with it most likely the program's, ms: until the next step is there. */
const soon = ({ skew }: AppState): number => Math.max(SOON, Math.min(skew, stepLength));

const isNeeded = (state: AppState, identity: string, now: Instant): boolean => {
  for (const grant of state.grants.values()) {
    if (grant.wish !== 'wanted' || grant.work.kind === 'requesting') continue;
    if (isLetToEnd(state, grant)) continue;
    const next = nextFor(state, grant.ref, now);
    if (next.kind === 'code' && next.call.identity === identity) return true;
  }
  return false;
};

/** From when on a code of its own is to be taken for an identity; null: none is needed, or a person is. */
export const ownCodeAt = (state: AppState, identity: string, now: Instant): Instant | null => {
  if (!takesOwnCode(state, identity) || !isNeeded(state, identity, now)) return null;
  const check = state.codeChecks.get(identity);
  if (check?.kind === 'checking') return null;
  const { serial } = callForCode(state, identity, now);
  if (serial === null) return null;
  const counts = nextCodeAt(state.spentSteps.get(serial), now) ?? now;
  // A clock that was put back since has left the refusal in the future, where it says nothing.
  if (check?.kind !== 'refused' || check.at - now > NOISE) return counts;
  const pause = check.failure.kind === 'code-spent' ? soon(state) : AGAIN;
  return Math.max(counts, check.at + pause);
};
