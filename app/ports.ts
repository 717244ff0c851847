import type { Detail } from './detail.ts';
import type { AppNotice, NoticeAction } from './view/notices.ts';
import type { CodeChoice } from './devices/code-source.ts';
import type { IamUser } from './devices/identify.ts';
import type { Rotation } from './devices/rotate.ts';
import type { Credentials, GrantFacts, Instant, LongTermKey, MfaCode, Seconds } from './model.ts';
import type { Shell } from './export/names.ts';
import type { Environment } from './network/environment.ts';
import type { ProxyCause } from './network/proxy.ts';
import type { ProbeFact, ProbeStep } from './network/probe.ts';
import type { SourceFailure } from './credentials/source.ts';
import type { EditRefusal } from './profiles/edit.ts';
import type { CredentialSource } from './profiles/profile.ts';
import type { MadeDevice } from './session/device-wizard.ts';
import type { Result } from './result.ts';
import type { Secret } from './secret.ts';
import type { SettingProblem, Settings, SettingsRefusal } from './settings.ts';

/**
 * The outside, as the core needs it. Each port is as narrow as its caller's need; adapters in main are thin.
 * No port throws for a foreseeable failure: what can fail answers with a Result.
 */

/** Two clocks and one wake-up at a time. */
export type Clock = {
  /** Milliseconds since 1970 by this computer's clock. */
  now(): number;
  /** Milliseconds of a clock that nobody can set and that goes on while the computer sleeps. */
  uptime(): number;
  /** What the clock on the wall shows at an instant of `now`, in seconds since midnight, 0 to 86399. */
  timeOfDay(at: number): Seconds;
  /**
   * Calls back once, at or soon after an instant of `uptime`, also after a sleep; returns its cancel. Not of `now`:
   * a clock set back by two hours must not delay a renewal by two hours.
   */
  wakeAt(uptime: number, wake: () => void): () => void;
};

/** An unguessable or random number in 0..1, for jitter. */
export type Random = () => number;

/** Where a call goes. */
export type Endpoint = {
  /** What it is signed for. */
  readonly region: string;
  readonly url: string;
  /** Certificates to trust besides the usual ones; null: those of the settings. */
  readonly caBundle: string | null;
};

/** Who signs a call. */
export type Signer = {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | null;
};

/** A code with its device; a call that carries one is never retried. */
export type CodeInCall = { readonly serial: string; readonly code: MfaCode };

/** What came back when it was not a success: raw facts, classified by credentials/classify. */
export type CallProblem =
  | {
      readonly kind: 'aws';
      readonly code: string;
      readonly message: string;
      readonly status: number;
      readonly requestId: string | null;
    }
  | { readonly kind: 'network'; readonly host: string; readonly code: string }
  /** The proxy on the way did not let the call pass; `code` is a system's, or `HTTP 502`. */
  | {
      readonly kind: 'proxy';
      /** `host:port`. */
      readonly proxy: string;
      readonly cause: ProxyCause;
      readonly code: string;
    }
  /** A file that is needed before anything is sent, such as a CA bundle. */
  | { readonly kind: 'file'; readonly path: string; readonly detail: Detail }
  | { readonly kind: 'malformed'; readonly detail: Detail };

/** The time that an answer's Date header named (null: it had none), and how long, ms, the answer took to come. */
export type ToldTime = { readonly serverTime: Instant | null; readonly took: number };

/** One answer of AWS. */
export type Answer<T> = ToldTime & { readonly outcome: Result<T, CallProblem> };

export type Granted = {
  readonly credentials: Credentials;
  readonly arn: string | null;
  readonly packedPolicySize: number | null;
  readonly about?: GrantFacts | undefined;
};

export type AssumeRoleInput = {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: Seconds;
  readonly externalId: string | null;
  readonly mfa: CodeInCall | null;
};

/** One call context: endpoint, signer, and what to add to the local clock when signing (ms). */
export type CallContext = {
  readonly endpoint: Endpoint;
  readonly signer: Signer;
  readonly skew: number;
};

/** The console's federation endpoint. Exactly one HTTP request per call, signed by nobody: the credentials are in it. */
export type ConsoleFederation = {
  /** Posts `body` (export/console-url, signInRequest). A refusal is an `aws` problem with code `HTTP 400`. */
  getSigninToken(request: {
    readonly url: string;
    readonly body: Secret;
    /** null: that of the settings. */
    readonly caBundle: string | null;
  }): Promise<Result<Secret, CallProblem>>;
};

export type CallerIdentity = {
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
};

/** STS. Exactly one HTTP request per call: retries are the engine's. */
export type Sts = {
  getSessionToken(
    context: CallContext,
    input: { readonly durationSeconds: Seconds; readonly mfa: CodeInCall | null },
  ): Promise<Answer<Granted>>;
  assumeRole(context: CallContext, input: AssumeRoleInput): Promise<Answer<Granted>>;
  getCallerIdentity(context: CallContext): Promise<Answer<CallerIdentity>>;
};

/** IAM, read only, for finding out who a key is. */
export type Iam = {
  listMfaDevices(context: CallContext): Promise<Answer<readonly string[]>>;
  listAccountAliases(context: CallContext): Promise<Answer<readonly string[]>>;
  /** The user who signs. */
  getUser(context: CallContext): Promise<Answer<IamUser>>;
  /** The first thousand users of the account. */
  listUsers(context: CallContext): Promise<Answer<readonly IamUser[]>>;
  /** How long sessions of a role may last; `roleName` without its path. */
  getRole(
    context: CallContext,
    roleName: string,
  ): Promise<Answer<{ readonly maxSessionDuration: Seconds }>>;
};

/** What of the settings concerns the network. */
export type NetworkSettings = Pick<
  Settings,
  'proxy' | 'proxyUser' | 'noProxy' | 'caBundle' | 'connectTimeout' | 'callTimeout'
> & { readonly uncheckedEndpoints: readonly string[] };

/** The way through the network. Calls of AWS take it; here it is set and tried. */
export type Network = {
  /** What holds from now on. */
  use(settings: NetworkSettings): void;
  /**
   * Tries the way to an endpoint with one unsigned request, step by step: each is told when it is done, and the first
   * that fails is the last.
   */
  probe(
    endpoint: Endpoint,
    done: (step: ProbeStep, outcome: Result<ProbeFact, CallProblem>) => void,
  ): Promise<void>;
  /** Keeps the password for the proxy and user of the settings, and for no other; null takes it away. */
  keepPassword(password: Secret | null): Promise<Result<null, VaultProblem>>;
};

/** What a source outside the files handed out just now. */
export type FromSource =
  | {
      readonly kind: 'keys';
      readonly signer: Signer;
      /** By this computer's clock or AWS's; null: the source does not say, or they never end. */
      readonly expiresAt: Instant | null;
    }
  | { readonly kind: 'token'; readonly token: Secret };

/** What the app's own environment holds under AWS's names. It is fixed when the app starts. */
export type EnvironmentKeys = 'none' | 'long-term' | 'temporary';

/** Credentials from outside the AWS files. Read anew each time, kept nowhere, never asked before they are wanted. */
export type CredentialSources = {
  readonly environment: EnvironmentKeys;
  read(source: CredentialSource): Promise<Result<FromSource, SourceFailure>>;
};

export type VaultProblem = { readonly backend: string; readonly detail: Detail };

/** The OS keychain: one item per identity and one for the sealing key. Never a weaker store. */
export type Vault = {
  /** Asks the keychain whether it works; the backend's name as a person knows it. */
  probe(): Promise<Result<{ readonly backend: string }, VaultProblem>>;
  read(identity: string): Promise<Result<LongTermKey | null, VaultProblem>>;
  store(identity: string, key: LongTermKey): Promise<Result<null, VaultProblem>>;
  remove(identity: string): Promise<Result<null, VaultProblem>>;
};

/** An identity as remembered beside the keychain: nothing secret. */
export type KnownIdentity = {
  readonly name: string;
  readonly accessKeyId: string;
  readonly serial: string | null;
  /** What AWS said of the key when it was last asked; null before. */
  readonly userArn: string | null;
  readonly account: string | null;
  readonly alias: string | null;
};

export type FileProblem = { readonly path: string; readonly detail: Detail };

/** The list of identities in the keychain, versioned and atomic on disk. */
export type IdentityList = {
  /** null: it was never saved, so nobody has used the app yet. */
  load(): Promise<Result<readonly KnownIdentity[] | null, FileProblem>>;
  save(identities: readonly KnownIdentity[]): Promise<Result<null, FileProblem>>;
};

/** What is remembered of access keys, without their secrets. */
export type KeyBook = {
  /** Plans that are under way, at most one an identity. */
  readonly rotations: readonly Rotation[];
  /** When keys were made, as AWS said. */
  readonly created: readonly { readonly accessKeyId: string; readonly createdAt: Instant }[];
};

/** Where it is written down, versioned and atomic; durable when `save` resolves. */
export type KeyPlans = {
  load(): Promise<Result<KeyBook, FileProblem>>;
  save(book: KeyBook): Promise<Result<null, FileProblem>>;
};

/** Devices that were made and are nobody's yet, versioned and atomic on disk: what a crash must not leave unseen. */
export type MadeDevices = {
  load(): Promise<Result<readonly MadeDevice[], FileProblem>>;
  /** Durable when it resolves. */
  save(devices: readonly MadeDevice[]): Promise<Result<null, FileProblem>>;
};

/** Whose codes nobody types, and where they come from instead: versioned and atomic on disk, without secrets. */
export type CodeChoices = {
  load(): Promise<Result<readonly CodeChoice[], FileProblem>>;
  save(choices: readonly CodeChoice[]): Promise<Result<null, FileProblem>>;
};

/** Sealed copies (AES-256-GCM under the keychain's sealing key). Without a keychain it holds nothing. */
export type SealedStore = {
  /** Where the copy lies, for messages. */
  readonly path: string;
  load(): Promise<Result<Secret | null, FileProblem>>;
  /** Durable when it resolves. Later calls win; the caller makes one at a time. */
  save(text: Secret): Promise<Result<null, FileProblem>>;
  /** Takes the copy away; durable when it resolves. None there is no failure. */
  remove(): Promise<Result<null, FileProblem>>;
};

export type AwsFileText = {
  readonly path: string;
  /** null: there is no such file, which is no problem. The text wears Secret until the parser takes it apart. */
  readonly text: Secret | null;
  readonly problem: Detail | null;
};

export type AwsFilesText = { readonly config: AwsFileText; readonly credentials: AwsFileText };

/** The person's AWS files: read whole, watched, never written by this port. */
export type AwsFiles = {
  read(): Promise<AwsFilesText>;
  /** Calls back after either file changed on disk; returns its stop. */
  watch(changed: () => void): () => void;
  /** Other paths from now on (settings changed); null means the environment's or AWS's default. */
  use(paths: Pick<Settings, 'configFile' | 'credentialsFile'>): void;
};

/** Why an edit of an AWS file did not come about. */
export type EditProblem =
  | { readonly kind: 'refused'; readonly refusal: EditRefusal }
  | ({ readonly kind: 'file' } & FileProblem);

/** Texts of a file around an edit; the same where nothing had to be done. */
export type AwsFileEdited = {
  readonly path: string;
  readonly before: Secret;
  readonly after: Secret;
  /** Where the text before it was kept; null: nowhere. */
  readonly backup: string | null;
};

/** Writes into a person's AWS files, and loses nothing of them. Paths are absolute, or begin with `~/`. */
export type AwsFileEditor = {
  /**
   * Makes a change of a file's text; a file that is not there has none (''). The change is asked again, on the newer
   * text, when another program wrote meanwhile. `ifThere`: a file that is not there is left so, and its folder too.
   */
  edit(
    path: string,
    change: (text: Secret) => Result<Secret, EditRefusal>,
    options: { readonly backup: boolean; readonly ifThere?: boolean },
  ): Promise<Result<AwsFileEdited, EditProblem>>;
};

export type SettingsFile = {
  readonly path: string;
  load(): Promise<{
    readonly settings: Settings;
    /** By name of a role or identity: how long ahead its end is told, in s. */
    readonly leads: ReadonlyMap<string, Seconds>;
    /** `https://host:port` of endpoints whose certificates are not checked. */
    readonly uncheckedEndpoints: readonly string[];
    readonly problems: readonly SettingProblem[];
  }>;
  /** Writes keys and leads at once, every other byte kept; null takes one out of the file, so that its default holds. */
  write(
    values: ReadonlyMap<keyof Settings, string | null>,
    leads: ReadonlyMap<string, Seconds | null>,
  ): Promise<Result<null, SettingsRefusal>>;
  watch(changed: () => void): () => void;
};

export type Clipboard = {
  /** Puts a secret text into the clipboard. */
  write(text: Secret): Promise<Result<null, Detail>>;
  /** Puts a text there that is no secret, and stays: it is the person's from then on, as if they had copied it. */
  place(text: string): Promise<Result<null, Detail>>;
  /**
   * Empties the clipboard when it still holds what `write` last put there, also before a crash. It fails where nobody
   * knows what it holds, or where it could not be emptied: then the same can be asked again.
   */
  clearIfOurs(): Promise<Result<'cleared' | 'not-ours', Detail>>;
};

export type Notifier = {
  /** `acted`: by a button of the notice, where the system shows them; everywhere the window offers the same. */
  show(notice: AppNotice, clicked: () => void, acted: (action: NoticeAction) => void): void;
  /** What the notice of this key told is no longer so: it leaves the screen, if it is still there. */
  withdraw(key: string): void;
};

/** Where the console is opened. */
export type Browser = {
  /** Resolves when the browser was told; fails with a system's code. `command` null: the system's browser. */
  open(
    url: Secret,
    how: { readonly command: string | null; readonly name: string },
  ): Promise<Result<null, Detail>>;
};

/** The app's windows and the app itself. */
export type Desktop = {
  /** Shows the popover; focus goes to it only because a person asked. */
  showPopover(): void;
  hidePopover(): void;
  openKeyForm(): void;
  /** Destroys the form's window, and its heap with it. */
  closeKeyForm(): void;
  /** The window that shows a new device's seed; one that is open comes to the front. */
  openDeviceWizard(): void;
  /** Destroys it, and its heap with it. */
  closeDeviceWizard(): void;
  openPath(path: string): void;
  quit(): void;
};

export type JournalEntry = {
  readonly kind: string;
  /** Facts without secrets. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
};

/** The app's own log. */
export type Journal = {
  /** `debug` entries are written only where the settings ask for them. */
  write(entry: JournalEntry, detail?: 'debug'): void;
};

/** The same with its settings, which hold from the next entry on (ST11). */
export type JournalWithSettings = Journal & {
  use(settings: Pick<Settings, 'journalTo' | 'journalDetail'>): void;
};

/** Facts about the machine: for session names such as `{user}@{host}`, and what the environment says of AWS. */
export type Host = {
  /** Codes of the languages the person prefers, the first one most: `de-CH`. */
  readonly languages: readonly string[];
  /** The shell the person works with. */
  readonly shell: Shell;
  readonly user: string;
  readonly host: string;
  readonly environment: Environment;
  /** The `fobwatch` command, at a path that stays when the app is updated. */
  readonly helper: string;
};
