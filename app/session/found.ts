import type { Failure } from '../failure.ts';
import type { Backup } from '../backups.ts';
import type { KnownIdentity } from '../ports.ts';
import type { PlainLine } from '../profiles/plain-keys.ts';
import type { AwsFileKind, Place, Profile, ProfileSet } from '../profiles/profile.ts';
import { assertNever } from '../result.ts';
import type { AppState } from './state.ts';

/** A long-term key that stands in an AWS file in plain text. */
export type PlainKey = {
  readonly profile: string;
  readonly accessKeyId: string;
  /** Where its secret is. */
  readonly at: Place | null;
  /** The identity in the keychain that has this very key, its namesake if that does; null: none. */
  readonly keptBy: string | null;
  /** An identity of this name is in the keychain, with another key. */
  readonly nameTaken: boolean;
};

/** Why other tools cannot be led to Fobwatch by a profile without a key: what they would use instead. */
export type ProcessObstacle = 'role_arn' | 'sso' | 'credential_process' | 'command';

/** What would change in the files, line by line; the lines' own texts are not in it. */
export type RemovalPlan = {
  readonly identities: readonly string[];
  readonly files: readonly {
    readonly file: AwsFileKind;
    readonly path: string;
    readonly lines: readonly PlainLine[];
  }[];
  /** Profiles with the same key that are in the keychain under no name of their own yet: they come along. */
  readonly also: readonly string[];
  /** The config file, where lines for other tools would be added. */
  readonly config: string;
  /** Profiles whose other users could be led to Fobwatch, and the line that does it. */
  readonly processes: readonly { readonly profile: string; readonly line: string }[];
  readonly obstacles: readonly { readonly profile: string; readonly by: ProcessObstacle }[];
};

export type RemovalOutcome = {
  readonly files: readonly {
    readonly path: string;
    readonly lines: number;
    readonly backup: string | null;
  }[];
  /** Backups that held the keys and are sealed now. */
  readonly sealed: readonly string[];
  /** Other files that hold a key as well. */
  readonly elsewhere: readonly string[];
  /** Profiles whose other users ask Fobwatch now. */
  readonly processes: readonly string[];
  /** What did not come about after the first file was written. */
  readonly failures: readonly Failure[];
};

export type Removal =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'asked'; readonly plan: RemovalPlan }
  | { readonly kind: 'working'; readonly plan: RemovalPlan }
  /** Nothing was changed. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly identities: readonly string[] }
  | { readonly kind: 'done'; readonly outcome: RemovalOutcome }
  | { readonly kind: 'restored'; readonly path: string; readonly backup: string | null }
  | { readonly kind: 'undone'; readonly paths: readonly string[] };

/** What the AWS files hold, and what becomes of it. */
export type FoundState = {
  /** Nobody has used the app yet: the list of identities was never saved. */
  readonly first: boolean;
  readonly plainKeys: readonly PlainKey[];
  /** Identities of the keychain whose profiles give other tools nothing, and could lead them to Fobwatch. */
  readonly leadable: readonly string[];
  /** Profiles whose keys are on their way into the keychain. */
  readonly importing: readonly string[];
  readonly removal: Removal;
  readonly backups: readonly Backup[];
};

export const nothingFound: FoundState = {
  first: false,
  plainKeys: [],
  leadable: [],
  importing: [],
  removal: { kind: 'none' },
  backups: [],
};

export type FoundEvent =
  | { readonly kind: 'first-run'; readonly first: boolean }
  | { readonly kind: 'importing'; readonly profiles: readonly string[] }
  | { readonly kind: 'removal'; readonly removal: Removal }
  | { readonly kind: 'backups'; readonly backups: readonly Backup[] };

export const reduceFound = (state: AppState, event: FoundEvent): AppState => {
  const { found } = state;
  switch (event.kind) {
    case 'first-run':
      return { ...state, found: { ...found, first: event.first } };
    case 'importing':
      return { ...state, found: { ...found, importing: event.profiles } };
    case 'removal':
      return { ...state, found: { ...found, removal: event.removal } };
    case 'backups':
      return { ...state, found: { ...found, backups: event.backups } };
    default:
      return assertNever(event);
  }
};

/** What other tools would use of a profile instead of a credential_process of ours; null: nothing. */
export const obstacleOf = (profile: Profile | undefined): ProcessObstacle | null => {
  if (profile === undefined) return null;
  if (profile.role.kind !== 'none') return 'role_arn';
  const kinds = new Set(profile.unsupported.map(({ kind }) => kind));
  if (kinds.has('sso') || kinds.has('login_session')) return 'sso';
  const foreign = profile.unsupported.some(
    (source) => source.kind === 'credential_process' && !source.ours,
  );
  return foreign ? 'credential_process' : null;
};

/** Whether other tools ask Fobwatch for a profile already. */
export const asksUs = (profile: Profile | undefined): boolean =>
  profile?.unsupported.some((one) => one.kind === 'credential_process' && one.ours) ?? false;

/** Identities with a profile of their name that holds no key and nothing else to sign with. */
export const leadableOf = (
  { profiles }: ProfileSet,
  known: readonly KnownIdentity[],
): readonly string[] =>
  known.flatMap(({ name }) => {
    const profile = profiles.get(name);
    const bare = profile?.keys.kind === 'none' && profile.source.kind === 'none';
    return bare && obstacleOf(profile) === null && !asksUs(profile) ? [name] : [];
  });

/** Every long-term key in the files, in file order, and whether the keychain has it by now. */
export const plainKeysOf = (
  { profiles }: ProfileSet,
  known: readonly KnownIdentity[],
): readonly PlainKey[] =>
  [...profiles.values()].flatMap(({ name, keys, secretAt }): readonly PlainKey[] => {
    if (keys.kind !== 'long-term') return [];
    const { accessKeyId } = keys;
    const namesake = known.find((one) => one.name === name);
    const same = known.filter((one) => one.accessKeyId === accessKeyId);
    return [
      {
        profile: name,
        accessKeyId,
        at: secretAt,
        keptBy: (same.find((one) => one === namesake) ?? same[0])?.name ?? null,
        nameTaken: namesake !== undefined && namesake.accessKeyId !== accessKeyId,
      },
    ];
  });
