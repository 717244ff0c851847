import { lasts } from '../credentials/plan.ts';
import type { Failure } from '../failure.ts';
import { grantId, type Grant, type GrantId, type GrantRef, type Held } from '../model.ts';
import { assertNever } from '../result.ts';
import { endpointsHalted, reduceEndpoint } from './endpoints.ts';
import { withExplanation } from './explanations.ts';
import type { Settings } from '../settings.ts';
import type { Problem } from '../view/window.ts';
import {
  canBeWanted,
  forgottenWhenHalted,
  isOverWhenEnded,
  reduceOperation,
  withoutMade,
} from './operations.ts';
import { stillTold } from './notices.ts';
import { reduceRequest } from './requests.ts';
import { reduceLedger } from './shown-ledger.ts';
import { clipboardLetGo, copyMade, reduceSignIn, signInHalted } from './sign-in.ts';
import { moved } from './skew.ts';
import { freshGrant, standsFor, type AppState, type VaultState } from './state.ts';
import type { AppEvent } from './events.ts';

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
    if (chain === undefined || chain.kind === 'broken') continue;
    for (const profile of chain.roles) ids.set(`role:${profile}`, { kind: 'role', profile });
  }
  return [...ids.values()].filter((ref) => state.grants.has(grantId(ref)));
};

const wanted = (state: AppState, asked: readonly GrantRef[]): AppState => {
  const refs = asked.filter((ref) => canBeWanted(state, ref));
  return withGrants(withGrants(state, wayTo(state, refs), retried), refs, (grant) => ({
    ...grant,
    wish: 'wanted',
  }));
};

const decided = (
  state: AppState,
  needCode: ReadonlySet<GrantId>,
  blocked: ReadonlyMap<GrantId, Failure>,
): AppState => {
  const turned = [...state.grants].filter(
    ([id, { work }]) => needCode.has(id) !== (work.kind === 'needs-code'),
  );
  if (turned.length === 0 && blocked.size === 0 && state.blocked.size === 0) return state;
  const asksAnew = turned.some(([id]) => needCode.has(id));
  const grants = new Map(state.grants);
  for (const [id, grant] of turned)
    grants.set(id, { ...grant, work: { kind: needCode.has(id) ? 'needs-code' : 'idle' } });
  // What was set aside comes back when something new needs a code.
  const ask = asksAnew ? { ...state.ask, aside: false } : state.ask;
  return { ...state, grants, blocked, ask };
};

/** A fresh session gives the roles under it that had failed another try; not those with a code of their own. */
const underNewSession = (state: AppState, ref: GrantRef): AppState => {
  if (ref.kind !== 'session') return state;
  const grants = new Map(state.grants);
  for (const [id, grant] of state.grants) {
    if (grant.ref.kind !== 'role' || grant.work.kind !== 'failed') continue;
    const role = state.roles.get(grant.ref.profile);
    if (role?.chain.kind !== 'walks' || role.chain.identity !== ref.identity) continue;
    if (lasts(state, role).why !== 'own-code') grants.set(id, { ...grant, work: { kind: 'idle' } });
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
      forced: false,
      askedLife: null,
      sessionAfter: null,
    })),
    ref,
  );

/**
 * Grants of profiles that are gone from the files are dropped with them, unless they are still held. A name that means
 * another role or key by now lets go of what was obtained under it: it would be handed out as what it is not.
 */
const pruned = (state: AppState): AppState => {
  const grants = new Map(state.grants);
  for (const [id, grant] of state.grants) {
    const meant = standsFor(state, grant.ref);
    if (meant === null) {
      if (grant.held === null) grants.delete(id);
    } else if (grant.held !== null && grant.held.madeFor !== meant)
      grants.set(id, { ...freshGrant(grant.ref), wish: grant.wish });
  }
  return { ...state, grants };
};

const ended = (state: AppState, id: GrantId): AppState => {
  const grant = state.grants.get(id);
  if (grant === undefined) return state;
  if (grant.ref.kind === 'made' && isOverWhenEnded(state, grant.ref))
    return withoutMade(state, [grant.ref.name]);
  if (standsFor(state, grant.ref) !== null) return state;
  return { ...state, grants: new Map([...state.grants].filter(([other]) => other !== id)) };
};

/** Sealed copies join what is there already, which is newer; a step stays spent whoever says so. */
const restored = (state: AppState, event: Extract<AppEvent, { kind: 'restored' }>): AppState => {
  const grants = new Map(state.grants);
  for (const { ref, held, wanted } of event.grants) {
    const known = grants.get(grantId(ref));
    if (known !== undefined && (known.held !== null || known.wish === 'halted')) continue;
    const wish = wanted ? 'wanted' : (known?.wish ?? 'none');
    grants.set(grantId(ref), { ...(known ?? freshGrant(ref)), wish, held });
  }
  const spentSteps = new Map(state.spentSteps);
  for (const [serial, step] of event.spentSteps)
    spentSteps.set(serial, Math.max(step, spentSteps.get(serial) ?? step));
  const maximums = new Map([...event.maximums, ...state.maximums]);
  const told = new Set([...state.told, ...event.told]);
  const made = new Map([...event.made.map((one) => [one.name, one] as const), ...state.made]);
  return pruned({ ...state, grants, spentSteps, maximums, told, made });
};

/** A keychain that works again gives another try to what failed for want of it. */
const withVault = (state: AppState, vault: VaultState): AppState => {
  if (vault.kind !== 'ready' || state.vault.kind === 'ready') return { ...state, vault };
  const waiting = [...state.grants.values()].filter(
    ({ work }) => work.kind === 'failed' && work.failure.kind === 'vault',
  );
  return withGrants(
    { ...state, vault },
    waiting.map(({ ref }) => ref),
    retried,
  );
};

/** What the network kept from working is tried again at once when the way through it changed. */
const anotherWay = (state: AppState): AppState => {
  const waiting = [...state.grants.values()].filter(
    ({ work }) => work.kind === 'failed' && NETWORK_FAILURES.has(work.failure.kind),
  );
  return withGrants(
    state,
    waiting.map(({ ref }) => ref),
    retried,
  );
};

const NETWORK_FAILURES: ReadonlySet<Failure['kind']> = new Set([
  'network',
  'proxy',
  'tls',
  'endpoint',
  'file',
]);

const NETWORK_SETTINGS = [
  'proxy',
  'proxyUser',
  'noProxy',
  'caBundle',
  'connectTimeout',
  'callTimeout',
] as const satisfies readonly (keyof Settings)[];

const withSettings = (
  state: AppState,
  event: Extract<AppEvent, { kind: 'settings' }>,
): AppState => {
  const uncheckedEndpoints = event.uncheckedEndpoints ?? state.uncheckedEndpoints;
  const next = {
    ...state,
    settings: event.settings,
    settingProblems: event.problems,
    uncheckedEndpoints,
  };
  const changed =
    NETWORK_SETTINGS.some((key) => event.settings[key] !== state.settings[key]) ||
    uncheckedEndpoints.join(' ') !== state.uncheckedEndpoints.join(' ');
  const other =
    event.settings.proxy !== state.settings.proxy ||
    event.settings.proxyUser !== state.settings.proxyUser;
  if (!changed) return next;
  // What was said of a password was said of another proxy or user.
  return anotherWay(other ? { ...next, proxyPassword: { kind: 'none' } } : next);
};

/** Stopped by a person: nothing is held, nothing waits, nothing is copied once it comes. */
const halted = (
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
    endpoints: endpointsHalted(state, ids),
  };
};

/** One problem a file; a file without one any more changes nothing when it had none. */
const withStateFile = (state: AppState, path: string, detail: string | null): AppState => {
  const others = state.stateProblems.filter(
    (one) => one.kind !== 'state-file' || one.path !== path,
  );
  if (detail === null && others.length === state.stateProblems.length) return state;
  const problem: readonly Problem[] = detail === null ? [] : [{ kind: 'state-file', path, detail }];
  return { ...state, stateProblems: [...others, ...problem] };
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
        liveProfiles: event.liveProfiles,
        defaultHasCredentials: event.defaultHasCredentials,
        fileProblems: event.problems,
        paths: event.paths,
      });
    case 'settings':
      return withSettings(state, event);
    case 'connection':
      return { ...state, connection: event.connection };
    case 'proxy-password':
      return event.proxyPassword.kind === 'kept'
        ? anotherWay({ ...state, proxyPassword: event.proxyPassword })
        : { ...state, proxyPassword: event.proxyPassword };
    case 'vault':
      return withVault(state, event.vault);
    case 'state-file':
      return withStateFile(state, event.path, event.detail);
    case 'restored':
      return restored(state, event);
    case 'loaded':
      return { ...state, loaded: true };
    case 'wanted':
      return wanted(state, event.refs);
    case 'forced':
      return withGrants(wanted(state, event.refs), event.refs, (grant) => ({
        ...grant,
        forced: true,
      }));
    case 'asked-life':
      return withGrants(state, [event.ref], (grant) => ({ ...grant, askedLife: event.seconds }));
    case 'set':
      return { ...state, set: event.set };
    case 'halted':
      return halted(state, event.refs, event.hanging);
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
    case 'explained':
      return withExplanation(state, event.message, event.explained);
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
    case 'ended':
      return ended(state, event.id);
    case 'operation':
    case 'made':
    case 'made-once':
      return reduceOperation(state, event);
    case 'endpoint':
    case 'endpoint-closed':
      return reduceEndpoint(state, event);
    case 'request':
    case 'withdraw':
    case 'decline':
      return reduceRequest(state, event);
    case 'ledger':
    case 'ledger-read':
    case 'ledger-line':
    case 'fetches-told':
      return reduceLedger(state, event);
    case 'sign-in':
    case 'waits':
    case 'clipboard-holds':
      return reduceSignIn(state, event);
    case 'lost':
      return withGrants(state, [event.ref], (grant) => ({
        ...grant,
        held: grant.held && { ...grant.held, expiresAt: Math.min(grant.held.expiresAt, event.at) },
        work: { kind: 'idle' },
      }));
    case 'maximum':
      return { ...state, maximums: withEntry(state.maximums, event.roleArn, event.seconds) };
    case 'spent':
      return { ...state, spentSteps: withEntry(state.spentSteps, event.serial, event.step) };
    case 'code':
      return { ...state, codeChecks: withEntry(state.codeChecks, event.identity, event.check) };
    case 'ask':
      return { ...state, ask: event.ask };
    case 'copy':
      return copyMade(state, event.copy);
    case 'clipboard-let-go':
      return clipboardLetGo(state);
    case 'key-form':
      return { ...state, keyForm: event.keyForm };
    case 'told':
      return { ...state, told: new Set([...stillTold(state), ...event.keys]) };
    case 'skew':
      return moved(state, event.skew, event.moved);
    case 'go':
      return { ...state, go: { to: event.to, at: event.at } };
    default:
      return assertNever(event);
  }
};
