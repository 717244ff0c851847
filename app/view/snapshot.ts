import { sourceName } from './words/source.ts';
import { defaultShell } from '../export/default-shell.ts';
import type { Shell } from '../export/names.ts';
import { lasts } from '../credentials/plan.ts';
import type { Failure } from '../failure.ts';
import { aliasAt } from '../guard/production.ts';
import {
  grantId,
  knownOf,
  type GrantRef,
  type Identity,
  type Instant,
  type Platform,
  type Role,
} from '../model.ts';
import { isUnlisted } from '../network/endpoint.ts';
import type { AssertionState } from '../session/assertion.ts';
import { needsPerson, needsYouAt, soonFrom } from '../session/expiry.ts';
import { explainedFailure } from '../session/explanations.ts';
import { isLocked } from '../session/lock.ts';
import { isValid, roleId, type AppState, type ConnectionState } from '../session/state.ts';
import { detailsView } from './details-view.ts';
import { devicesView } from './device-view.ts';
import { askView } from './ask-view.ts';
import {
  copiedOf,
  hasLive,
  lifeOf,
  noConsoleOf,
  placeTrouble,
  renewalsOf,
  signInOf,
  troubleOf,
  whoOf,
} from './grant-view.ts';
import { languageOf } from './language.ts';
import { confirmView, guardOf } from './guard-view.ts';
import { keysView } from './keys-view.ts';
import { labView } from './lab-view.ts';
import { askWhileLocked, lockView } from './lock-view.ts';
import { madeRows, operationViews } from './made-view.ts';
import { marksOf, marksView } from './marks-view.ts';
import { waitingNow } from './needs-you.ts';
import { nextOf } from './next-view.ts';
import { noticeMarkOf } from './notice-view.ts';
import { phaseOf } from './phase.ts';
import { profilesView } from './profiles-view.ts';
import { servedOf } from './served-view.ts';
import { updatesView } from './updates-view.ts';
import type { Problem, RoleGroup, RoleRow, SessionRow, Stage, WindowSnapshot } from './window.ts';

type Facts = {
  readonly revision: number;
  readonly now: Instant;
  readonly local: (at: Instant) => Instant;
  readonly platform: Platform;
  readonly settingsPath: string;
  /** The file that starts the app at login, where it is one. */
  readonly loginPath: string | null;
  readonly command: string;
  /** Of the app. */
  readonly version: string;
  /** Codes of the languages the person prefers. */
  readonly languages: readonly string[];
  /** The person's own. */
  readonly shell: Shell;
};

const sessionRow = (
  state: AppState,
  identity: Identity,
  waiting: ReturnType<typeof waitingNow>,
  facts: Facts,
): SessionRow => {
  const ref: GrantRef = { kind: 'session', identity: identity.name };
  const grant = state.grants.get(grantId(ref));
  const known = knownOf(identity.check);
  const failed: Failure | null =
    identity.check.kind === 'failed' ? explainedFailure(state, identity.check.failure) : null;
  return {
    id: grantId(ref),
    ref,
    identity: identity.name,
    account: known?.account ?? null,
    alias: known ? aliasAt(state, known.account, identity.endpoints.iam) : null,
    userArn: known?.arn ?? null,
    user: known?.user ?? null,
    devices: known?.devices ?? [],
    serial: identity.serial,
    region: identity.endpoints.region,
    unlistedRegion: isUnlisted(identity.endpoints),
    origin: identity.origin,
    check: identity.check.kind,
    phase: phaseOf(state, grant, facts.now, facts.local),
    life: lifeOf(grant?.held ?? null, facts.now, facts.local),
    trouble:
      troubleOf(state, grant, facts.local) ??
      placeTrouble(identity.endpoints, known?.arn ?? null) ??
      (failed === null ? null : { failure: failed, retryAt: null }),
    copied: copiedOf(state, ref, facts.local),
    served: servedOf(state, ref, facts.local),
    live: hasLive(state, ref),
    noConsole: noConsoleOf(state, ref),
    notice: noticeMarkOf(state, ref, grant, facts.now),
    guard: guardOf(state, ref, facts.now),
    withoutMfa: isValid(grant?.held ?? null, facts.now) && !(grant?.held?.withCode ?? false),
    next: nextOf(state, grant, facts.now, facts.local),
    soonFrom:
      grant !== undefined && needsPerson(state, grant, facts.now)
        ? facts.local(soonFrom(state, grant))
        : null,
    waitedFor: waiting.has(identity.name),
  };
};

/** The names on the way to a role, from what signs first. */
const wayOf = ({ profile, chain }: Role): readonly string[] => {
  if (chain.kind === 'walks') return [chain.identity, ...chain.roles];
  return chain.kind === 'sourced' ? [sourceName(chain.source), ...chain.roles] : [profile];
};

const roleRow = (state: AppState, role: Role, facts: Facts): RoleRow => {
  const ref: GrantRef = { kind: 'role', profile: role.profile };
  const grant = state.grants.get(roleId(role.profile));
  const alias = aliasAt(state, role.account, role.endpoints.iam);
  const walks = role.chain.kind !== 'broken';
  const renewals = renewalsOf(state, grant, facts.now);
  return {
    id: grantId(ref),
    ref,
    name: role.profile,
    roleArn: role.roleArn,
    account: role.account,
    alias,
    roleName: role.roleName,
    region: role.endpoints.region,
    unlistedRegion: isUnlisted(role.endpoints),
    chain: wayOf(role),
    ...marksOf(state, ref),
    guard: guardOf(state, ref, facts.now),
    phase: walks ? phaseOf(state, grant, facts.now, facts.local) : { kind: 'off' },
    life: walks ? lifeOf(grant?.held ?? null, facts.now, facts.local) : null,
    next: walks ? nextOf(state, grant, facts.now, facts.local) : null,
    trouble: walks
      ? (troubleOf(state, grant, facts.local) ?? placeTrouble(role.endpoints, role.roleArn))
      : null,
    copied: copiedOf(state, ref, facts.local),
    served: servedOf(state, ref, facts.local),
    live: hasLive(state, ref),
    signIn: signInOf(state, ref, facts.local),
    noConsole: noConsoleOf(state, ref),
    lasts: lasts(state, role),
    who: whoOf(grant?.held ?? null, facts.now),
    renewals: renewals && {
      done: renewals.done,
      total: renewals.total,
      sessionEndsAt: facts.local(renewals.sessionEndsAt),
    },
    longest: state.maximums.get(role.roleArn)?.seconds ?? null,
    notice: noticeMarkOf(state, ref, grant, facts.now),
    broken: role.chain.kind === 'broken' ? role.chain.failure : null,
  };
};

const groupsOf = (state: AppState, facts: Facts): readonly RoleGroup[] => {
  const groups = new Map<string, RoleRow[]>();
  for (const role of state.roles.values()) {
    const rows = groups.get(role.account) ?? [];
    rows.push(roleRow(state, role, facts));
    groups.set(role.account, rows);
  }
  return [...groups].map(([account, rows]) => ({
    account,
    alias: rows[0]?.alias ?? null,
    rows,
  }));
};

const problemsOf = (state: AppState, facts: Facts): readonly Problem[] => [
  ...(state.vault.kind === 'unavailable'
    ? [{ kind: 'vault', backend: state.vault.backend, detail: state.vault.detail } as const]
    : []),
  ...state.stateProblems,
  ...state.settingProblems.map((problem): Problem => ({
    kind: 'setting',
    path: facts.settingsPath,
    problem,
  })),
  ...state.uncheckedEndpoints.map((url): Problem => ({ kind: 'unchecked-endpoint', url })),
  ...state.fileProblems,
  ...(Math.abs(state.skew) > 30_000 ? [{ kind: 'clock', skew: state.skew } as const] : []),
];

/** The steps of the connection test, with what AWS says of a refusal. */
const testOf = (state: AppState): ConnectionState => {
  const { connection } = state;
  if (connection.kind !== 'tested') return connection;
  const steps = connection.steps.map((step) =>
    step.kind === 'failed' ? { ...step, failure: explainedFailure(state, step.failure) } : step,
  );
  return { ...connection, steps };
};

/** When the assertion ends, by this computer's clock. */
const localAssertion = (
  assertion: AssertionState,
  local: (at: Instant) => Instant,
): AssertionState => {
  if (assertion.kind !== 'offered') return assertion;
  const { offer } = assertion;
  return {
    kind: 'offered',
    offer: { ...offer, endsAt: offer.endsAt === null ? null : local(offer.endsAt) },
  };
};

const stageOf = (state: AppState): Stage => {
  if (!state.loaded) return { kind: 'loading' };
  return state.roles.size === 0 && state.identities.size === 0 && state.made.size === 0
    ? { kind: 'empty' }
    : { kind: 'ready' };
};

/** The whole picture for the window: facts for its words, every instant by the local clock, and nothing secret. */
export const windowSnapshot = (state: AppState, facts: Facts): WindowSnapshot => {
  const needs = needsYouAt(state, facts.now);
  const waiting = waitingNow(state, facts.now);
  const { clipboard } = state;
  return {
    revision: facts.revision,
    platform: facts.platform,
    stage: stageOf(state),
    confirm: confirmView(state),
    ask: isLocked(state)
      ? askWhileLocked(state, facts.now, facts.local)
      : askView(state, facts.now, facts.local),
    lock: lockView(state, facts.now, facts.local),
    sessions: [...state.identities.values()].map((identity) =>
      sessionRow(state, identity, waiting, facts),
    ),
    groups: groupsOf(state, facts),
    marks: marksView(state),
    made: madeRows(state, facts.now, facts.local),
    keys: [...state.identities.keys()].map((identity) =>
      keysView(state, identity, facts.now, facts.local),
    ),
    operations: operationViews(state, facts.local),
    problems: problemsOf(state, facts),
    set: state.set,
    needsYouAt: needs === null ? null : facts.local(needs),
    clipboard:
      clipboard === null
        ? { kind: 'empty' }
        : { kind: 'holds', ...clipboard, clearsAt: facts.local(clipboard.clearsAt) },
    keyForm:
      state.keyForm.kind === 'open'
        ? { kind: 'open', failure: state.keyForm.failure, suggestedName: suggestedName(state) }
        : state.keyForm,
    assertion: localAssertion(state.assertion, facts.local),
    found: state.found,
    doctor: state.doctor,
    updates: updatesView(state, facts.version, facts.local),
    globalShortcut: state.globalShortcut,
    ledger: state.ledger,
    profiles: profilesView(state),
    lab: labView(state.lab),
    toldError: state.toldError,
    details: detailsView(state, facts.now, facts.local),
    language: languageOf(state.settings.language, facts.languages).code,
    settings: {
      path: facts.settingsPath,
      configPath: state.paths.config,
      credentialsPath: state.paths.credentials,
      values: state.settings,
      exchange: state.exchange,
      presence: state.presence.tells,
      loginStart: { ...state.loginStart, path: facts.loginPath },
      command: facts.command,
      shell: defaultShell(state.settings, facts.shell),
      vaultBackend: state.vault.kind === 'ready' ? state.vault.backend : null,
    },
    connection: { test: testOf(state), proxyPassword: state.proxyPassword },
    devices: devicesView(state, facts.now, facts.local),
    skew: state.skew,
    go: state.go,
  };
};

/** The source that roles name and nobody has: the likeliest name for a new key. */
const suggestedName = (state: AppState): string => {
  for (const { chain } of state.roles.values()) {
    if (chain.kind !== 'broken' || chain.failure.kind !== 'broken-profile') continue;
    const { cause } = chain.failure;
    if (cause.kind === 'no-such-profile' || cause.kind === 'no-credentials') return cause.profile;
  }
  return state.identities.size === 0 ? 'default' : '';
};
