import { grantId, grantName, type Grant, type GrantId, type GrantRef } from '../model.ts';
import type { Held, Instant, Seconds } from '../model.ts';
import { once } from '../once.ts';
import { identityBehind } from './identity-behind.ts';
import type { AppState } from './state.ts';

/** What a person chose about the ends of grants: how long ahead they hear of one, when again, and of which no more. */
export type Attention = {
  /** By name of a role's profile or an identity: how long before it needs a person a notice appears. */
  readonly leads: ReadonlyMap<string, Seconds>;
  /** Ends that are told again at `until`. */
  readonly snoozed: ReadonlyMap<GrantId, { readonly endsAt: Instant; readonly until: Instant }>;
  /** Ends that nobody needs to hear of and nothing comes after, by grant. New credentials have another end. */
  readonly lettingEnd: ReadonlyMap<GrantId, Instant>;
};

/** What of it goes with credentials, and is sealed with them. */
export type EndsChosen = Pick<Attention, 'snoozed' | 'lettingEnd'>;

/** A lead lies between, in s. */
export const LEAD_RANGE: readonly [least: Seconds, most: Seconds] = [1, 86_400];

/** What the lead of one is called where settings.ini is spoken of. */
export const leadKey = (name: string): string => `notice ${name}.lead`;

export const noAttention: Attention = {
  leads: new Map(),
  snoozed: new Map(),
  lettingEnd: new Map(),
};

export type AttentionEvent =
  | { readonly kind: 'leads'; readonly leads: ReadonlyMap<string, Seconds> }
  | {
      readonly kind: 'snoozed';
      readonly refs: readonly GrantRef[];
      readonly seconds: Seconds;
      readonly now: Instant;
    }
  /** What is held of them is the last. */
  | { readonly kind: 'let-end'; readonly refs: readonly GrantRef[] }
  /** Started again: they go on, and so does the session they live on. */
  | { readonly kind: 'goes-on'; readonly refs: readonly GrantRef[] };

/** What counts as told once the end of these credentials, and of no others of their grant, was told ahead. */
export const endsSoonKey = (ref: GrantRef, endsAt: Instant): string =>
  `ends-soon ${grantId(ref)} ${endsAt}`;

/** A snooze ends at least so long, ms, before the end: what is told later helps nobody. */
export const LAST_CALL = 60_000;

/** For how long a notice can be put off, in s; those that fit before the end are offered. */
const SNOOZES: readonly Seconds[] = [300, 600, 1800];

export const snoozesFor = (endsAt: Instant, now: Instant): readonly Seconds[] =>
  SNOOZES.filter((seconds) => now + seconds * 1000 <= endsAt - LAST_CALL);

/** When what is put off is told again; null: there is no time left for it. */
export const snoozedUntil = (endsAt: Instant, seconds: Seconds, now: Instant): Instant | null => {
  const until = Math.min(now + seconds * 1000, endsAt - LAST_CALL);
  return until > now ? until : null;
};

const sessionId = (identity: string): GrantId => grantId({ kind: 'session', identity });

/** The identity whose session a role lives on; null: none. What was made from arguments is made once, and needs none. */
const sessionUnder = (state: Pick<AppState, 'roles' | 'made'>, ref: GrantRef): string | null =>
  ref.kind === 'role' ? identityBehind(state, ref) : null;

const isMarked = (state: AppState, id: GrantId, held: Held | null): boolean =>
  held !== null && state.attention.lettingEnd.get(id) === held.expiresAt;

/** Whether these credentials are the last of their grant: not renewed, and no code is asked for when they end. */
export const isLast = (state: AppState, { ref, held, forced }: Grant): boolean =>
  state.attention.lettingEnd.size > 0 && !forced && isMarked(state, grantId(ref), held);

/** Whether no code is asked for a session of this identity any more, so that what lives on it ends after it. */
export const isLastSession = (state: AppState, identity: string): boolean => {
  const session = state.grants.get(sessionId(identity));
  return session !== undefined && isLast(state, session);
};

/** Whether nobody is needed when a grant ends: it is the last of its kind, or lives on a session that is. */
export const isLetToEnd = (state: AppState, grant: Grant): boolean => {
  if (state.attention.lettingEnd.size === 0) return false;
  if (isLast(state, grant)) return true;
  const identity = sessionUnder(state, grant.ref);
  return identity !== null && !grant.held?.withCode && isLastSession(state, identity);
};

/** The identity whose session a grant runs on now; null: none. */
const runsOn = (state: AppState, { ref, wish, held }: Grant): string | null =>
  wish === 'wanted' && held !== null && !held.withCode ? sessionUnder(state, ref) : null;

/** Grants that run on a session. */
export const runningUnder = (state: AppState, identity: string): readonly Grant[] =>
  [...state.grants.values()].filter((grant) => runsOn(state, grant) === identity);

/** By identity: the longest lead of what runs on its session, in s. All of them in one walk. */
const leadsOnSessions = once((state: AppState): ReadonlyMap<string, Seconds> => {
  const longest = new Map<string, Seconds>();
  for (const grant of state.grants.values()) {
    const identity = runsOn(state, grant);
    if (identity === null) continue;
    const lead = state.attention.leads.get(grantName(grant.ref)) ?? state.settings.noticeLead;
    longest.set(identity, Math.max(longest.get(identity) ?? 0, lead));
  }
  return longest;
});

/**
 * How long before a grant needs a person they are told, in s: as was chosen for it, else as the settings say. A session
 * goes by the roles that run on it, unless it was chosen for itself: whoever wants to know of one of them early has to
 * know of the session.
 */
export const leadOf = (state: AppState, ref: GrantRef): Seconds => {
  const { leads } = state.attention;
  const { noticeLead } = state.settings;
  const chosen = leads.get(grantName(ref));
  if (chosen !== undefined) return chosen;
  if (leads.size === 0 || ref.kind !== 'session') return noticeLead;
  return leadsOnSessions(state).get(ref.identity) ?? noticeLead;
};

/** Until when the end of these credentials was put off; null: it was not. */
export const snoozeOf = (
  state: AppState,
  ref: GrantRef,
  held: Held,
): { readonly until: Instant } | null => {
  const snooze = state.attention.snoozed.get(grantId(ref));
  return snooze?.endsAt === held.expiresAt ? snooze : null;
};

/** From when on the end of a grant is told; never in the first half of its life. */
export const toldFrom = (state: AppState, ref: GrantRef, held: Held): Instant => {
  const snooze = snoozeOf(state, ref, held);
  if (snooze !== null) return snooze.until;
  const life = Math.max(0, held.expiresAt - held.obtainedAt);
  return held.expiresAt - Math.min(leadOf(state, ref) * 1000, life / 2);
};

/** What was chosen of ends that are past and of other credentials is forgotten. */
const stillMeant = (state: AppState): EndsChosen => {
  const { snoozed, lettingEnd } = state.attention;
  const endOf = (id: GrantId): Instant | undefined => state.grants.get(id)?.held?.expiresAt;
  return {
    snoozed: new Map([...snoozed].filter(([id, { endsAt }]) => endOf(id) === endsAt)),
    lettingEnd: new Map([...lettingEnd].filter(([id, endsAt]) => endOf(id) === endsAt)),
  };
};

export const reduceAttention = (state: AppState, event: AttentionEvent): AppState => {
  if (event.kind === 'leads')
    return { ...state, attention: { ...state.attention, leads: event.leads } };
  const meant = stillMeant(state);
  const snoozed = new Map(meant.snoozed);
  const lettingEnd = new Map(meant.lettingEnd);
  const told = new Set(state.told);
  for (const ref of event.refs) {
    const id = grantId(ref);
    const end = state.grants.get(id)?.held?.expiresAt;
    switch (event.kind) {
      case 'snoozed': {
        const until = end === undefined ? null : snoozedUntil(end, event.seconds, event.now);
        if (end === undefined || until === null) break;
        snoozed.set(id, { endsAt: end, until });
        told.delete(endsSoonKey(ref, end));
        break;
      }
      case 'let-end':
        if (end !== undefined) lettingEnd.set(id, end);
        snoozed.delete(id);
        break;
      case 'goes-on': {
        lettingEnd.delete(id);
        const identity = sessionUnder(state, ref);
        if (identity !== null) lettingEnd.delete(sessionId(identity));
        break;
      }
      default:
        return event satisfies never;
    }
  }
  return { ...state, told, attention: { ...state.attention, snoozed, lettingEnd } };
};
