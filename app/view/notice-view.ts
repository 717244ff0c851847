import { isRemade, type Made } from '../credentials/made.ts';
import { grantName, type Grant, type GrantRef, type Instant, type Seconds } from '../model.ts';
import { isLetToEnd, leadOf, snoozeOf, snoozesFor, toldFrom } from '../session/attention.ts';
import { identityBehind } from '../session/identity-behind.ts';
import { canBeWanted } from '../session/operations.ts';
import { isValid, type AppState } from '../session/state.ts';
import { endActions, type NoticeAction } from './notices.ts';

/** How long ahead the end of a grant is told. */
export type Lead = {
  /** Before it needs a person. */
  readonly seconds: Seconds;
  /** Chosen for this one, and not as the settings say. */
  readonly chosen: boolean;
};

/** How the end of a grant is told, for its row. */
export type NoticeMark = {
  readonly lead: Lead;
  /**
   * `ends`: what is held is the last; `goes-on`: it can be made so. What is made once ends in any case: `told`, or
   * `untold` where nobody wants to hear of it. `none`: nothing is held.
   */
  readonly end: 'ends' | 'goes-on' | 'told' | 'untold' | 'none';
};

/** The same of a grant made directly, whose end no code is asked for: what can be said to it is said in its row. */
export type MadeNotice = Pick<NoticeMark, 'end'> & {
  /** null: no notice ever tells of its end, so that there is nothing to choose. */
  readonly lead: Lead | null;
  /** For how long its end, which is told by now, can be put off, in s. */
  readonly snoozes: readonly Seconds[];
  /** When what was put off is told again, by the local clock; null: nothing was. */
  readonly remindsAt: Instant | null;
};

/** What can be said to ends in the place of a code. */
export type Ending = {
  /** Never empty. */
  readonly targets: readonly GrantRef[];
  readonly actions: readonly NoticeAction[];
};

const endOf = (state: AppState, grant: Grant | undefined, now: Instant): NoticeMark['end'] => {
  if (grant === undefined || !isValid(grant.held, now)) return 'none';
  if (!canBeWanted(state, grant.ref)) {
    if (grant.wish === 'halted') return 'none';
    return isLetToEnd(state, grant) ? 'untold' : 'told';
  }
  if (grant.wish !== 'wanted') return 'none';
  return isLetToEnd(state, grant) ? 'ends' : 'goes-on';
};

const leadIn = (state: AppState, ref: GrantRef): Lead => ({
  seconds: leadOf(state, ref),
  chosen: state.attention.leads.has(grantName(ref)),
});

/**
 * Whether a notice may ever tell of its end. A person has to bring the next of what is made once, and a role with
 * arguments of its own may take a code; all others are made again without anybody.
 */
const isEverTold = (made: Made): boolean => !isRemade(made) || made.how.kind === 'assumed-role';

/** How the end of a grant is told. */
export const noticeMarkOf = (
  state: AppState,
  ref: GrantRef,
  grant: Grant | undefined,
  now: Instant,
): NoticeMark => ({
  lead: leadIn(state, ref),
  end: endOf(state, grant, now),
});

/** How the end of a grant made directly is told, and what can be said to it. */
export const madeNoticeOf = (
  state: AppState,
  made: Made,
  grant: Grant | undefined,
  now: Instant,
  local: (at: Instant) => Instant,
): MadeNotice => {
  const ref: GrantRef = { kind: 'made', name: made.name };
  const lead = isEverTold(made) ? leadIn(state, ref) : null;
  const mark = { lead, end: endOf(state, grant, now) };
  const held = grant?.held ?? null;
  if (held === null || mark.end !== 'told') return { ...mark, snoozes: [], remindsAt: null };
  const until = snoozeOf(state, ref, held)?.until ?? now;
  return {
    ...mark,
    snoozes: toldFrom(state, ref, held) <= now ? snoozesFor(held.expiresAt, now) : [],
    remindsAt: until > now ? local(until) : null,
  };
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
    const snooze = held === null ? null : snoozeOf(state, ref, held);
    return snooze !== null && identityBehind(state, ref) === identity ? [snooze.until] : [];
  });
  return untils.length === 0 ? null : Math.min(...untils);
};
