import type { Detail } from '../detail.ts';
import type { LockView } from './lock-view.ts';
import type { GrantDetails } from './details-view.ts';
import type { LabView } from './lab-view.ts';
import type { Device } from '../devices/identify.ts';
import type { OperationKind } from '../contract-operations.ts';
import type { CopiedAs, CopyAs, Shell } from '../export/names.ts';
import type { KeysView } from './keys-view.ts';
import type { How } from '../credentials/made.ts';
import type { Failure } from '../failure.ts';
import type { ConfirmView, GuardMark } from './guard-view.ts';
import type { Grouping } from '../marks-file.ts';
import type { DoctorState } from '../session/doctor.ts';
import type { GlobalShortcutState } from '../session/global-shortcut.ts';
import type { AssertionState } from '../session/assertion.ts';
import type { DevicesView } from './device-view.ts';
import type { OperationState } from '../session/operations.ts';
import type { GrantFacts, GrantId, GrantRef, IdentityCheck, Instant, Platform } from '../model.ts';
import type { Problem as ProfileProblem } from '../profiles/profile.ts';
import type { ConnectionState, ProxyPasswordState } from '../session/state.ts';
import type { FoundState } from '../session/found.ts';
import type { ShownLedger } from '../session/shown-ledger.ts';
import type { LoginStartState } from '../session/login-start.ts';
import type { ExchangeState } from '../session/settings-exchange.ts';
import type { PresenceTells } from '../session/presence.ts';
import type { ToldError } from '../session/told-errors.ts';
import type { ClipboardHolds, Go, SetState } from '../session/state.ts';
import type { ProfilesView } from './profiles-view.ts';
import type { SettingProblem, Settings } from '../settings.ts';
import type { Ending, MadeNotice, NoticeMark } from './notice-view.ts';
import type { ServedMark } from './served-view.ts';
import type { UpdatesView } from './updates-view.ts';

/**
 * What the renderer shows: a whole picture with a revision, and no secret. Every instant in it is by this
 * computer's clock, so the renderer counts down against its own `Date.now()`.
 */
export type WindowSnapshot = {
  readonly revision: number;
  readonly platform: Platform;
  /** Code of the language that everything is said in. */
  readonly language: string;
  /** Drawn instead of the list when the app can do nothing useful yet. */
  readonly stage: Stage;
  /** The strip under the search: who is needed, for what. */
  readonly ask: Ask;
  /** Credentials of production that want to leave: a person confirms it. null: none. */
  readonly confirm: ConfirmView | null;
  readonly lock: LockView;
  readonly sessions: readonly SessionRow[];
  readonly groups: readonly RoleGroup[];
  readonly marks: MarksView;
  /** Grants made directly, beside those of the AWS files. */
  readonly made: readonly MadeRow[];
  readonly operations: readonly OperationView[];
  /** Access keys and their rotation, one an identity. */
  readonly keys: readonly KeysView[];
  /** Things wrong with files, keychain or settings; never hiding the rest. */
  readonly problems: readonly Problem[];
  readonly needsYouAt: Instant | null;
  /** What became of the last list of profiles that was started at once. */
  readonly set: SetState;
  readonly clipboard: ClipboardView;
  readonly keyForm: KeyFormView;
  readonly assertion: AssertionState;
  /** What the AWS files hold in plain text, and what becomes of it. */
  readonly found: FoundState;
  readonly doctor: DoctorState;
  readonly globalShortcut: GlobalShortcutState;
  /** Only while somebody looks at it. */
  readonly ledger: ShownLedger;
  /** Only while somebody looks at them. */
  readonly profiles: ProfilesView;
  readonly lab: LabView;
  readonly updates: UpdatesView;
  /** The error text that is looked at, as it was understood. */
  readonly toldError: ToldError | null;
  /** Of grants whose details somebody looks at. */
  readonly details: readonly GrantDetails[];
  readonly settings: SettingsView;
  readonly connection: ConnectionView;
  readonly devices: DevicesView;
  /** How far this computer's clock is from STS's, in ms; positive when it is behind. */
  readonly skew: number;
  /** Which part of the popover a command from outside asked for; `at` changes with each asking. */
  readonly go: Go;
};

export type Stage =
  | { readonly kind: 'loading' }
  /** Nothing in the files and no identity: the way in is a key. */
  | { readonly kind: 'empty' }
  /** Roles or keys found in the files, no identity in the keychain yet. */
  | { readonly kind: 'ready' };

export type Ask =
  | { readonly kind: 'none' }
  /** A code would help and was set aside: a quiet line with a button. */
  | {
      readonly kind: 'aside';
      readonly identity: string;
      /** When it is asked for again by itself; null: it is not. */
      readonly remindsAt: Instant | null;
    }
  | {
      readonly kind: 'asked';
      readonly identity: string;
      readonly account: string | null;
      readonly serial: string;
      /** What waits for the code: role names, at most the first three; and how many in all. Empty: the session itself. */
      readonly waiting: readonly string[];
      readonly waitingCount: number;
      /** Programs that wait for it, each once. */
      readonly askedBy: readonly (string | null)[];
      /** The step in progress is spent: nothing can be sent before this instant. */
      readonly nextCodeAt: Instant | null;
      readonly checking: boolean;
      readonly failure: Failure | null;
      readonly refusals: number;
      /** Other identities that wait for a code too. */
      readonly others: readonly string[];
      /** What ends soon and can be put off or let to end; null: nothing does. */
      readonly ending: Ending | null;
    };

/** The phase of a grant as it is drawn; `at` and `endsAt` are local instants. */
export type Phase =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  /** Nothing valid is held; `endedAt`: when what was held ended, null where nothing was. */
  | { readonly kind: 'needs-code'; readonly endsAt: null; readonly endedAt: Instant | null }
  /** Asked for ahead of the end; usable until then. */
  | ({ readonly kind: 'needs-code'; readonly endedAt: null } & Life)
  | {
      readonly kind: 'fresh';
      readonly obtainedAt: Instant;
      readonly endsAt: Instant;
      /** True when it renews by itself. */
      readonly renews: boolean;
    }
  /** Being renewed, or its renewal failed and is tried again; still usable until endsAt. */
  | { readonly kind: 'due'; readonly obtainedAt: Instant; readonly endsAt: Instant }
  /** Over, and nobody is asked for a code. */
  | { readonly kind: 'ended'; readonly endedAt: Instant }
  | { readonly kind: 'failed' };

/** From when to when the credentials that are held live, by the local clock (ST5). */
export type Life = { readonly obtainedAt: Instant; readonly endsAt: Instant };

/** What comes next of held credentials: by itself, or by the person; instants are local. */
export type Next =
  | { readonly kind: 'renews'; readonly at: Instant }
  /** Right now, or tried again and again. */
  | { readonly kind: 'renewing' }
  /** Only a code renews them. */
  | { readonly kind: 'needs-you'; readonly at: Instant }
  /** Nothing renews them. */
  | { readonly kind: 'ends'; readonly at: Instant };

export type Trouble = {
  readonly failure: Failure;
  readonly retryAt: Instant | null;
};

export type SessionRow = {
  readonly id: GrantId;
  readonly ref: GrantRef;
  readonly identity: string;
  readonly account: string | null;
  readonly alias: string | null;
  readonly userArn: string | null;
  /** The IAM user's own name. */
  readonly user: string | null;
  /** Devices to pick from, as AWS lists them or as they are usually named. */
  readonly devices: readonly Device[];
  readonly serial: string | null;
  readonly region: string | null;
  /** The region is in no list here, and used as it stands (BO1). */
  readonly unlistedRegion: boolean;
  readonly origin: 'keychain' | 'file';
  readonly check: IdentityCheck['kind'];
  readonly phase: Phase;
  /** null while none are valid. */
  readonly life: Life | null;
  readonly trouble: Trouble | null;
  readonly copied: CopiedMark;
  readonly served: ServedMark;
  /** Whether the AWS files have a live profile of it that a block can name. */
  readonly live: boolean;
  /** Why it does not sign in to the console; null where it does. */
  readonly noConsole: Failure | null;
  /** Why it is production, and whether that asks; null: it is not. */
  readonly guard: GuardMark | null;
  /** A session obtained without a code: IAM and MFA-guarded calls refuse it. */
  readonly withoutMfa: boolean;
  readonly notice: NoticeMark;
  readonly next: Next | null;
  /** From when on it is drawn as soon needing the person; null: what is held, if any, needs nobody at its end. */
  readonly soonFrom: Instant | null;
  /** Whether something that holds nothing valid, it or a role, waits for a code of this identity. */
  readonly waitedFor: boolean;
};

export type RoleRow = {
  readonly id: GrantId;
  readonly ref: GrantRef;
  readonly name: string;
  readonly roleArn: string;
  readonly account: string;
  readonly alias: string | null;
  readonly roleName: string;
  readonly region: string | null;
  /** The region is in no list here, and used as it stands (BO1). */
  readonly unlistedRegion: boolean;
  /** Profile names from the key to the role, for the details. */
  readonly chain: readonly string[];
  /** Why it is production, and whether that asks; null: it is not. */
  readonly guard: GuardMark | null;
  readonly favourite: boolean;
  /** The person's own, in the order they were typed. */
  readonly tags: readonly string[];
  readonly phase: Phase;
  /** null while none are valid. */
  readonly life: Life | null;
  /** null while none are valid. */
  readonly next: Next | null;
  readonly trouble: Trouble | null;
  readonly copied: CopiedMark;
  readonly served: ServedMark;
  /** Whether the AWS files have a live profile of it that a block can name. */
  readonly live: boolean;
  readonly signIn: SignInMark;
  /** Why it does not sign in to the console; null where it does. */
  readonly noConsole: Failure | null;
  /** Why this role lasts as long as it does. */
  readonly lasts: {
    readonly seconds: number;
    readonly why: 'shares-session' | 'own-code' | 'no-code' | 'chained' | 'from-temporary';
  };
  /** The role's own maximum in s, as learnt from AWS; null when it is not known. */
  readonly longest: number | null;
  /** Whose the credentials are; null while none are valid. */
  readonly who: Who | null;
  /** How far its renewals have come in the session's time, and when that ends (ST3); null where it has none. */
  readonly renewals: {
    readonly done: number;
    readonly total: number;
    readonly sessionEndsAt: Instant;
  } | null;
  readonly notice: NoticeMark;
  /** What is wrong with the profile; then it cannot be started. */
  readonly broken: Failure | null;
};

/** Whose credentials are, as STS said with them; null: it did not say (BO10). */
export type Who = GrantFacts & {
  readonly arn: string | null;
  /** Percent. */
  readonly packedPolicySize: number | null;
};

/** A grant made directly: web identity, SAML, a federated user, a role with arguments of its own, a saved file. */
export type MadeRow = {
  readonly id: GrantId;
  readonly ref: GrantRef;
  readonly name: string;
  readonly how: How['kind'];
  /** The role's ARN, the identity or the file it comes from. */
  readonly from: string;
  /** Of the role or the user it stands for; null: it is not known. */
  readonly account: string | null;
  readonly alias: string | null;
  readonly favourite: boolean;
  readonly tags: readonly string[];
  /** False: it lasts as long as it lasts, and is gone then. */
  readonly remade: boolean;
  /** Stopping it takes its row away too. */
  readonly forgets: boolean;
  readonly phase: Phase;
  /** null while none are valid. */
  readonly life: Life | null;
  /** null while none are valid. */
  readonly next: Next | null;
  readonly trouble: Trouble | null;
  readonly copied: CopiedMark;
  readonly served: ServedMark;
  /** Whether the AWS files have a live profile of it that a block can name. */
  readonly live: boolean;
  readonly signIn: SignInMark;
  /** Why it does not sign in to the console; null where it does. */
  readonly noConsole: Failure | null;
  readonly notice: MadeNotice;
  readonly guard: GuardMark | null;
  /** It is production since what it was made from is: nobody takes that mark away here. */
  readonly guardInherited: boolean;
  readonly who: Who | null;
};

/** The latest operation of a kind, as far as it came. */
export type OperationView = OperationState & { readonly operation: OperationKind };

export type CopiedMark =
  | { readonly kind: 'no' }
  /** Asked for, and put into the clipboard as soon as the credentials are there. */
  | { readonly kind: 'pending'; readonly as: CopyAs }
  | { readonly kind: 'copied'; readonly as: CopiedAs; readonly clearsAt: Instant }
  /** `gone`: something else took its place before it was cleared. */
  | { readonly kind: 'cleared' | 'gone' }
  /** `at`: the same instant is the same try. */
  | {
      readonly kind: 'failed';
      readonly as: CopiedAs;
      readonly failure: Failure;
      readonly at: Instant;
    };

/** What became of the latest sign-in to the console by this row. */
export type SignInMark =
  | { readonly kind: 'no' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'copied'; readonly clearsAt: Instant }
  /** `gone`: something else took its place before it was cleared. */
  | { readonly kind: 'cleared' | 'gone' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type RoleGroup = {
  readonly account: string;
  readonly alias: string | null;
  readonly rows: readonly RoleRow[];
};

/** What a person made of the list: which rows stand first, and what the others are divided by. */
export type MarksView = {
  /** In the order they were marked; each is a row. */
  readonly favourites: readonly GrantId[];
  /** Used last, newest first; each is a row and no favourite. */
  readonly recents: readonly GrantId[];
  /** Every tag there is, once. */
  readonly tags: readonly string[];
  readonly grouping: Grouping;
};

export type Problem =
  | { readonly kind: 'vault'; readonly backend: string; readonly detail: Detail }
  | { readonly kind: 'aws-file'; readonly path: string; readonly detail: Detail }
  /** Something wrong in the AWS files, with its place; no line's text is in it. */
  | { readonly kind: 'profile'; readonly problem: ProfileProblem }
  /** Something wrong in settings.ini, or with it; `path` is the file's. */
  | { readonly kind: 'setting'; readonly path: string; readonly problem: SettingProblem }
  | { readonly kind: 'state-file'; readonly path: string; readonly detail: Detail }
  /** A long-term key that lies in a file in plain text and can be imported by one click. */
  | { readonly kind: 'importable'; readonly profile: string; readonly accessKeyId: string }
  /** Whoever answers under this name is believed: a warning that stays as long as settings.ini says so (BO9). */
  | { readonly kind: 'unchecked-endpoint'; readonly url: string }
  | { readonly kind: 'clock'; readonly skew: number };

export type ClipboardView =
  | { readonly kind: 'empty' }
  | ({ readonly kind: 'holds' } & ClipboardHolds);

export type KeyFormView =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly failure: Failure | null; readonly suggestedName: string }
  | { readonly kind: 'storing' };

/** The latest connection test, step by step, and what became of the proxy's password. */
export type ConnectionView = {
  readonly test: ConnectionState;
  readonly proxyPassword: ProxyPasswordState;
};

/** Whether the system starts Fobwatch at login, and the file that says so, where it is one. */
export type LoginStartView = LoginStartState & { readonly path: string | null };

export type SettingsView = {
  readonly path: string;
  readonly configPath: string;
  readonly credentialsPath: string;
  readonly values: Settings;
  readonly exchange: ExchangeState;
  /** What the desktop can tell of whether its person is there. */
  readonly presence: PresenceTells;
  readonly loginStart: LoginStartView;
  /** Where the `fobwatch` command is. */
  readonly command: string;
  /** What exports are written for where none is named. */
  readonly shell: Shell;
  readonly vaultBackend: string | null;
};
