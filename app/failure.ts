import type { Detail } from './detail.ts';
import type { ArgumentFailure } from './credentials/arguments.ts';
import type { AssertionFlaw, AssertionFrom, ProgramCause } from './credentials/assertion.ts';
import type { Explained } from './credentials/denial.ts';
import type { LoadFailure } from './credentials/load.ts';
import type { DeviceFailure } from './devices/device-failure.ts';
import type { SourceCause, SourceFailure } from './credentials/source.ts';
import type { BlockFailure } from './export/blocks.ts';
import type { GrantRef, Instant } from './model.ts';
import type { EndpointFailure } from './network/endpoint.ts';
import type { TlsCause } from './network/tls.ts';
import type { ProxyCause } from './network/proxy.ts';
import type { ChainFailure } from './profiles/chain.ts';
import type { FieldFault } from './profiles/check-profile.ts';
import type { EditRefusal } from './profiles/edit.ts';
import type { UnsupportedSource } from './profiles/profile.ts';

/** Calls of IAM that change something, or look before and after a change. */
export const iamChanges = [
  'CreateVirtualMFADevice',
  'EnableMFADevice',
  'ResyncMFADevice',
  'DeactivateMFADevice',
  'DeleteVirtualMFADevice',
  'ListVirtualMFADevices',
  'ListAccessKeys',
  'CreateAccessKey',
  'UpdateAccessKey',
  'DeleteAccessKey',
  'GetAccessKeyLastUsed',
  'CreateUser',
  'DeleteUser',
  'PutUserPolicy',
  'DeleteUserPolicy',
  'ListUserPolicies',
  'CreateRole',
  'GetRole',
  'DeleteRole',
  'ListRoles',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'ListRolePolicies',
] as const;
export type IamChange = (typeof iamChanges)[number];

/** Calls to AWS the app makes. */
export type Operation =
  | 'GetSessionToken'
  | 'AssumeRole'
  | 'AssumeRoleWithSAML'
  | 'AssumeRoleWithWebIdentity'
  | 'GetFederationToken'
  | 'DecodeAuthorizationMessage'
  | 'GetCallerIdentity'
  | 'ListMFADevices'
  | 'ListAccountAliases'
  | 'GetUser'
  | 'ListUsers'
  | IamChange
  /** Of the console's federation endpoint; AWS spells it so. */
  | 'getSigninToken';

/** What an AWS error means for the person; found by operation and code first, text last (aws-rules.md, Errors). */
export type AwsCause =
  | 'code-refused'
  | 'device-refused'
  | 'mfa-half-given'
  | 'denied'
  | 'expired'
  /** An identity provider's assertion or token that ended, or that AWS does not believe. */
  | 'token-expired'
  | 'token-refused'
  | 'clock'
  | 'key-unknown'
  | 'signature'
  | 'region-disabled'
  | 'throttled'
  | 'server'
  | 'duration-above-role'
  | 'duration-above-chain'
  | 'invalid-request'
  /** Of IAM: a name that is taken, no more allowed, nothing there, or something hangs on it. */
  | 'name-exists'
  | 'limit'
  | 'not-found'
  | 'in-use'
  | 'unknown';

/** Why a chain is broken, without the command line that an unsupported source may hold. */
export type ChainCause =
  | Exclude<ChainFailure, { readonly kind: 'unsupported-source' }>
  | {
      readonly kind: 'unsupported-source';
      readonly profile: string;
      readonly source: UnsupportedSource['kind'];
    };

/** Why a section was left as it was. `overruled`: clients would use what another key of the profile says. */
export type SectionCause =
  | EditRefusal
  | { readonly kind: 'overruled'; readonly by: 'role_arn' | 'sso' | 'aws_access_key_id' };

/** Why the rotation of an access key does not go on. */
export type RotationCause =
  /** A user has two keys at most, active or not; the other one stands in the way. */
  | { readonly kind: 'two-keys'; readonly other: string }
  /** The new key was made, and AWS does not know it yet. */
  | { readonly kind: 'not-proven' }
  | { readonly kind: 'other-user' }
  /** A key is not where the plan put it. */
  | { readonly kind: 'not-in-force' }
  /** A profile that is to hold the same key is not seen to hold any. */
  | { readonly kind: 'not-followed'; readonly profile: string }
  /** There is a plan already; or there is none. */
  | { readonly kind: 'under-way' }
  | { readonly kind: 'none' }
  /** The old key may be deleted already. */
  | { readonly kind: 'no-way-back' };

/** Everything that can go wrong, as facts. The sentences are in view/words. */
export type Failure =
  | {
      readonly kind: 'aws';
      readonly operation: Operation;
      readonly cause: AwsCause;
      /** AWS's own code and text, kept for the person; the text never holds a secret. */
      readonly code: string;
      readonly message: string;
      readonly status: number;
      readonly requestId: string | null;
      /** What the encoded message in the text says, once AWS was asked; only where failures are shown. */
      readonly explained?: Explained | undefined;
    }
  | {
      readonly kind: 'network';
      readonly operation: Operation;
      readonly host: string;
      readonly code: string;
    }
  /** The proxy on the way did not let the call pass. */
  | {
      readonly kind: 'proxy';
      readonly operation: Operation;
      readonly proxy: string;
      readonly cause: ProxyCause;
      readonly code: string;
    }
  /** No trust in whoever answers under the endpoint's name. */
  | {
      readonly kind: 'tls';
      readonly operation: Operation;
      readonly host: string;
      readonly cause: TlsCause;
      readonly code: string;
    }
  /** A call that has nowhere to go. */
  | { readonly kind: 'endpoint'; readonly cause: EndpointFailure }
  | { readonly kind: 'malformed-reply'; readonly operation: Operation; readonly detail: Detail }
  | { readonly kind: 'code-malformed'; readonly digits: number }
  | { readonly kind: 'code-spent'; readonly nextCodeAt: Instant }
  | { readonly kind: 'code-unsure'; readonly nextCodeAt: Instant; readonly cause: Failure }
  | { readonly kind: 'no-device'; readonly identity: string }
  | { readonly kind: 'fido-device'; readonly identity: string; readonly serial: string }
  /** A role whose way to a key is broken; the cause names the profile at fault. */
  | { readonly kind: 'broken-profile'; readonly profile: string; readonly cause: ChainCause }
  /** A source outside the AWS files handed out nothing. */
  | {
      readonly kind: 'source';
      readonly source: SourceFailure['source'];
      readonly cause: SourceCause;
    }
  | { readonly kind: 'unknown-target'; readonly target: GrantRef }
  | { readonly kind: 'nothing-valid'; readonly target: GrantRef }
  /** Production, and no person confirmed that its credentials may leave. */
  | { readonly kind: 'unconfirmed'; readonly target: GrantRef }
  /** The app is locked: nothing is obtained or handed out. */
  | { readonly kind: 'locked' }
  /** A person stopped it before it came. */
  | { readonly kind: 'stopped'; readonly target: GrantRef }
  /** No identity was named, none is the default, and these are there. */
  | { readonly kind: 'which-identity'; readonly choices: readonly string[] }
  | {
      readonly kind: 'vault';
      readonly action: 'store' | 'read' | 'remove';
      readonly backend: string;
      readonly detail: Detail;
    }
  | {
      readonly kind: 'field';
      readonly field: 'name' | 'accessKeyId' | 'secretAccessKey' | 'serial';
      readonly rule: string;
    }
  | { readonly kind: 'name-taken'; readonly name: string }
  | { readonly kind: 'clipboard'; readonly detail: Detail }
  /** What was copied could not be taken out of the clipboard. */
  | { readonly kind: 'clipboard-kept'; readonly detail: Detail }
  | BlockFailure
  /** A live block would name a profile that the AWS files do not have. */
  | { readonly kind: 'no-live-profile'; readonly profile: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly action: 'read' | 'write';
      readonly detail: Detail;
    }
  /** No container endpoint listens; `detail` is the system's word. */
  | { readonly kind: 'serving'; readonly target: GrantRef; readonly detail: Detail }
  | ArgumentFailure
  /** A field of a profile that is being written. */
  | FieldFault
  /** A file that gave no credentials. */
  | { readonly kind: 'credentials-file'; readonly path: string; readonly cause: LoadFailure }
  /** A role reached by a web identity token takes its arguments by a command of its own. */
  | { readonly kind: 'vouched-role'; readonly profile: string }
  /** credential_process takes one set of credentials. */
  | { readonly kind: 'one-set-only'; readonly count: number }
  /** Two grants that would stand under one key of a map. */
  | { readonly kind: 'same-key'; readonly key: string }
  /** Nobody is there who may ask; a session never may. */
  | { readonly kind: 'no-decoder' }
  /** What GetSessionToken gave does not sign in to the console. */
  | { readonly kind: 'console-session'; readonly target: GrantRef }
  /** How long the console stays open can be chosen within a range, and for some credentials only. */
  | {
      readonly kind: 'console-duration';
      readonly target: GrantRef;
      readonly because: 'range' | 'chained' | 'vouched' | 'federated' | 'imported';
    }
  /** A partition without a public console. */
  | { readonly kind: 'no-console'; readonly partition: string }
  /** A page that is not of this console. */
  | { readonly kind: 'console-destination'; readonly console: string }
  /** The console's endpoint did not take the credentials; it says no more than a status. */
  | { readonly kind: 'sign-in-refused'; readonly target: GrantRef; readonly status: number }
  /** The browser did not take the URL. */
  | { readonly kind: 'browser'; readonly detail: Detail }
  /** A profile's section of an AWS file that was not written or taken away. */
  | {
      readonly kind: 'aws-section';
      readonly path: string;
      /** null: the file as a whole. */
      readonly profile: string | null;
      readonly cause: SectionCause;
    }
  /** A word that does not come out of every client's shell as it went in. */
  | { readonly kind: 'unfit-command'; readonly word: string }
  | { readonly kind: 'nothing-to-undo' }
  /** A text that should be a SAML assertion. */
  | {
      readonly kind: 'assertion';
      readonly from: AssertionFrom['kind'];
      readonly flaw: AssertionFlaw;
    }
  /** A program that was run for its output gave none. */
  | {
      readonly kind: 'program';
      readonly program: string;
      readonly cause: ProgramCause;
      readonly detail: Detail;
    }
  | { readonly kind: 'rotation'; readonly identity: string; readonly cause: RotationCause }
  /** A file of another kind, which is not replaced. */
  | { readonly kind: 'other-file'; readonly path: string }
  /** None of the profiles that were named is a whole role of the config file. */
  | { readonly kind: 'nothing-to-share' }
  | { readonly kind: 'device'; readonly cause: DeviceFailure }
  /** Of the trial: one is there already; AWS does not show what was made; the role came without a code; or what is left. */
  | {
      readonly kind: 'lab';
      readonly cause: 'there-already' | 'not-seen' | 'not-refused' | 'not-gone' | 'other-account';
    };
