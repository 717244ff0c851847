import type { Grant, Held, Instant } from '../model.ts';
import type { Settings } from '../settings.ts';
import { identityBehind } from './identity-behind.ts';
import { isLast, isLetToEnd, leadOf } from './attention.ts';
import { goesWithoutMfa } from './needs-mfa.ts';
import { isValid, sessionId, type AppState } from './state.ts';
import { takesOwnCode } from './takes-own-code.ts';

/**
 * When things happen to held credentials: pure arithmetic over STS's own expiry (aws-rules.md, Which call to make).
 * All in ms of STS's time.
 *
 * | what                        | when                                                             |
 * |-----------------------------|------------------------------------------------------------------|
 * | renewed without a code      | less than min(window, a third of its life) is left               |
 * | needs a code                | less than min(notice lead, a third of its life) is left          |
 * | last renewal under a session| just before the session ends                                     |
 * | drawn as needing one soon   | the same, or less than min(its own lead, a third of its life)    |
 * | a session signs             | until min(60 s, a twentieth of its life) before its end (BO6)    |
 */

type Span = Pick<Held, 'obtainedAt' | 'expiresAt'>;

const life = (held: Span): number => Math.max(0, held.expiresAt - held.obtainedAt);

/** How long before its end credentials stop signing new calls: BO6's 60 s window, less for very short ones. */
export const signingMargin = (held: Held): number => Math.min(60_000, life(held) / 20);

/** Whether these credentials may sign a call now. */
export const canSign = (held: Held | null, now: Instant): held is Held =>
  held !== null && held.expiresAt - signingMargin(held) > now;

/** From when on a grant that renews without a code is renewed. */
export const renewsAt = (held: Span, settings: Pick<Settings, 'renewWindow'>): Instant =>
  held.expiresAt - Math.min(settings.renewWindow * 1000, life(held) / 3);

/** From when on a grant that only a code renews asks for one. */
export const asksAt = (held: Held, settings: Settings): Instant =>
  held.expiresAt - Math.min(settings.noticeLead * 1000, life(held) / 3);

/** From when on the roles under a session are renewed once more, since it will not be able to later. */
export const lastRenewalAt = (session: Held): Instant =>
  session.expiresAt - Math.max(2 * signingMargin(session), Math.min(300_000, life(session) / 5));

/**
 * From when on a held grant is due: for one with a code when it asks for the next, for others when they are renewed.
 * `session` is what signs for it, when a session does.
 */
export const dueAt = (held: Held, session: Held | null, settings: Settings): Instant => {
  if (held.withCode) return asksAt(held, settings);
  const regular = renewsAt(held, settings);
  if (session === null || !session.withCode) return regular;
  const last = lastRenewalAt(session);
  const gains = held.obtainedAt < last && held.expiresAt > session.obtainedAt;
  return gains ? Math.min(regular, last) : regular;
};

/** The session that signs for a grant, if any is held. */
export const sessionOf = (state: AppState, grant: Grant): Held | null => {
  if (grant.ref.kind !== 'role') return null;
  const chain = state.roles.get(grant.ref.profile)?.chain;
  if (chain?.kind !== 'walks') return null;
  return state.grants.get(sessionId(chain.identity))?.held ?? null;
};

/** Whether credentials will be renewed by themselves before they end. */
export const renewsByItself = (state: AppState, grant: Grant, now: Instant): boolean => {
  const { held } = grant;
  if (grant.wish !== 'wanted' || held === null || isLast(state, grant)) return false;
  if (hasOwnCode(state, grant)) return true;
  if (held.withCode) return false;
  if (!hangsOnSession(state, grant)) return true;
  const session = sessionOf(state, grant);
  // The session has to be able to sign when the time has come.
  return canSign(session, Math.max(now, dueAt(held, session, state.settings)));
};

/** Whether a held grant cannot be had again without the session that signed for it. */
const hangsOnSession = (state: AppState, { ref, held }: Grant): boolean =>
  ref.kind === 'role' &&
  held !== null &&
  held.underSessionOf !== null &&
  !goesWithoutMfa(state, ref.profile);

/** Whether a grant goes on though nothing is known of its session any more, as after a restart: its end is its own. */
export const outlivesSession = (state: AppState, grant: Grant): boolean =>
  hangsOnSession(state, grant) &&
  // What a code is of use for: a profile that is broken meanwhile has nobody behind it.
  identityBehind(state, grant.ref) !== null &&
  sessionOf(state, grant) === null;

/** Whether the codes it takes come by themselves: then it needs no person, whatever else it needs. */
export const hasOwnCode = (state: AppState, { ref }: Grant): boolean => {
  // What was made from arguments is made once.
  if (ref.kind === 'made') return false;
  const identity = identityBehind(state, ref);
  return identity !== null && takesOwnCode(state, identity);
};

/** A grant of which something is held. */
export type Holding = Grant & { readonly held: Held };

/**
 * Whether what is held needs a person at its end: a session or role obtained with a code, or, once the session is gone,
 * a role it signed for. An identity whose codes come by themselves needs nobody.
 */
export const needsPerson = (state: AppState, grant: Grant, now: Instant): grant is Holding =>
  grant.wish === 'wanted' &&
  isValid(grant.held, now) &&
  !hasOwnCode(state, grant) &&
  !isLetToEnd(state, grant) &&
  (grant.held.withCode || (hangsOnSession(state, grant) && !isValid(sessionOf(state, grant), now)));

/** What needs a person first; several, where they end at once. Empty: nothing held needs one. */
export const firstToNeedPerson = (state: AppState, now: Instant): readonly Holding[] => {
  let first: Holding[] = [];
  for (const grant of state.grants.values()) {
    if (!needsPerson(state, grant, now)) continue;
    const later = grant.held.expiresAt - (first[0]?.held.expiresAt ?? Number.MAX_SAFE_INTEGER);
    if (later < 0) first = [grant];
    else if (later === 0) first.push(grant);
  }
  return first;
};

/** The earliest expiry that cannot be renewed without a code; null when nothing held needs a person. */
export const needsYouAt = (state: AppState, now: Instant): Instant | null =>
  firstToNeedPerson(state, now)[0]?.held.expiresAt ?? null;

/**
 * From when on what is held is drawn as soon needing a person: when it asks for its code, or when its end is to be told
 * ahead, whichever comes first. A lead that is long for its life counts for a third of it, as in asking, so that a gauge
 * shows what is left for most of the time.
 */
export const soonFrom = (state: AppState, { ref, held }: Holding): Instant => {
  const told = held.expiresAt - Math.min(leadOf(state, ref) * 1000, life(held) / 3);
  return held.withCode ? Math.min(told, asksAt(held, state.settings)) : told;
};
