import {
  grantId,
  grantName,
  type Grant,
  type GrantRef,
  type Instant,
  type Seconds,
} from '../model.ts';
import { isLetToEnd, leadOf, toldFrom } from '../session/attention.ts';
import { identityBehind } from '../session/identity-behind.ts';
import { isValid, type AppState } from '../session/state.ts';
import { endActions, type NoticeAction } from './notices.ts';

/** How the end of a grant is told, for its row. */
export type NoticeMark = {
  /** How long before it needs a person, in s. */
  readonly lead: Seconds;
  /** Chosen for this one, and not as the settings say. */
  readonly chosen: boolean;
  /** `ends`: what is held is the last; `goes-on`: it can be made so; `none`: nothing is held. */
  readonly end: 'ends' | 'goes-on' | 'none';
};

/** What can be said to ends in the place of a code. */
export type Ending = {
  /** Never empty. */
  readonly targets: readonly GrantRef[];
  readonly actions: readonly NoticeAction[];
};

export const noticeMarkOf = (
  state: AppState,
  ref: GrantRef,
  grant: Grant | undefined,
  now: Instant,
): NoticeMark => {
  const isHeld = grant !== undefined && grant.wish === 'wanted' && isValid(grant.held, now);
  const end = !isHeld ? 'none' : isLetToEnd(state, grant) ? 'ends' : 'goes-on';
  return { lead: leadOf(state, ref), chosen: state.attention.leads.has(grantName(ref)), end };
};

/** What is told to end and only a code of this identity renews; null: nothing. */
export const endingOf = (state: AppState, identity: string, now: Instant): Ending | null => {
  const ends = [...state.grants.values()].flatMap((grant) => {
    const { ref, held, work } = grant;
    return isValid(held, now) &&
      held.withCode &&
      (work.kind === 'needs-code' || toldFrom(state, ref, held) <= now) &&
      !isLetToEnd(state, grant) &&
      identityBehind(state, ref) === identity
      ? [{ ref, endsAt: held.expiresAt }]
      : [];
  });
  if (ends.length === 0) return null;
  const first = Math.min(...ends.map(({ endsAt }) => endsAt));
  return { targets: ends.map(({ ref }) => ref), actions: endActions(first, now) };
};

/** When an end of an identity that was put off is told again; null: none was. */
export const remindsAt = (state: AppState, identity: string): Instant | null => {
  const untils = [...state.grants.values()].flatMap(({ ref, held }) => {
    const snooze = state.attention.snoozed.get(grantId(ref));
    const meant = snooze !== undefined && snooze.endsAt === held?.expiresAt;
    return meant && identityBehind(state, ref) === identity ? [snooze.until] : [];
  });
  return untils.length === 0 ? null : Math.min(...untils);
};
