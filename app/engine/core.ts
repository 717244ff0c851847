import type { Appearance, LoginStart, SettingsExchange } from '../ports-settings.ts';
import type { Ledger } from '../ledger.ts';
import type { MarksFile } from '../marks-file.ts';
import type { Backups } from '../backups.ts';
import type { ContainerEndpoints } from '../serving.ts';
import type { TrialFile } from '../lab/trial-file.ts';
import type { LockKeeping, Presence, SpentSteps, WrittenFiles } from '../ports-lock.ts';
import type { CodeSources } from '../devices/code-source.ts';
import type { IamChanges } from '../devices/iam-changes.ts';
import type { Assertions } from '../credentials/assertion.ts';
import type { Machine } from '../doctor/machine.ts';
import type { GlobalShortcut } from '../keys/global-shortcut.ts';
import type { Updates } from '../updates/updates.ts';
import type { StsOperations } from '../credentials/sts-operations.ts';
import type { Credentials, GrantId, IdentityCheck } from '../model.ts';
import type {
  AwsFileEditor,
  AwsFiles,
  AwsFilesText,
  Browser,
  Clipboard,
  Clock,
  CodeChoices,
  ConsoleFederation,
  CredentialSources,
  Desktop,
  FileProblem,
  Host,
  Iam,
  IdentityList,
  JournalWithSettings,
  KeyPlans,
  KnownIdentity,
  MadeDevices,
  Network,
  Notifier,
  Random,
  SealedStore,
  SettingsFile,
  Sts,
  Vault,
  ToldTime,
} from '../ports.ts';
import type { CredentialFiles } from '../ports-credential-files.ts';
import type { Platform } from '../model.ts';
import type { ProfileSet } from '../profiles/profile.ts';
import type { AccountAliasesFile } from '../session/account-aliases.ts';
import type { KeyOwnersFile } from '../session/key-owners.ts';
import type { ReplacedSerials } from '../session/another-device.ts';
import type { FileKey } from '../session/catalog.ts';
import type { Time } from '../session/time.ts';
import type { Store } from '../store.ts';
import type { Pacing } from './pacing.ts';

/** Everything outside that the engine acts through. */
export type Ports = {
  readonly clock: Clock;
  readonly random: Random;
  readonly sts: Sts;
  readonly stsOperations: StsOperations;
  readonly iam: Iam;
  readonly iamChanges: IamChanges;
  readonly machine: Machine;
  readonly federation: ConsoleFederation;
  readonly network: Network;
  readonly credentialSources: CredentialSources;
  readonly vault: Vault;
  readonly identities: IdentityList;
  readonly keyPlans: KeyPlans;
  readonly keyOwners: KeyOwnersFile;
  readonly accountAliases: AccountAliasesFile;
  readonly madeDevices: MadeDevices;
  readonly codeChoices: CodeChoices;
  readonly codeSources: CodeSources;
  readonly sealed: SealedStore;
  readonly spentSteps: SpentSteps;
  readonly lockKeeping: LockKeeping;
  readonly presence: Presence;
  readonly writtenFiles: WrittenFiles;
  readonly awsFiles: AwsFiles;
  readonly awsFileEditor: AwsFileEditor;
  readonly backups: Backups;
  readonly credentialFiles: CredentialFiles;
  readonly assertions: Assertions;
  readonly settings: SettingsFile;
  readonly settingsExchange: SettingsExchange;
  readonly appearance: Appearance;
  readonly loginStart: LoginStart;
  readonly clipboard: Clipboard;
  readonly browser: Browser;
  readonly notifier: Notifier;
  readonly globalShortcut: GlobalShortcut;
  readonly desktop: Desktop;
  readonly journal: JournalWithSettings;
  readonly ledger: Ledger;
  readonly updates: Updates;
  readonly marks: MarksFile;
  readonly trialFile: TrialFile;
  readonly containerEndpoints: ContainerEndpoints;
  readonly host: Host;
  readonly platform: Platform;
};

/** What the engine's parts share: the ports, the one state, the time, and the credentials apart from the state. */
export type Core = {
  readonly ports: Ports;
  readonly store: Store;
  readonly time: Time;
  /** Secrets of held grants. The only place they lie in memory; the state holds none. */
  readonly wallet: Map<GrantId, Credentials>;
  /** How many calls may be in flight at once. */
  readonly pacing: Pacing;
  /** Takes in the time that an answer told. */
  readonly learnTime: (told: ToldTime) => void;
  /** Looks again at what there is to do, soon and once, however often it is asked. */
  readonly look: () => void;
  /**
   * A role was answered: the next call that waits for room goes out, soon. Everything is looked at again when none waits
   * any more, or so many were, so that a thousand roles are not decided on a thousand times over.
   */
  readonly goOn: () => void;
};

/** What was last read, from which roles and identities are made. */
export type Sources = {
  /** Nothing of the files is in memory: the app is locked, and what the state says of them stays as it was. */
  isShut: boolean;
  files: AwsFilesText;
  profiles: ProfileSet;
  known: readonly KnownIdentity[];
  /** Why the list of those in the keychain could not be read, so that `known` lacks them; null: it was. */
  listProblem: FileProblem | null;
  checks: ReadonlyMap<string, IdentityCheck>;
  fileKeys: ReadonlyMap<string, FileKey>;
  /** Devices that others took the place of while it was locked, whatever the files go on naming. */
  replaced: ReplacedSerials;
};

/** Before anything was read. */
export const emptySources = (): Sources => ({
  isShut: false,
  files: {
    config: { path: '', text: null, problem: null },
    credentials: { path: '', text: null, problem: null },
  },
  profiles: { profiles: new Map(), problems: [] },
  known: [],
  listProblem: null,
  checks: new Map(),
  fileKeys: new Map(),
  replaced: new Map(),
});
