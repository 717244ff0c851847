import type { Instant } from '../model.ts';
import { ownCodeAt } from './own-codes.ts';
import { nextCodeAt } from '../credentials/mfa-code.ts';
import { dueAt, needsYouAt, sessionOf, signingMargin } from './expiry.ts';
import { noticeWakeups, type Wall } from './notices.ts';
import { isLocked } from './lock.ts';
import { rotationDue } from './rotations.ts';
import type { AppState } from './state.ts';
import { nextCheckAt } from './updates.ts';

/**
 * So long, ms for each grant, what falls due of one waits for what falls due of others. A look is at all grants: N that
 * came one after the other would be renewed, tried again and let go of in N looks. A thousand wait for a second, where
 * minutes are left; what has ended is given to nobody in that second either.
 */
const TOGETHER = 1;

/**
 * After a refusal the code field waits for the next step. Where the clock was set back meanwhile, no answer has told the
 * time, and the field would wait for as long as the clock was ahead: it is looked at again.
 */
const isCodeRefused = ({ codeChecks }: AppState): boolean =>
  [...codeChecks.values()].some(({ kind }) => kind === 'refused');

/**
 * When the engine has to look again: the earliest instant after `now` at which a decision could change. One wake-up
 * is armed for it; nothing polls. All in ms of STS's time. Linear in grants.
 */
export const nextWakeup = (state: AppState, now: Instant, wall: Wall): Instant | null => {
  let earliest: Instant | null = null;
  const consider = (at: Instant): void => {
    // The time is in whole ms, rounded down: woken within one, it would be woken again and again until it is over.
    const whole = Math.ceil(at);
    if (whole > now && (earliest === null || whole < earliest)) earliest = whole;
  };
  if (isCodeRefused(state))
    for (const step of state.spentSteps.values()) {
      const at = nextCodeAt(step, now);
      if (at !== null) consider(at);
    }
  // Under a lock too there may be what it could not take out.
  const clearsAt = state.clipboard?.clearsAt ?? state.sweepsAt;
  if (clearsAt !== null) consider(clearsAt);
  // Nothing else falls due until a person opens it.
  if (isLocked(state)) return earliest;
  const soonest = now + state.grants.size * TOGETHER;
  const considerTogether = (at: Instant): void => {
    if (at > now) consider(Math.max(at, soonest));
  };
  for (const grant of state.grants.values()) {
    if (grant.held !== null) {
      considerTogether(grant.held.expiresAt);
      // From here on it signs nothing, so what waits for it waits for another.
      considerTogether(grant.held.expiresAt - signingMargin(grant.held));
      const session = grant.held.underSessionOf === null ? null : sessionOf(state, grant);
      considerTogether(dueAt(grant.held, session, state.settings));
    }
    if (grant.work.kind === 'failed' && grant.work.retryAt !== null)
      considerTogether(grant.work.retryAt);
  }
  for (const at of noticeWakeups(state, now, wall)) consider(at);
  if (state.copy.kind === 'pending') consider(state.copy.until);
  if (state.fetches !== null) consider(state.fetches.until);
  if (state.waitsUntil !== null) consider(state.waitsUntil);
  if (state.measuresAt !== null) consider(state.measuresAt);
  for (const { asking } of state.endpoints.values()) if (asking !== null) consider(asking.until);
  for (const identity of state.devices.sources.keys()) {
    const at = ownCodeAt(state, identity, now);
    if (at !== null) consider(at);
  }
  const rotation = rotationDue(state);
  if (rotation !== null) consider(rotation);
  const check = nextCheckAt(state);
  if (check !== null) consider(check);
  if (state.presence.look !== null) consider(state.presence.look.at);
  const needs = needsYouAt(state, now);
  // The tray says "needs you in 42 min": it changes with the minute.
  if (needs !== null) consider(needs - Math.max(0, Math.ceil((needs - now) / 60_000) - 1) * 60_000);
  return earliest;
};
