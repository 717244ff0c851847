import { lasts } from '../credentials/plan.ts';
import type { Failure } from '../failure.ts';
import { grantId, type Grant, type GrantId, type GrantRef, type Held } from '../model.ts';
import { trieMap } from '../trie-map.ts';
import { endpointsHalted } from './endpoints.ts';
import type { AppEvent } from './events.ts';
import { guardHalted } from './guard.ts';
import { canBeWanted, forgottenWhenHalted, isOverWhenEnded, withoutMade } from './operations.ts';
import { federatedBy, isCarriedOver } from './rotations.ts';
import { signInHalted } from './sign-in.ts';
import { freshGrant, standsFor, type AppState } from './state.ts';

export const withGrants = (
  state: AppState,
  refs: readonly GrantRef[],
  change: (grant: Grant) => Grant,
): AppState => {
  const changed = refs.map((ref) => {
    const id = grantId(ref);
    return [id, change(state.grants.get(id) ?? freshGrant(ref))] as const;
  });
  return { ...state, grants: state.grants.with(changed) };
};

/** A failure that only a person can help is taken back when they ask again, for the role and all on its way. */
export const retried = (grant: Grant): Grant =>
  grant.work.kind === 'failed' ? { ...grant, work: { kind: 'idle' }, demandsCode: false } : grant;

const wayTo = (state: AppState, refs: readonly GrantRef[]): readonly GrantRef[] => {
  const ids = new Map<GrantId, GrantRef>();
  for (const ref of refs) {
    ids.set(grantId(ref), ref);
    const chain = ref.kind === 'role' ? state.roles.get(ref.profile)?.chain : undefined;
    if (chain === undefined || chain.kind === 'broken') continue;
    for (const profile of chain.roles) ids.set(`role:${profile}`, { kind: 'role', profile });
  }
  return [...ids.values()].filter((ref) => state.grants.has(grantId(ref)));
};

export const wanted = (state: AppState, asked: readonly GrantRef[]): AppState => {
  const refs = asked.filter((ref) => canBeWanted(state, ref));
  return withGrants(withGrants(state, wayTo(state, refs), retried), refs, (grant) => ({
    ...grant,
    wish: 'wanted',
  }));
};

export const decided = (
  state: AppState,
  needCode: ReadonlySet<GrantId>,
  blocked: ReadonlyMap<GrantId, Failure>,
): AppState => {
  const turned = [...state.grants].filter(
    ([id, { work }]) => needCode.has(id) !== (work.kind === 'needs-code'),
  );
  if (turned.length === 0 && blocked.size === 0 && state.blocked.size === 0) return state;
  const asksAnew = turned.some(([id]) => needCode.has(id));
  const grants = state.grants.with(
    turned.map(([id, grant]) => [
      id,
      { ...grant, work: { kind: needCode.has(id) ? 'needs-code' : 'idle' } },
    ]),
  );
  // What was set aside comes back when something new needs a code.
  const ask = asksAnew ? { ...state.ask, aside: false } : state.ask;
  return { ...state, grants, blocked, ask };
};

/** A fresh session gives the roles under it that had failed another try; not those with a code of their own. */
const underNewSession = (state: AppState, ref: GrantRef): AppState => {
  if (ref.kind !== 'session') return state;
  const again = new Map<GrantId, Grant>();
  for (const [id, grant] of state.grants) {
    if (grant.ref.kind !== 'role' || grant.work.kind !== 'failed') continue;
    const role = state.roles.get(grant.ref.profile);
    if (role?.chain.kind !== 'walks' || role.chain.identity !== ref.identity) continue;
    if (lasts(state, role).why !== 'own-code') again.set(id, { ...grant, work: { kind: 'idle' } });
  }
  return { ...state, grants: state.grants.with(again) };
};

export const granted = (state: AppState, ref: GrantRef, held: Held): AppState =>
  underNewSession(
    withGrants(state, [ref], (grant) => ({
      ...grant,
      held,
      work: { kind: 'idle' },
      attempts: 0,
      forced: false,
      askedLife: null,
      sessionAfter: null,
    })),
    ref,
  );

/** Whether what a name stood for is what it stands for now, or the same user's other key. */
const stillStands = (state: AppState, ref: GrantRef, madeFor: string, meant: string): boolean => {
  if (madeFor === meant) return true;
  if (ref.kind === 'role') return false;
  const identity = ref.kind === 'session' ? ref.identity : federatedBy(state, ref.name);
  return identity !== null && isCarriedOver(state, identity, madeFor, meant);
};

/** So many are remembered that no file names; the latest. */
const MOST_REMEMBERED = 500;

/**
 * Whether a person's wish outlasts its name: what they stopped stays stopped where files are written anew, and what
 * they want stays wanted while a file cannot be read. It holds no secret.
 */
const isRemembered = ({ fileProblems }: AppState, { ref, wish }: Grant): boolean =>
  ref.kind !== 'made' &&
  (wish === 'halted' ||
    (wish === 'wanted' && fileProblems.some(({ kind }) => kind === 'aws-file')));

/**
 * Grants of profiles that are gone from the files are dropped with them, unless they are still held, or a wish of them
 * is remembered. A name that means another role or key by now lets go of what was obtained under it: it would be handed
 * out as what it is not.
 */
export const pruned = (state: AppState): AppState => {
  const gone: GrantId[] = [];
  const remembered: GrantId[] = [];
  const letGo = new Map<GrantId, Grant>();
  for (const [id, grant] of state.grants) {
    const meant = standsFor(state, grant.ref);
    if (meant === null) {
      if (grant.held === null) (isRemembered(state, grant) ? remembered : gone).push(id);
    } else if (grant.held !== null && !stillStands(state, grant.ref, grant.held.madeFor, meant))
      letGo.set(id, { ...freshGrant(grant.ref), wish: grant.wish });
  }
  const over = remembered.slice(0, Math.max(0, remembered.length - MOST_REMEMBERED));
  return { ...state, grants: state.grants.with(letGo).without([...gone, ...over]) };
};

export const ended = (state: AppState, id: GrantId): AppState => {
  const grant = state.grants.get(id);
  if (grant === undefined) return state;
  if (grant.ref.kind === 'made' && isOverWhenEnded(state, grant.ref))
    return withoutMade(state, [grant.ref.name]);
  if (standsFor(state, grant.ref) !== null) return state;
  if (isRemembered(state, grant))
    return withGrants(state, [grant.ref], ({ ref, wish }) => ({ ...freshGrant(ref), wish }));
  return { ...state, grants: state.grants.without([id]) };
};

/** Sealed copies join what is there already, which is newer; a step stays spent whoever says so. */
export const restored = (
  state: AppState,
  event: Extract<AppEvent, { kind: 'restored' }>,
): AppState => {
  const brought = new Map<GrantId, Grant>();
  for (const { ref, held, wanted } of event.grants) {
    const id = grantId(ref);
    const known = brought.get(id) ?? state.grants.get(id);
    if (known !== undefined && (known.held !== null || known.wish === 'halted')) continue;
    const wish = wanted ? 'wanted' : (known?.wish ?? 'none');
    brought.set(id, { ...(known ?? freshGrant(ref)), wish, held });
  }
  const grants = state.grants.with(brought);
  const spentSteps = new Map(state.spentSteps);
  for (const [serial, step] of event.spentSteps)
    spentSteps.set(serial, Math.max(step, spentSteps.get(serial) ?? step));
  const maximums = trieMap([...event.maximums, ...state.maximums]);
  const told = new Set([...state.told, ...event.told]);
  const attention = {
    ...state.attention,
    snoozed: new Map([...event.chosen.snoozed, ...state.attention.snoozed]),
    lettingEnd: new Map([...event.chosen.lettingEnd, ...state.attention.lettingEnd]),
  };
  const made = new Map([...event.made.map((one) => [one.name, one] as const), ...state.made]);
  const next = pruned({ ...state, grants, spentSteps, maximums, told, attention, made });
  // Of the same name, not stopped, and not meant to end: a session that goes on renews it (ST3).
  const renewable = event.renewable.flatMap(({ ref, madeFor }) => {
    const id = grantId(ref);
    const isLeft = attention.lettingEnd.has(id) || next.grants.get(id)?.wish === 'halted';
    return isLeft || standsFor(next, ref) !== madeFor ? [] : [ref];
  });
  return renewable.length === 0 ? next : wanted(next, renewable);
};

/** Stopped by a person: nothing is held, nothing waits, nothing is copied once it comes. */
export const halted = (
  state: AppState,
  refs: readonly GrantRef[],
  hanging: readonly GrantRef[],
): AppState => {
  const { copy } = state;
  const all = [...refs, ...hanging];
  const ids = new Set(all.map(grantId));
  const letGo = withGrants(state, hanging, (grant) => freshGrant(grant.ref));
  const next = withGrants(letGo, refs, (grant) => ({ ...freshGrant(grant.ref), wish: 'halted' }));
  return {
    ...withoutMade(next, forgottenWhenHalted(state, all)),
    copy: copy.kind === 'pending' && ids.has(grantId(copy.target)) ? { kind: 'none' } : copy,
    signIn: signInHalted(state, ids),
    guard: guardHalted(state, ids),
    endpoints: endpointsHalted(state, ids),
  };
};
