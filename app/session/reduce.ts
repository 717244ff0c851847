import type { Failure } from '../failure.ts';
import {
  grantId,
  type CodeCheck,
  type Grant,
  type GrantId,
  type GrantRef,
  type Held,
  type Identity,
  type Instant,
  type Role,
} from '../model.ts';
import { assertNever } from '../result.ts';
import type { SettingProblem, Settings } from '../settings.ts';
import type { Problem } from '../view/window.ts';
import {
  freshGrant,
  type AppState,
  type AskState,
  type CopyState,
  type KeyFormState,
  type VaultState,
} from './state.ts';

/** What happened, as data. The engine makes them; nothing else changes the state. */
export type AppEvent =
  | {
      readonly kind: 'catalog';
      readonly roles: ReadonlyMap<string, Role>;
      readonly identities: ReadonlyMap<string, Identity>;
      readonly problems: readonly Problem[];
      readonly paths: AppState['paths'];
    }
  | {
      readonly kind: 'settings';
      readonly settings: Settings;
      readonly problems: readonly SettingProblem[];
    }
  | { readonly kind: 'vault'; readonly vault: VaultState }
  | { readonly kind: 'state-problems'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'restored';
      readonly grants: readonly { readonly ref: GrantRef; readonly held: Held }[];
      readonly spentSteps: ReadonlyMap<string, number>;
      readonly told: ReadonlySet<string>;
    }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'wanted'; readonly refs: readonly GrantRef[] }
  | { readonly kind: 'halted'; readonly refs: readonly GrantRef[] }
  | {
      readonly kind: 'decided';
      readonly needCode: ReadonlySet<GrantId>;
      readonly blocked: ReadonlyMap<GrantId, Failure>;
    }
  | { readonly kind: 'requesting'; readonly ref: GrantRef; readonly at: Instant }
  | { readonly kind: 'granted'; readonly ref: GrantRef; readonly held: Held }
  | {
      readonly kind: 'failed';
      readonly ref: GrantRef;
      readonly failure: Failure;
      readonly at: Instant;
      readonly retryAt: Instant | null;
    }
  /** The attempt ended without a word about the grant itself: it goes back to what it was. */
  | { readonly kind: 'released'; readonly ref: GrantRef }
  | { readonly kind: 'demands-code'; readonly ref: GrantRef }
  | {
      readonly kind: 'demands-young-session';
      readonly ref: GrantRef;
      readonly sessionAfter: Instant;
    }
  /** STS says credentials have ended, whatever their expiry said. */
  | { readonly kind: 'lost'; readonly ref: GrantRef; readonly at: Instant }
  | { readonly kind: 'spent'; readonly serial: string; readonly step: number }
  | { readonly kind: 'code'; readonly identity: string; readonly check: CodeCheck }
  | { readonly kind: 'ask'; readonly ask: AskState }
  | { readonly kind: 'copy'; readonly copy: CopyState }
  | { readonly kind: 'key-form'; readonly keyForm: KeyFormState }
  | { readonly kind: 'told'; readonly keys: readonly string[] }
  | { readonly kind: 'skew'; readonly skew: number }
  | { readonly kind: 'go'; readonly to: AppState['go']['to']; readonly at: number };

const withGrants = (
  state: AppState,
  refs: readonly GrantRef[],
  change: (grant: Grant) => Grant,
): AppState => {
  const grants = new Map(state.grants);
  for (const ref of refs) {
    const id = grantId(ref);
    grants.set(id, change(grants.get(id) ?? freshGrant(ref)));
  }
  return { ...state, grants };
};

/** A failure that only a person can help is taken back when they ask again, for the role and all on its way. */
const retried = (grant: Grant): Grant =>
  grant.work.kind === 'failed' ? { ...grant, work: { kind: 'idle' }, demandsCode: false } : grant;

const wayTo = (state: AppState, refs: readonly GrantRef[]): readonly GrantRef[] => {
  const ids = new Map<GrantId, GrantRef>();
  for (const ref of refs) {
    ids.set(grantId(ref), ref);
    const chain = ref.kind === 'role' ? state.roles.get(ref.profile)?.chain : undefined;
    if (chain?.kind !== 'walks') continue;
    for (const profile of chain.roles) ids.set(`role:${profile}`, { kind: 'role', profile });
  }
  return [...ids.values()].filter((ref) => state.grants.has(grantId(ref)));
};

const wanted = (state: AppState, refs: readonly GrantRef[]): AppState =>
  withGrants(withGrants(state, wayTo(state, refs), retried), refs, (grant) => ({
    ...grant,
    wish: 'wanted',
  }));

const decided = (
  state: AppState,
  needCode: ReadonlySet<GrantId>,
  blocked: ReadonlyMap<GrantId, Failure>,
): AppState => {
  const grants = new Map(state.grants);
  let asksAnew = false;
  let changed = blocked.size > 0 || state.blocked.size > 0;
  for (const [id, grant] of state.grants) {
    changed ||= needCode.has(id) !== (grant.work.kind === 'needs-code');
    if (needCode.has(id) && grant.work.kind !== 'needs-code') {
      grants.set(id, { ...grant, work: { kind: 'needs-code' } });
      asksAnew = true;
    }
    if (!needCode.has(id) && grant.work.kind === 'needs-code')
      grants.set(id, { ...grant, work: { kind: 'idle' } });
  }
  if (!changed) return state;
  // What was set aside comes back when something new needs a code.
  const ask = asksAnew ? { ...state.ask, aside: false } : state.ask;
  return { ...state, grants, blocked, ask };
};

/** A fresh session gives the roles under it that had failed for good another try. */
const underNewSession = (state: AppState, ref: GrantRef): AppState => {
  if (ref.kind !== 'session') return state;
  const grants = new Map(state.grants);
  for (const [id, grant] of state.grants) {
    if (grant.ref.kind !== 'role' || grant.work.kind !== 'failed') continue;
    const chain = state.roles.get(grant.ref.profile)?.chain;
    if (chain?.kind === 'walks' && chain.identity === ref.identity)
      grants.set(id, { ...grant, work: { kind: 'idle' } });
  }
  return { ...state, grants };
};

const granted = (state: AppState, ref: GrantRef, held: Held): AppState =>
  underNewSession(
    withGrants(state, [ref], (grant) => ({
      ...grant,
      held,
      work: { kind: 'idle' },
      attempts: 0,
      sessionAfter: null,
    })),
    ref,
  );

/** Grants of profiles that are gone from the files are dropped with them, unless they are still held. */
const pruned = (state: AppState): AppState => {
  const grants = new Map(state.grants);
  for (const [id, grant] of state.grants) {
    const known =
      grant.ref.kind === 'session'
        ? state.identities.has(grant.ref.identity)
        : state.roles.has(grant.ref.profile);
    if (!known && grant.held === null) grants.delete(id);
  }
  return { ...state, grants };
};

const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);

/** The next state. Total, pure; the only place where the state changes. */
export const reduce = (state: AppState, event: AppEvent): AppState => {
  switch (event.kind) {
    case 'catalog':
      return pruned({
        ...state,
        roles: event.roles,
        identities: event.identities,
        fileProblems: event.problems,
        paths: event.paths,
      });
    case 'settings':
      return { ...state, settings: event.settings, settingProblems: event.problems };
    case 'vault':
      return { ...state, vault: event.vault };
    case 'state-problems':
      return { ...state, stateProblems: event.problems };
    case 'restored': {
      const grants = new Map(state.grants);
      for (const { ref, held } of event.grants)
        grants.set(grantId(ref), { ...freshGrant(ref), wish: 'wanted', held });
      return { ...state, grants, spentSteps: event.spentSteps, told: event.told };
    }
    case 'loaded':
      return { ...state, loaded: true };
    case 'wanted':
      return wanted(state, event.refs);
    case 'halted':
      return withGrants(state, event.refs, (grant) => ({
        ...freshGrant(grant.ref),
        wish: 'halted',
      }));
    case 'decided':
      return decided(state, event.needCode, event.blocked);
    case 'requesting':
      return withGrants(state, [event.ref], (grant) => ({
        ...grant,
        work: { kind: 'requesting', since: event.at },
      }));
    case 'granted':
      return granted(state, event.ref, event.held);
    case 'failed':
      return withGrants(state, [event.ref], (grant) => ({
        ...grant,
        attempts: grant.attempts + 1,
        work: {
          kind: 'failed',
          failure: event.failure,
          at: event.at,
          retryAt: event.retryAt,
        },
      }));
    case 'released':
      return withGrants(state, [event.ref], (grant) => ({ ...grant, work: { kind: 'idle' } }));
    case 'demands-code':
      return withGrants(state, [event.ref], (grant) => ({
        ...grant,
        demandsCode: true,
        work: { kind: 'idle' },
      }));
    case 'demands-young-session':
      return withGrants(state, [event.ref], (grant) => ({
        ...grant,
        sessionAfter: event.sessionAfter,
        work: { kind: 'idle' },
      }));
    case 'lost':
      return withGrants(state, [event.ref], (grant) => ({
        ...grant,
        held: grant.held && { ...grant.held, expiresAt: Math.min(grant.held.expiresAt, event.at) },
        work: { kind: 'idle' },
      }));
    case 'spent':
      return { ...state, spentSteps: withEntry(state.spentSteps, event.serial, event.step) };
    case 'code':
      return { ...state, codeChecks: withEntry(state.codeChecks, event.identity, event.check) };
    case 'ask':
      return { ...state, ask: event.ask };
    case 'copy':
      return { ...state, copy: event.copy };
    case 'key-form':
      return { ...state, keyForm: event.keyForm };
    case 'told':
      return { ...state, told: new Set([...state.told, ...event.keys]) };
    case 'skew':
      return { ...state, skew: event.skew };
    case 'go':
      return { ...state, go: { to: event.to, at: event.at } };
    default:
      return assertNever(event);
  }
};
