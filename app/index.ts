/**
 * The core for programs that embed it: everything Fobwatch does with AWS STS, without window, Electron or Node. Build
 * an engine on ports of your own, send it commands, read its snapshots; or use its pure parts alone.
 *
 * - Instants are milliseconds since 1970; those of credentials and failures are STS's time. Durations named `seconds`
 *   are whole seconds, as AWS writes them. Anything else says its unit.
 * - What can fail answers with a `Result`; nothing here throws for what can be foreseen. A `Failure` is facts;
 *   `failureWords` makes the sentence and the next step of it, with AWS's own code and text kept.
 * - Secrets wear `Secret`, which prints as `[secret]`; `reveal` bares one, where it leaves the program.
 *
 * The letters and numbers in brackets are rows of the product's list of features; each names what it comes from:
 * ST stslib, BO boto.sts, SE setsts.py, EX the AWS STS examples. The house itself imports from the rooms, not from here.
 */

/**
 * An engine on these ports (ST1 to ST5, ST8, ST12, BO2 to BO7). `start` reads files, keychain and sealed copies, then
 * renews by itself; `run` takes a command and never throws; what became of it is in the next `snapshot`; `stop` ends
 * timers and watchers, so that none is left. Credentials leave by the commands `export-file` and `copy-exports` only,
 * and only while they are valid (ST4).
 */
export { createEngine, type Engine, type Ports } from './engine.ts';

/**
 * What the engine acts through. Each port is as narrow as its caller's need, and none throws for a foreseeable failure.
 * Every call of `Sts`, `StsOperations` and `Iam` is exactly one request: retries are the engine's, and a call that
 * carries a code is never made again.
 */
export type {
  Answer,
  AssumeRoleInput,
  AwsFiles,
  AwsFilesText,
  AwsFileText,
  CallContext,
  CallerIdentity,
  CallProblem,
  Clipboard,
  Clock,
  CodeInCall,
  CredentialSources,
  Desktop,
  Endpoint,
  EnvironmentKeys,
  FileProblem,
  FromSource,
  Granted,
  Host,
  Iam,
  IdentityList,
  Journal,
  JournalEntry,
  JournalWithSettings,
  KnownIdentity,
  Network,
  NetworkSettings,
  Notifier,
  Random,
  SealedStore,
  SettingsFile,
  Signer,
  Sts,
  Vault,
  VaultProblem,
} from './ports.ts';
export type { CredentialFiles } from './ports-credential-files.ts';
export type { StsOperations, UnsignedContext } from './credentials/sts-operations.ts';

/**
 * Every command as a decoder, and the decoding of an unknown value: the command, or which kind was malformed. Decoders
 * bound sizes only; AWS's own rules are checked when the command runs, and each failure names its field (ST13).
 */
export {
  commands,
  decodeCommand,
  type Command,
  type CommandKind,
  type Decoded,
} from './contract.ts';
/** The commands that are one operation of STS or move credentials to and from a file; each tells its progress (BO2 to BO10). */
export {
  isOperation,
  operationCommands,
  type OperationCommand,
  type OperationKind,
} from './contract-operations.ts';
export type { OperationOutcome, OperationProgress, OperationState } from './session/operations.ts';

/** The whole picture of a moment: rows with phases and what is left, what failed and why; instants by the local clock. */
export type {
  MadeRow,
  OperationView,
  Phase,
  RoleGroup,
  RoleRow,
  SessionRow,
  Trouble,
  Who,
  WindowSnapshot,
} from './view/window.ts';

/**
 * Container endpoints (aws-rules.md): the port that listens on this computer, and an endpoint as it is handed to the
 * programs that shall fetch from it.
 */
export type { ContainerEndpoints, Listening, ServedAnswer, Unready } from './serving.ts';
export type { EndpointBlock } from './engine/serving.ts';

/** Names of grants, and what is known of them (BO10: ARNs, ids, packed policy size in percent). */
export {
  grantId,
  grantName,
  type Credentials,
  type Grant,
  type GrantFacts,
  type GrantId,
  type GrantRef,
  type Held,
  type Identity,
  type IdentityCheck,
  type Instant,
  type LongTermKey,
  type MfaCode,
  type Platform,
  type Role,
  type RoleChain,
  type Seconds,
} from './model.ts';

/** The outcome of what can fail. */
export { fail, ok, type Result } from './result.ts';

/** Texts that must not be seen. `secret` wraps one; `reveal` gives it back. */
export { reveal, secret, type Secret } from './secret.ts';

/** Everything that can go wrong, as a closed union over all operations; AWS's code, text, status and request id kept. */
export type { AwsCause, ChainCause, Failure, Operation } from './failure.ts';
/** What an encoded authorization message says (BO7). */
export type { Denial, Explained, PolicyKind } from './credentials/denial.ts';
/** A failure told to a person: one sentence, the next step, AWS's own words. `now` by the clock of the failure's instants. */
export { failureWords, retryWords, type FailureWords, type Way } from './view/words/failure.ts';

/**
 * The formats of credentials (ST6, BO8): `vault` with start, end, duration (s) and expiration; `boto` with StartTime and
 * Expiration; `toDict` as boto.sts has it. As records their secrets are wrapped and their times are instants; as text
 * times are ISO 8601, and several roles are one map keyed `sts-NAME` (ST2).
 */
export {
  formatCredentials,
  formatCredentialSet,
  setKey,
  toBoto,
  toDict,
  toVault,
  type BotoRecord,
  type DictRecord,
  type Exported,
  type VaultRecord,
} from './credentials/formats.ts';
export { credentialFormats, type CredentialFormat } from './credentials/format-names.ts';

/**
 * Saved credentials read back (BO8): not JSON, no credentials, a missing or malformed field and credentials that have
 * ended are failures, and none of them quotes the text. `isExpired(held, offsetSeconds, now)` asks of the future.
 */
export { isExpired, loadCredentials, type Loaded, type LoadFailure } from './credentials/load.ts';

/** What is left, in numbers and in words to the second (ST5); how many renewals of how many (ST3). */
export {
  lifetimeLeft,
  renewalProgress,
  type Lifetime,
  type RenewalProgress,
} from './credentials/lifetime.ts';
export { renewalWords } from './view/words/lifetime.ts';
export { exactWords } from './view/words/time.ts';

/** Instants as ISO 8601 and back; a text without a zone is none. */
export { isoTimestamp, parseTimestamp } from './credentials/timestamp.ts';

/**
 * Arguments held against AWS's rules before anything is sent (ST13, BO2 to BO7, SE3): every rule that is broken, by
 * AWS's name of the field, and never with the value; an empty list when all is well. Durations in seconds.
 */
export {
  checkAssumeRole,
  checkAssumeRoleWithSaml,
  checkAssumeRoleWithWebIdentity,
  checkEncodedMessage,
  checkGetFederationToken,
  checkGetSessionToken,
  durationRange,
  samlAssertion,
  webIdentityToken,
  type ArgumentFailure,
  type ArgumentField,
  type ArgumentRule,
  type AssumeRoleArguments,
  type AssumeRoleWithSamlArguments,
  type AssumeRoleWithWebIdentityArguments,
  type DurationContext,
  type GetFederationTokenArguments,
  type GetSessionTokenArguments,
  type SignedBy,
  type StsOperation,
  type Tag,
} from './credentials/arguments.ts';
/** The rules themselves: lengths in characters, counts, durations in seconds with their defaults. */
export { countLimits, durationLimits, textLimits } from './credentials/argument-rules.ts';
/** A session name from a template such as `{user}@{host}` (BO2): 2..64 characters; others are replaced, it never fails. */
export { roleSessionName } from './credentials/session-name.ts';
/** Six digits from what was typed, and the 30 s step they count in; a hardware serial or ARN that gives no codes (ST9). */
export { isFido, nextCodeAt, parseCode, stepOf } from './credentials/mfa-code.ts';

/** The user behind a caller, and the serials of its devices: listed, or by the usual name of a virtual one (ST9, SE2). */
export {
  devicesOf,
  realUser,
  userOfArn,
  virtualSerial,
  type Device,
  type IamUser,
} from './devices/identify.ts';

/**
 * AWS's shared files as a map of profiles (ST7): any text, in any place; what is wrong is in `problems` with file and
 * line, never thrown, and spoils only its own profile.
 */
export { parseAwsFiles } from './profiles/parse.ts';
export type { AwsFileInput, AwsFilesInput } from './profiles/merge.ts';
export {
  isProfileName,
  type CredentialSource,
  type Place,
  type Problem as ProfileProblem,
  type Profile,
  type ProfileName,
  type ProfileSet,
  type RoleArn,
  type StaticKeys,
} from './profiles/profile.ts';
/** The way from keys at hand to a role; loops, missing profiles and half a key are failures that name the profile. */
export {
  createChainResolver,
  namedMfaSerial,
  resolveChain,
  roleProfiles,
  type Chain,
  type ChainEnd,
  type ChainFailure,
  type ChainResult,
  type RoleHop,
  type RoleProfile,
} from './profiles/chain.ts';

/** Regions by partition, from one table (BO1): listed, new but of a known pattern (with a note), or unknown. */
export {
  allRegions,
  checkRegion,
  partitionOf,
  partitionOfArn,
  regionsOf,
  type Region,
  type RegionCheck,
  type RegionFailure,
} from './regions/region.ts';
export {
  partitionIds,
  partitions,
  type Partition,
  type PartitionId,
} from './regions/partitions.ts';
/** Which region counts of those that are named, and where a session is asked for that serves them all (BO6). */
export {
  chooseRegion,
  sessionRegion,
  type ChosenRegion,
  type RegionSources,
} from './regions/choose.ts';
/** A region's failure, and the note on one that is not listed, in words. */
export { regionFailureWords, unlistedWords } from './view/words/region.ts';
/** STS's and IAM's hosts of a region: plain, FIPS, dual-stack. */
export {
  iamEndpoint,
  stsEndpoint,
  type EndpointWish,
  type ServiceEndpoint,
} from './regions/endpoints.ts';
/** Where a call goes, as the SDKs have it: environment, `services` sections, `endpoint_url`, else AWS's own (BO9). */
export {
  configuredEndpoints,
  endpointFor,
  plainEndpoints,
  type EndpointFailure,
  type ProfileNetwork,
} from './network/endpoint.ts';
export type { ProxyCause } from './network/proxy.ts';

/** The settings with their defaults (ST10), as values; times in seconds. */
export {
  decodeSetting,
  decodeSettings,
  defaultSettings,
  encodeSetting,
  settingKeys,
  type SettingProblem,
  type Settings,
} from './settings.ts';
