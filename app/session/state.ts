import type { Detail } from '../detail.ts';
import type { OperationKind } from '../contract-operations.ts';
import type { Explained } from '../credentials/denial.ts';
import type { Made } from '../credentials/made.ts';
import type { CopiedAs, CopyAs } from '../export/names.ts';
import type { Failure } from '../failure.ts';
import type {
  CodeCheck,
  Grant,
  GrantId,
  GrantRef,
  Held,
  Identity,
  Instant,
  Role,
} from '../model.ts';
import type { ProbeFact, ProbeStep } from '../network/probe.ts';
import type { LoginStartState } from './login-start.ts';
import type { ExchangeState } from './settings-exchange.ts';
import type { SettingProblem, Settings } from '../settings.ts';
import type { TrieMap } from '../trie-map.ts';
import type { Panel } from '../view/panels.ts';
import type { Problem } from '../view/window.ts';
import type { AssertionState } from './assertion.ts';
import type { Attention } from './attention.ts';
import type { DevicesState } from './device-wizard.ts';
import type { DoctorState } from './doctor.ts';
import type { DetailsState } from './grant-details.ts';
import type { GlobalShortcutState } from './global-shortcut.ts';
import type { OperationState } from './operations.ts';
import type { ProfilesState } from './profiles.ts';
import type { ServedEndpoint } from './endpoints.ts';
import type { Fetches } from './fetches.ts';
import type { GuardState } from './guard-state.ts';
import type { FoundState } from './found.ts';
import type { HelperRequest } from './requests.ts';
import type { IdentityKeys } from './rotations.ts';
import type { Marks } from '../marks-file.ts';
import type { Maximums } from './maximums.ts';
import type { AccountAliases } from './account-aliases.ts';
import type { KeyOwners } from './key-owners.ts';
import type { LabState } from './lab.ts';
import type { AnotherDevice } from './another-device.ts';
import type { LockState } from './lock.ts';
import type { PresenceState } from './presence.ts';
import type { ShownLedger } from './shown-ledger.ts';
import type { SignInState } from './sign-in.ts';
import type { ToldError } from './told-errors.ts';
import type { UpdatesState } from './updates.ts';

/** The one state of the app. Nothing in it is secret: credentials lie in the engine's wallet. */
export type AppState = {
  /** False until files, keychain and sealed copies were read once. */
  readonly loaded: boolean;
  readonly lock: LockState;
  readonly presence: PresenceState;
  readonly anotherDevice: AnotherDevice;
  readonly settings: Settings;
  readonly settingProblems: readonly SettingProblem[];
  readonly exchange: ExchangeState;
  readonly loginStart: LoginStartState;
  /** Endpoints whose certificates are not checked, as settings.ini says. */
  readonly uncheckedEndpoints: readonly string[];
  /** The latest connection test. */
  readonly connection: ConnectionState;
  readonly proxyPassword: ProxyPasswordState;
  readonly roles: ReadonlyMap<string, Role>;
  readonly identities: ReadonlyMap<string, Identity>;
  /** Profiles that hand out our credentials by credential_process: what a live block can name. */
  readonly liveProfiles: ReadonlySet<string>;
  /** Clients find credentials under [default] and prefer them to an endpoint, whatever the environment says. */
  readonly defaultHasCredentials: boolean;
  readonly fileProblems: readonly Problem[];
  readonly paths: { readonly config: string; readonly credentials: string };
  /** Who keys are, as AWS last said, also of those it is asked of at the moment. */
  readonly keyOwners: KeyOwners;
  /** What accounts are called, as AWS said to roles in them. */
  readonly accountAliases: AccountAliases;
  readonly vault: VaultState;
  readonly stateProblems: readonly Problem[];
  readonly found: FoundState;
  readonly grants: TrieMap<GrantId, Grant>;
  /** How grants made directly are made, by name. */
  readonly made: ReadonlyMap<string, Made>;
  readonly operations: ReadonlyMap<OperationKind, OperationState>;
  /** Wanted grants that cannot go on because of something on their way, as last decided. */
  readonly blocked: ReadonlyMap<GrantId, Failure>;
  /** By encoded message in a failure: what AWS says it means; null where it would not say. */
  readonly explanations: ReadonlyMap<string, Explained | null>;
  /** By role ARN: how long it may last, as learnt. */
  readonly maximums: Maximums;
  /** By serial number: the last 30 s step a call carried a code in. */
  readonly spentSteps: ReadonlyMap<string, number>;
  readonly ask: AskState;
  /** Programs that wait for a grant, by the request's id. */
  readonly requests: ReadonlyMap<string, HelperRequest>;
  /** Endpoints from which programs fetch a grant, by id; none is there unless it was opened. */
  readonly endpoints: ReadonlyMap<string, ServedEndpoint>;
  /** The last list of profiles that was started at once. */
  readonly set: SetState;
  /** Access keys and their rotation, by identity. */
  readonly keys: ReadonlyMap<string, IdentityKeys>;
  /** When access keys were made, as AWS said, by id. */
  readonly keysCreated: ReadonlyMap<string, Instant>;
  /** By identity. */
  readonly codeChecks: ReadonlyMap<string, CodeCheck>;
  /** The latest asked-for copy, as its row tells it. */
  readonly copy: CopyState;
  /** What the clipboard holds of ours, whatever became of copies asked for since; null: nothing. */
  readonly clipboard: ClipboardHolds | null;
  /** When it is tried again to take out what an app that was killed may have left there; null: nothing is. */
  readonly sweepsAt: Instant | null;
  /** The latest sign-in to the console. */
  readonly signIn: SignInState;
  /** Until when somebody waits for a grant; null: nobody does. */
  readonly waitsUntil: Instant | null;
  /** When the time is measured again, as it is in doubt and nobody could be asked; null: it is not. */
  readonly measuresAt: Instant | null;
  readonly keyForm: KeyFormState;
  readonly assertion: AssertionState;
  readonly doctor: DoctorState;
  readonly updates: UpdatesState;
  readonly globalShortcut: GlobalShortcutState;
  readonly ledger: ShownLedger;
  readonly details: DetailsState;
  readonly profiles: ProfilesState;
  readonly lab: LabState;
  /** The error text that a person looks at, as it was understood; null: none. */
  readonly toldError: ToldError | null;
  /** What is to be told of fetches; null: nothing. */
  readonly fetches: Fetches | null;
  /** What a person chose about the ends of grants. */
  readonly attention: Attention;
  /** Notices told already, so that each is told once; forgotten when their cause is gone. */
  readonly told: ReadonlySet<string>;
  /** Server time minus local time, ms. */
  readonly skew: number;
  /** Who was asked, and has answered, that credentials of production may leave. */
  readonly guard: GuardState;
  readonly devices: DevicesState;
  readonly marks: Marks;
  readonly go: Go;
};

/** The parts of the popover that a command can lead to. */
export type Part = 'roles' | 'code' | 'confirm' | 'search' | 'network' | Panel;

/** Where a command led: to a part of the popover, at an instant, and about whom where it is about one identity. */
export type Go = {
  readonly to: Part;
  readonly at: number;
  readonly identity: string | null;
  /** The row of the list it is about; null: none in particular. */
  readonly row: GrantId | null;
};

export type VaultState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'ready'; readonly backend: string }
  | { readonly kind: 'unavailable'; readonly backend: string; readonly detail: Detail };

export type ConnectionStep =
  | { readonly kind: 'passed'; readonly step: ProbeStep; readonly fact: ProbeFact }
  /** The last one: nothing is tried beyond it. */
  | { readonly kind: 'failed'; readonly step: ProbeStep; readonly failure: Failure };

export type ConnectionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'testing'; readonly steps: readonly ConnectionStep[] }
  | { readonly kind: 'tested'; readonly steps: readonly ConnectionStep[] };

/** What became of the proxy password typed last. */
export type ProxyPasswordState =
  | { readonly kind: 'none' }
  | { readonly kind: 'storing' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type AskState = {
  /** The identity a person chose to type a code for; null: the one that needs it most. */
  readonly chosen: string | null;
  /** Set aside by the person until something new needs a code. */
  readonly aside: boolean;
};

export type SetState =
  | { readonly kind: 'none' }
  /** Strict, and some of the profiles cannot be started: none was. */
  | { readonly kind: 'refused'; readonly failures: readonly Failure[] }
  | {
      readonly kind: 'started';
      readonly profiles: readonly string[];
      /** Those left out, one failure each; only where it was told to keep going. */
      readonly failures: readonly Failure[];
    };

export type CopyState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'pending';
      readonly target: GrantRef;
      readonly as: CopyAs;
      readonly until: Instant;
    }
  | {
      readonly kind: 'copied';
      readonly target: GrantRef;
      readonly as: CopiedAs;
      readonly clearsAt: Instant;
    }
  /** `gone`: something else took its place before it was cleared. */
  | { readonly kind: 'cleared' | 'gone'; readonly target: GrantRef }
  | {
      readonly kind: 'failed';
      readonly target: GrantRef;
      readonly as: CopiedAs;
      readonly failure: Failure;
      /** Which try it was that failed, by its time. */
      readonly at: Instant;
    };

export type ClipboardHolds = {
  readonly target: GrantRef;
  readonly what: CopiedAs['block'] | 'sign-in-url' | 'device-seed';
  readonly clearsAt: Instant;
  /** When it was to be cleared as it came, whatever clocks did since: each copy has its own. */
  readonly copy: Instant;
};

export type KeyFormState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly failure: Failure | null }
  | { readonly kind: 'storing' };

/** A grant nobody asked for yet. */
export const freshGrant = (ref: GrantRef): Grant => ({
  ref,
  wish: 'none',
  held: null,
  work: { kind: 'idle' },
  forced: false,
  askedLife: null,
  attempts: 0,
  demandsCode: false,
  sessionAfter: null,
});

export const sessionId = (identity: string): GrantId => `session:${identity}`;
export const roleId = (profile: string): GrantId => `role:${profile}`;

/**
 * What a grant's name stands for: a role's ARN, the key of a session, and where STS is (BO6). Null when nothing known
 * goes by the name.
 */
export const standsFor = (
  state: Pick<AppState, 'roles' | 'identities' | 'made'>,
  ref: GrantRef,
): string | null => {
  if (ref.kind === 'made') {
    const how = state.made.get(ref.name)?.how;
    if (how === undefined) return null;
    if (how.kind === 'assumed-role')
      return standsFor(state, { kind: 'role', profile: how.profile });
    if (how.kind === 'federated-user')
      return standsFor(state, { kind: 'session', identity: how.identity });
    return how.kind === 'imported' ? how.path : how.roleArn;
  }
  if (ref.kind === 'session') {
    const identity = state.identities.get(ref.identity);
    return identity === undefined
      ? null
      : `${identity.accessKeyId} ${identity.endpoints.sts ?? ''}`;
  }
  const role = state.roles.get(ref.profile);
  return role === undefined ? null : `${role.roleArn} ${role.endpoints.sts ?? ''}`;
};

/** Whether there is anything that a grant's name could stand for. */
export const isKnown = (
  state: Pick<AppState, 'roles' | 'identities' | 'made'>,
  ref: GrantRef,
): boolean => {
  if (ref.kind === 'made') return state.made.has(ref.name);
  return ref.kind === 'session' ? state.identities.has(ref.identity) : state.roles.has(ref.profile);
};

/** Whether a grant's credentials may be handed out at this instant (ST4). */
export const isValid = (held: Held | null, now: Instant): held is Held =>
  held !== null && held.expiresAt > now;
