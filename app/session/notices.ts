import { grantId, type Grant, type Instant } from '../model.ts';
import type { AppNotice } from '../view/notices.ts';
import { requestsForCode } from './progress.ts';
import { isValid, type AppState } from './state.ts';

/** What a notice is about, before it is known whether others fall due with it. */
type Cause = {
  readonly grant: Grant;
  readonly kind: 'ends-soon' | 'ended';
  readonly key: string;
  readonly endsAt: Instant;
};

/** Long gone is no news: what ended more than this before the app looked is not told. */
const NEWS = 12 * 3600_000;

const causeOf = (grant: Grant, state: AppState, now: Instant): Cause | null => {
  const { held } = grant;
  if (grant.wish !== 'wanted' || held === null || !held.withCode) return null;
  const endsAt = held.expiresAt;
  const make = (kind: Cause['kind']): Cause | null => {
    const key = `${kind} ${grantId(grant.ref)} ${endsAt}`;
    return state.told.has(key) ? null : { grant, kind, key, endsAt };
  };
  if (isValid(held, now))
    return endsAt - now <= state.settings.noticeLead * 1000 ? make('ends-soon') : null;
  return now - endsAt <= NEWS ? make('ended') : null;
};

/** Roles that live on the same code: those under a session; a role with a code of its own has none. */
const rolesUnder = (state: AppState, grant: Grant): number => {
  if (grant.ref.kind !== 'session') return 0;
  const { identity } = grant.ref;
  let count = 0;
  for (const other of state.grants.values()) {
    if (other.wish !== 'wanted' || other.ref.kind !== 'role' || other.held === null) continue;
    const chain = state.roles.get(other.ref.profile)?.chain;
    if (chain?.kind === 'walks' && chain.identity === identity && !other.held.withCode) count += 1;
  }
  return count;
};

/**
 * Programs that wait for a code are told of once for an identity: who asks while others wait already joins them
 * without a word.
 */
const askedDue = (
  state: AppState,
  now: Instant,
): { readonly notice: AppNotice; readonly keys: readonly string[] } | null => {
  for (const [identity, requests] of requestsForCode(state, now)) {
    const keys = requests.map(({ id }) => `asked ${id}`);
    const [key] = keys;
    if (key === undefined || keys.some((one) => state.told.has(one))) continue;
    const by = [...new Set(requests.map(({ by: { program } }) => program))];
    const target = { kind: 'session', identity } as const;
    return {
      notice: { kind: 'code-asked', key, target, by, requests: requests.length },
      keys,
    };
  }
  return null;
};

/**
 * What to tell now: one notice per cause and phase, and one digest when several fall due together, as after a wake.
 * `keys` are all that count as told by it.
 */
export const noticeDue = (
  state: AppState,
  now: Instant,
  local: (instant: Instant) => Instant,
): { readonly notice: AppNotice; readonly keys: readonly string[] } | null => {
  const asked = askedDue(state, now);
  if (asked !== null) return asked;
  const causes = [...state.grants.values()]
    .map((grant) => causeOf(grant, state, now))
    .filter((cause) => cause !== null)
    .toSorted((a, b) => a.endsAt - b.endsAt);
  const [first] = causes;
  if (first === undefined) return null;
  const others = causes.length - 1;
  const roles = causes.reduce((sum, cause) => sum + rolesUnder(state, cause.grant), 0);
  const at = local(first.endsAt);
  const target = first.grant.ref;
  return {
    notice:
      first.kind === 'ends-soon'
        ? { kind: 'ends-soon', key: first.key, target, endsAt: at, others, roles }
        : { kind: 'ended', key: first.key, target, endedAt: at, others, roles },
    keys: causes.map((cause) => cause.key),
  };
};

/** Keys of notices whose cause is still there; the others will never be asked for again. */
export const stillTold = (state: AppState): readonly string[] => {
  const causes = new Set(
    [...state.grants.values()].map(({ ref, held }) => `${grantId(ref)} ${held?.expiresAt ?? ''}`),
  );
  for (const id of state.requests.keys()) causes.add(id);
  return [...state.told].filter((key) => causes.has(key.slice(key.indexOf(' ') + 1)));
};
