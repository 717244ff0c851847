import type { AccountAlias } from './account-aliases.ts';
import type { KeyOwners } from './key-owners.ts';
import type { Detail } from '../detail.ts';
import type { Explained } from '../credentials/denial.ts';
import type { Made } from '../credentials/made.ts';
import type { Failure } from '../failure.ts';
import type {
  CodeCheck,
  GrantId,
  GrantRef,
  Held,
  Identity,
  Instant,
  Role,
  Seconds,
} from '../model.ts';
import type { SettingProblem, Settings } from '../settings.ts';
import type { Problem } from '../view/window.ts';
import type { AssertionEvent } from './assertion.ts';
import type { AttentionEvent, EndsChosen } from './attention.ts';
import type { DeviceEvent } from './device-wizard.ts';
import type { DoctorEvent } from './doctor.ts';
import type { DetailsEvent } from './grant-details.ts';
import type { GlobalShortcutEvent } from './global-shortcut.ts';
import type { EndpointEvent } from './endpoints.ts';
import type { LoginStartEvent } from './login-start.ts';
import type { ExchangeEvent } from './settings-exchange.ts';
import type { FoundEvent, PlainKey } from './found.ts';
import type { MarksEvent } from './marks.ts';
import type { Maximum, MaximumEvent } from './maximums.ts';
import type { GuardEvent } from './guard-state.ts';
import type { OperationEvent } from './operations.ts';
import type { ProfilesEvent } from './profiles.ts';
import type { RequestEvent } from './requests.ts';
import type { RotationEvent } from './rotations.ts';
import type { LedgerEvent } from './shown-ledger.ts';
import type { LabEvent } from './lab.ts';
import type { AnotherDeviceEvent } from './another-device.ts';
import type { LockEvent } from './lock.ts';
import type { PresenceEvent } from './presence.ts';
import type { SignInEvent } from './sign-in.ts';
import type { ToldErrorEvent } from './told-errors.ts';
import type { UpdatesEvent } from './updates.ts';
import type {
  AppState,
  AskState,
  ConnectionState,
  CopyState,
  Go,
  KeyFormState,
  SetState,
  ProxyPasswordState,
  VaultState,
} from './state.ts';

/** What happened, as data. The engine makes them; nothing else changes the state. */
export type AppEvent =
  | AnotherDeviceEvent
  | ExchangeEvent
  | LoginStartEvent
  | {
      readonly kind: 'catalog';
      readonly roles: ReadonlyMap<string, Role>;
      readonly identities: ReadonlyMap<string, Identity>;
      readonly liveProfiles: ReadonlySet<string>;
      readonly defaultHasCredentials: boolean;
      readonly plainKeys: readonly PlainKey[];
      readonly leadable: readonly string[];
      readonly problems: readonly Problem[];
      readonly paths: AppState['paths'];
    }
  /** Who keys are: as AWS just said, or as was kept. */
  | { readonly kind: 'key-owners'; readonly owners: KeyOwners }
  /** What accounts are called: as AWS just said, or as was kept. */
  | { readonly kind: 'account-aliases'; readonly aliases: readonly AccountAlias[] }
  | {
      readonly kind: 'settings';
      readonly settings: Settings;
      readonly problems: readonly SettingProblem[];
      /** Left out where only a value was refused. */
      readonly uncheckedEndpoints?: readonly string[];
    }
  | { readonly kind: 'connection'; readonly connection: ConnectionState }
  | { readonly kind: 'proxy-password'; readonly proxyPassword: ProxyPasswordState }
  | { readonly kind: 'vault'; readonly vault: VaultState }
  /** What is wrong with one of the app's own files by now; null: nothing any more. */
  | { readonly kind: 'state-file'; readonly path: string; readonly detail: Detail | null }
  | {
      readonly kind: 'restored';
      readonly grants: readonly {
        readonly ref: GrantRef;
        readonly held: Held;
        readonly wanted: boolean;
      }[];
      readonly renewable: readonly { readonly ref: GrantRef; readonly madeFor: string }[];
      readonly spentSteps: ReadonlyMap<string, number>;
      readonly told: ReadonlySet<string>;
      readonly chosen: EndsChosen;
      readonly maximums: ReadonlyMap<string, Maximum>;
      readonly made: readonly Made[];
    }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'wanted'; readonly refs: readonly GrantRef[] }
  | { readonly kind: 'forced'; readonly refs: readonly GrantRef[] }
  | { readonly kind: 'asked-life'; readonly ref: GrantRef; readonly seconds: Seconds | null }
  | { readonly kind: 'set'; readonly set: SetState }
  /** Stopped: what was named stays so until a person starts it; what hung on it comes back with its source. */
  | {
      readonly kind: 'halted';
      readonly refs: readonly GrantRef[];
      readonly hanging: readonly GrantRef[];
    }
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
  /** What an encoded message in a failure means; null: nobody may know. */
  | {
      readonly kind: 'explained';
      readonly message: string;
      readonly explained: Explained | null;
    }
  | { readonly kind: 'demands-code'; readonly ref: GrantRef }
  | {
      readonly kind: 'demands-young-session';
      readonly ref: GrantRef;
      readonly sessionAfter: Instant;
    }
  /** Credentials came to their end; of what is in no file any more nothing is left to tell. */
  | { readonly kind: 'ended'; readonly id: GrantId }
  /** STS says credentials have ended, whatever their expiry said. */
  | { readonly kind: 'lost'; readonly ref: GrantRef; readonly at: Instant }
  | MaximumEvent
  | { readonly kind: 'spent'; readonly serial: string; readonly step: number }
  | { readonly kind: 'code'; readonly identity: string; readonly check: CodeCheck }
  | OperationEvent
  | RotationEvent
  | RequestEvent
  | EndpointEvent
  | GuardEvent
  | SignInEvent
  | LabEvent
  | LockEvent
  | PresenceEvent
  | LedgerEvent
  | DetailsEvent
  | AssertionEvent
  | AttentionEvent
  | FoundEvent
  | ProfilesEvent
  | DeviceEvent
  | DoctorEvent
  | GlobalShortcutEvent
  | ToldErrorEvent
  | UpdatesEvent
  | MarksEvent
  | { readonly kind: 'ask'; readonly ask: AskState }
  | { readonly kind: 'copy'; readonly copy: CopyState }
  /** The clipboard holds nothing of ours any more. */
  /** `not-ours`: it was not emptied, since what was copied is not there any more. */
  | { readonly kind: 'clipboard-let-go'; readonly found: 'cleared' | 'not-ours' }
  | { readonly kind: 'key-form'; readonly keyForm: KeyFormState }
  | { readonly kind: 'told'; readonly keys: readonly string[] }
  /** What is known of the time changed: the skew by now, and by how much our reckoning moved, ms. */
  | { readonly kind: 'skew'; readonly skew: number; readonly moved: number }
  /** When the time is measured again; null: nothing is in doubt, or it is asked about already. */
  | { readonly kind: 'measures'; readonly at: Instant | null }
  | ({ readonly kind: 'go' } & Go);
