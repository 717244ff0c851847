import type { Detail } from '../detail.ts';
import type { Failure } from '../failure.ts';
import type { CodeCheck } from '../model.ts';
import { assertNever } from '../result.ts';
import { withAssertion } from './assertion.ts';
import { reduceAttention } from './attention.ts';
import { reduceDevices } from './device-wizard.ts';
import { withDoctor } from './doctor.ts';
import { withGlobalShortcut } from './global-shortcut.ts';
import { reduceEndpoint } from './endpoints.ts';
import { withExplanation } from './explanations.ts';
import { reduceFound } from './found.ts';
import { reduceDetails, withPastFailure } from './grant-details.ts';
import {
  decided,
  ended,
  granted,
  halted,
  pruned,
  restored,
  retried,
  wanted,
  withGrants,
} from './grant-changes.ts';
import type { Settings } from '../settings.ts';
import type { Problem } from '../view/window.ts';
import { reduceOperation } from './operations.ts';
import { reduceLab } from './lab.ts';
import { reduceMarks } from './marks.ts';
import { reduceMaximum } from './maximums.ts';
import { withTold } from './notices.ts';
import { reduceAnotherDevice } from './another-device.ts';
import { aliasesWith } from './account-aliases.ts';
import { ownersWith } from './key-owners.ts';
import { openedBy, reduceLock } from './lock.ts';
import { reduceProfiles } from './profiles.ts';
import { reduceRequest } from './requests.ts';
import { reduceRotation } from './rotations.ts';
import { reduceLedger } from './shown-ledger.ts';
import { clipboardLetGo, copyMade, reduceSignIn } from './sign-in.ts';
import { withExchange } from './settings-exchange.ts';
import { withLoginStart } from './login-start.ts';
import { reduceGuard, underNewSession } from './guard.ts';
import { reducePresence } from './presence.ts';
import { moved } from './skew.ts';
import type { AppState, VaultState } from './state.ts';
import { withToldError } from './told-errors.ts';
import { withUpdates } from './updates.ts';
import type { AppEvent } from './events.ts';

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

/** One problem a file; a file without one any more changes nothing when it had none. */
const withStateFile = (state: AppState, path: string, detail: Detail | null): AppState => {
  const others = state.stateProblems.filter(
    (one) => one.kind !== 'state-file' || one.path !== path,
  );
  if (detail === null && others.length === state.stateProblems.length) return state;
  const problem: readonly Problem[] = detail === null ? [] : [{ kind: 'state-file', path, detail }];
  return { ...state, stateProblems: [...others, ...problem] };
};

const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);

const withCodeCheck = (state: AppState, identity: string, check: CodeCheck): AppState => {
  const next = { ...state, codeChecks: withEntry(state.codeChecks, identity, check) };
  return check.kind === 'refused'
    ? withPastFailure(next, { kind: 'session', identity }, check.failure, check.at)
    : next;
};

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
        found: { ...state.found, plainKeys: event.plainKeys, leadable: event.leadable },
        fileProblems: event.problems,
        paths: event.paths,
      });
    case 'key-owners':
      return { ...state, keyOwners: ownersWith(state.keyOwners, event.owners) };
    case 'account-aliases':
      return { ...state, accountAliases: aliasesWith(state.accountAliases, event.aliases) };
    case 'settings':
      return withSettings(state, event);
    case 'settings-exchange':
      return withExchange(state, event);
    case 'login-start':
      return withLoginStart(state, event);
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
      return openedBy(
        underNewSession(granted(state, event.ref, event.held), event.ref, event.held.obtainedAt),
        event.ref,
        event.held,
      );
    case 'production-asked':
    case 'production-answered':
    case 'production-let-go':
    case 'production-held':
      return reduceGuard(state, event);
    case 'failed':
      return withGrants(
        withPastFailure(state, event.ref, event.failure, event.at),
        [event.ref],
        (grant) => ({
          ...grant,
          attempts: grant.attempts + 1,
          work: {
            kind: 'failed',
            failure: event.failure,
            at: event.at,
            retryAt: event.retryAt,
          },
        }),
      );
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
    case 'key-list':
    case 'keys-created':
    case 'rotation':
    case 'rotation-progress':
      return reduceRotation(state, event);
    case 'request':
    case 'withdraw':
    case 'decline':
      return reduceRequest(state, event);
    case 'ledger':
    case 'ledger-read':
    case 'ledger-line':
    case 'fetches-told':
      return reduceLedger(state, event);
    case 'grant-lines':
    case 'grant-left':
      return reduceDetails(state, event);
    case 'first-run':
    case 'importing':
    case 'removal':
    case 'backups':
      return reduceFound(state, event);
    case 'profiles':
    case 'profiles-shown':
      return reduceProfiles(state, event);
    case 'device-wizard':
    case 'devices-left':
    case 'device-work':
    case 'code-sources':
    case 'code-source-failed':
      return reduceDevices(state, event);
    case 'sign-in':
    case 'waits':
    case 'clipboard-holds':
    case 'clipboard-kept':
    case 'clipboard-ends':
      return reduceSignIn(state, event);
    case 'locking':
    case 'locked':
    case 'locked-again':
    case 'found-locked':
    case 'stayed-locked':
    case 'unopened':
    case 'unlocked':
    case 'panic':
    case 'revocation-copied':
    case 'finger':
    case 'kept-no-more':
      return reduceLock(state, event);
    case 'presence-tells':
    case 'presence-look':
      return reducePresence(state, event);
    case 'another-device':
    case 'device-replaced':
      return reduceAnotherDevice(state, event);
    case 'lab-trial':
    case 'lab-work':
      return reduceLab(state, event);
    case 'marks-read':
    case 'favourite':
    case 'tagged':
    case 'grouped':
    case 'used':
      return reduceMarks(state, event);
    case 'told-error':
      return withToldError(state, event);
    case 'lost':
      return withGrants(state, [event.ref], (grant) => ({
        ...grant,
        held: grant.held && { ...grant.held, expiresAt: Math.min(grant.held.expiresAt, event.at) },
        work: { kind: 'idle' },
      }));
    case 'maximum':
    case 'maximum-refused':
    case 'maximum-doubted':
      return reduceMaximum(state, event);
    case 'spent':
      return { ...state, spentSteps: withEntry(state.spentSteps, event.serial, event.step) };
    case 'code':
      return withCodeCheck(state, event.identity, event.check);
    case 'ask':
      return { ...state, ask: event.ask };
    case 'copy':
      return copyMade(state, event.copy);
    case 'clipboard-let-go':
      return clipboardLetGo(state, event.found);
    case 'key-form':
      return { ...state, keyForm: event.keyForm };
    case 'global-shortcut':
      return withGlobalShortcut(state, event);
    case 'doctor':
      return withDoctor(state, event);
    case 'updates':
      return withUpdates(state, event);
    case 'assertion':
      return withAssertion(state, event);
    case 'told':
      return { ...state, told: withTold(state, event.keys) };
    case 'leads':
    case 'snoozed':
    case 'let-end':
    case 'goes-on':
      return reduceAttention(state, event);
    case 'measures':
      return { ...state, measuresAt: event.at };
    case 'skew':
      return moved(state, event.skew, event.moved);
    case 'go':
      return {
        ...state,
        go: { to: event.to, at: event.at, identity: event.identity, row: event.row },
      };
    default:
      return assertNever(event);
  }
};
