import { fail, ok, type Result } from '../result.ts';
import { checkProfile, withDrafts, type FieldFault, type Surroundings } from './check-profile.ts';
import { isTargetName } from './edit.ts';
import type { ProfileEntry } from './profile-entries.ts';
import {
  sameValues,
  tidyValues,
  type RoleDraft,
  type RoleKey,
  type RoleValues,
} from './role-fields.ts';

/**
 * The file by which a team shares its role profiles. JSON and no config file: one strict reading, no comments, and
 * nobody takes it for a place to put keys. It holds roles only: nothing secret, no device of a person, no path of a
 * machine, and no source but another profile in it or a source AWS itself provides.
 */
export const sharedVersion = 1;

const SHARED_KEYS = [
  'role_arn',
  'source_profile',
  'credential_source',
  'external_id',
  'role_session_name',
  'duration_seconds',
  'region',
] as const satisfies readonly RoleKey[];

/** Bounds of a file that anybody may have made. */
export const mostShared = { characters: 1_000_000, profiles: 2000, value: 2048 } as const;

const isSharedKey = (key: string): key is (typeof SHARED_KEYS)[number] =>
  SHARED_KEYS.some((one) => one === key);

/** Session names that name a person are hers; a template is everybody's. */
const isTemplate = (text: string): boolean => /\{\w+\}/.test(text);

/** Roles that can be shared: those of the config file that are whole. */
export const shareable = (entries: readonly ProfileEntry[]): readonly ProfileEntry[] =>
  entries.filter(
    ({ name, kind, values, hidden, overruled, line }) =>
      kind === 'role' &&
      line !== null &&
      name !== 'default' &&
      isTargetName(name) &&
      values.role_arn !== undefined &&
      hidden.length === 0 &&
      overruled.length === 0,
  );

/** What of a profile goes into the file. */
const sharedValues = (entry: ProfileEntry, among: ReadonlySet<string>): RoleValues => {
  const { values } = entry;
  const source = values.source_profile ?? '';
  const session = values.role_session_name ?? '';
  return tidyValues(
    Object.fromEntries(
      SHARED_KEYS.flatMap((key) => {
        const value = values[key];
        if (value === undefined) return [];
        if (key === 'source_profile' && !among.has(source)) return [];
        if (key === 'role_session_name' && !isTemplate(session)) return [];
        return [[key, value]];
      }),
    ),
  );
};

/** The file's text. Profiles in their order, and nothing that differs from one run to the next. */
export const sharedText = (entries: readonly ProfileEntry[]): string => {
  const all = shareable(entries);
  const among = new Set(all.map(({ name }) => name));
  const profiles = all.map((entry) => ({ name: entry.name, ...sharedValues(entry, among) }));
  return `${JSON.stringify({ kind: 'fobwatch-profiles', version: sharedVersion, profiles }, null, 2)}\n`;
};

/** Why a file of shared profiles was not read. */
export type SharedFault =
  | { readonly kind: 'too-long'; readonly most: number }
  | { readonly kind: 'not-shared' }
  /** Made by a later Fobwatch. */
  | { readonly kind: 'later-version'; readonly version: number }
  | { readonly kind: 'too-many'; readonly most: number };

/** One profile of such a file, as it would be here. */
export type SharedRow = {
  /** '' where it has none that can be told. */
  readonly name: string;
  readonly draft: RoleDraft;
  readonly state:
    | { readonly kind: 'new' }
    | { readonly kind: 'same' }
    /** There is another one of its name; `keys`: what they differ in. */
    | { readonly kind: 'different'; readonly keys: readonly RoleKey[] }
    /** Holds what such a file never holds: keys, commands, sign-ins, devices, paths. */
    | { readonly kind: 'unknown-key'; readonly key: string }
    | { readonly kind: 'twice' }
    | { readonly kind: 'wrong'; readonly faults: readonly FieldFault[] }
    | { readonly kind: 'malformed' };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name to be told: no more of it than fits a line, and no control characters. */
const toldName = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll(/\p{C}/gu, '').slice(0, 64) : '';

type Read =
  | { readonly ok: true; readonly draft: RoleDraft }
  | { readonly ok: false; readonly name: string; readonly state: SharedRow['state'] };

const readOne = (value: unknown): Read => {
  const name = isRecord(value) ? toldName(value['name']) : '';
  const refuse = (state: SharedRow['state']): Read => ({ ok: false, name, state });
  if (!isRecord(value) || typeof value['name'] !== 'string') return refuse({ kind: 'malformed' });
  const values: [RoleKey, string][] = [];
  for (const [key, held] of Object.entries(value)) {
    if (key === 'name') continue;
    if (!isSharedKey(key)) return refuse({ kind: 'unknown-key', key: toldName(key) });
    if (typeof held !== 'string' || held.length > mostShared.value)
      return refuse({ kind: 'malformed' });
    values.push([key, held]);
  }
  if (value['name'] !== name || !isTargetName(name) || name === 'default')
    return refuse({
      kind: 'wrong',
      faults: [
        { kind: 'profile-field', profile: name, field: 'name', rule: { kind: 'profile-name' } },
      ],
    });
  return { ok: true, draft: { name, values: Object.fromEntries(values) } };
};

const parsed = (text: string): Result<readonly unknown[], SharedFault> => {
  if (text.length > mostShared.characters)
    return fail({ kind: 'too-long', most: mostShared.characters });
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return fail({ kind: 'not-shared' });
  }
  if (!isRecord(read) || read['kind'] !== 'fobwatch-profiles') return fail({ kind: 'not-shared' });
  const { version, profiles } = read;
  if (typeof version !== 'number') return fail({ kind: 'not-shared' });
  if (version > sharedVersion) return fail({ kind: 'later-version', version });
  if (!Array.isArray(profiles)) return fail({ kind: 'not-shared' });
  const list: readonly unknown[] = profiles;
  return list.length > mostShared.profiles
    ? fail({ kind: 'too-many', most: mostShared.profiles })
    : ok(list);
};

/** Whether a text is such a file, whatever its profiles are worth. */
export const isSharedText = (text: string): boolean => parsed(text).ok;

/** Keys of one's own stay as they are when a shared profile comes in. */
const PERSONAL = ['mfa_serial'] as const satisfies readonly RoleKey[];

/**
 * What a file of shared profiles would bring, profile by profile: a file that anybody may have made, so nothing is
 * believed, and what is in no such file is refused by name. `source`: the importer's own profile that signs where the
 * file names none.
 */
export const readShared = (
  text: string,
  source: string,
  around: Surroundings,
): Result<readonly SharedRow[], SharedFault> => {
  const list = parsed(text);
  if (!list.ok) return list;
  const read = list.value.map(readOne);
  const names = new Set(read.flatMap((one) => (one.ok ? [one.draft.name] : [])));
  const drafts = read.map((one): Read => {
    if (!one.ok) return one;
    const { name, values } = one.draft;
    const named = values.source_profile ?? '';
    const sourced =
      values.credential_source !== undefined ||
      (named !== '' && names.has(named) && named !== name);
    const known = around.entries.get(name);
    const own = Object.fromEntries(
      PERSONAL.flatMap((key) => {
        const value = known?.values[key];
        return value === undefined ? [] : [[key, value]];
      }),
    );
    const whole = sourced ? values : { ...values, source_profile: source };
    return { ok: true, draft: { name, values: tidyValues({ ...whole, ...own }) } };
  });
  const entries = withDrafts(
    around.entries,
    drafts.flatMap((one) => (one.ok ? [one.draft] : [])),
  );
  const met = new Set<string>();
  return ok(
    drafts.map((one): SharedRow => {
      if (!one.ok)
        return { name: one.name, draft: { name: one.name, values: {} }, state: one.state };
      const { draft } = one;
      const { name, values } = draft;
      if (met.has(name)) return { name, draft, state: { kind: 'twice' } };
      met.add(name);
      const faults = checkProfile(draft, name, { ...around, entries });
      if (faults.length > 0) return { name, draft, state: { kind: 'wrong', faults } };
      const known = around.entries.get(name);
      if (known === undefined) return { name, draft, state: { kind: 'new' } };
      if (sameValues(known.values, values) && known.hidden.length === 0)
        return { name, draft, state: { kind: 'same' } };
      const keys = ([...SHARED_KEYS, ...PERSONAL, 'web_identity_token_file'] as const).filter(
        (key) => (known.values[key] ?? '') !== (values[key] ?? ''),
      );
      return { name, draft, state: { kind: 'different', keys } };
    }),
  );
};
