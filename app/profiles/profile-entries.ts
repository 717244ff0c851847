import { propertyOf, shownValue } from './profile-lines.ts';
import type { Place, Profile, ProfileSet } from './profile.ts';
import { isRoleKey, roleKeys, type RoleKey, type RoleValues } from './role-fields.ts';
import { readSections } from './sections.ts';
import { seeProfiles, type SeenProfile } from './seen-profiles.ts';

/**
 * What a profile is: a role; keys of its own; a live profile of ours; credentials that only another tool hands out;
 * nothing but settings.
 */
export type EntryKind = 'role' | 'keys' | 'live' | 'foreign' | 'settings';

/** One profile of the AWS files as the editor lists it. Nothing in it is secret. */
export type ProfileEntry = {
  readonly name: string;
  readonly kind: EntryKind;
  /** What the config file says under a role's keys. */
  readonly values: RoleValues;
  /** Keys whose values there break their rule: such a value is not shown, for it may be anything. */
  readonly hidden: readonly RoleKey[];
  /** Names of all other keys in the section; those of a block as `s3.max_concurrent_requests`. */
  readonly others: readonly string[];
  /** The editor made it: it is changed at once. */
  readonly owned: boolean;
  /** Of the header in the config file; null: it is not in it. */
  readonly line: number | null;
  /** Keys of a role that the credentials file says, where they win over whatever the config file says. */
  readonly overruled: readonly RoleKey[];
  /** Keys that sign lie under its name, in a file or in the keychain: a way to a role ends there. */
  readonly signs: boolean;
};

const kindOf = (profile: Profile): EntryKind => {
  if (profile.role.kind !== 'none') return 'role';
  const { keys, unsupported } = profile;
  if (keys.kind !== 'none') return 'keys';
  if (unsupported.some((one) => one.kind === 'credential_process' && one.ours)) return 'live';
  return unsupported.length > 0 ? 'foreign' : 'settings';
};

const keysIn = ({ parts }: SeenProfile): ReadonlyMap<string, string> =>
  new Map(
    parts.flatMap(({ body }) =>
      body.flatMap((seen): readonly (readonly [string, string])[] => {
        const { line } = seen;
        if (line.kind !== 'property') return [];
        if (line.parent !== null) return [[`${line.parent}.${line.key}`, '']];
        const property = propertyOf(seen);
        return property === null || property.value === '' ? [] : [[property.key, property.value]];
      }),
    ),
  );

/** The role keys that the credentials file holds for its profiles. */
const overruledIn = (text: string): ReadonlyMap<string, readonly RoleKey[]> =>
  new Map(
    [...readSections('credentials', { path: '', text }).sections.values()]
      .filter(({ kind }) => kind === 'profile')
      .map(({ name, texts }) => [name, [...texts.keys()].filter(isRoleKey)]),
  );

const isConfig = ({ file }: Place): boolean => file === 'config';

/** All profiles in file order, in time linear in the files. `identities`: names in the keychain. */
export const profileEntries = (
  { profiles }: ProfileSet,
  texts: { readonly config: string; readonly credentials: string },
  identities: ReadonlySet<string>,
): readonly ProfileEntry[] => {
  const seen = seeProfiles(texts.config);
  const overruled = overruledIn(texts.credentials);
  return [...profiles.values()].map((profile): ProfileEntry => {
    const { name, keys, where } = profile;
    const here = seen.profiles.get(name);
    const said = here === undefined ? new Map<string, string>() : keysIn(here);
    const role = roleKeys.flatMap((key) => {
      const value = said.get(key);
      return value === undefined ? [] : [{ key, shown: shownValue(key, value) }];
    });
    return {
      name,
      kind: kindOf(profile),
      values: Object.fromEntries(
        role.flatMap(({ key, shown }) => (shown === null ? [] : [[key, shown]])),
      ),
      hidden: role.flatMap(({ key, shown }) => (shown === null ? [key] : [])),
      others: [...said.keys()].filter((key) => !isRoleKey(key)),
      owned: here?.owner === 'editor',
      line: here === undefined ? null : (where.find(isConfig)?.line ?? null),
      overruled: overruled.get(name) ?? [],
      signs: identities.has(name) || keys.kind === 'long-term' || keys.kind === 'temporary',
    };
  });
};

export type ProfileEntries = ReadonlyMap<string, ProfileEntry>;

export const entriesByName = (entries: readonly ProfileEntry[]): ProfileEntries =>
  new Map(entries.map((entry) => [entry.name, entry]));
