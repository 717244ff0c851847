import { partitionOf, partitionOfArn, checkRegion } from '../regions/region.ts';
import { isOneLine, isTargetName } from './edit.ts';
import type { ProfileEntries } from './profile-entries.ts';
import type { SettingRule } from './profile.ts';
import {
  credentialSources,
  roleKeys,
  sourceKeys,
  tidyDraft,
  type RoleDraft,
  type RoleKey,
  type RoleSourceKey,
} from './role-fields.ts';
import { brokenRoleRule } from './role-rules.ts';
import { roleWay } from './role-way.ts';

/** What a field has to be beyond the rules of its value. */
export type FieldRule =
  | SettingRule
  | { readonly kind: 'required' }
  /** Of a name: what AWS's tools take. */
  | { readonly kind: 'profile-name' }
  | { readonly kind: 'taken' }
  /** Not one of the names AWS gives to sources outside the files. */
  | { readonly kind: 'credential-source' }
  /** Exactly one of them says where the first credentials come from. */
  | { readonly kind: 'one-source'; readonly keys: readonly RoleSourceKey[] }
  | { readonly kind: 'no-such-profile'; readonly name: string }
  | { readonly kind: 'loop'; readonly profiles: readonly string[] }
  | { readonly kind: 'region'; readonly meant: string | null }
  /** A region of one partition for a role of another. */
  | { readonly kind: 'region-elsewhere'; readonly partition: string }
  /** STS takes no codes of security keys. */
  | { readonly kind: 'fido' }
  /** It would not come out of its line as it went in. */
  | { readonly kind: 'one-line' }
  /** The credentials file says this key too, and wins. */
  | { readonly kind: 'overruled' };

export type ProfileField = 'name' | RoleKey;

/** One field of a profile that breaks a rule. The value itself is not kept. */
export type FieldFault = {
  readonly kind: 'profile-field';
  readonly profile: string;
  readonly field: ProfileField;
  readonly rule: FieldRule;
};

/** What profiles are checked against. */
export type Surroundings = {
  readonly entries: ProfileEntries;
  /** Names in the keychain. */
  readonly identities: ReadonlySet<string>;
};

/** A security key's serial says what it is (aws-rules.md). */
const FIDO = /:u2f\//;

const valueRule = (key: RoleKey, value: string): FieldRule | null => {
  if (!isOneLine(value)) return { kind: 'one-line' };
  if (key === 'credential_source')
    return credentialSources.some((source) => source === value)
      ? null
      : { kind: 'credential-source' };
  if (key === 'mfa_serial' && FIDO.test(value)) return { kind: 'fido' };
  if (key === 'source_profile') return isTargetName(value) ? null : { kind: 'profile-name' };
  const broken = brokenRoleRule(key, value);
  if (broken !== null || key !== 'region') return broken;
  const region = checkRegion(value);
  return region.kind === 'unknown' ? { kind: 'region', meant: region.meant } : null;
};

/**
 * Every field of a profile at fault, each with the first rule it breaks; empty: it can be written (aws-rules.md, Limits
 * and Shared files). `original`: the profile that is edited; null: it is new, and its name has to be free.
 */
export const checkProfile = (
  typed: RoleDraft,
  original: string | null,
  { entries, identities }: Surroundings,
): readonly FieldFault[] => {
  const draft = tidyDraft(typed);
  const { name, values } = draft;
  const found = new Map<ProfileField, FieldRule>();
  const blame = (field: ProfileField, rule: FieldRule | null): void => {
    if (rule !== null && !found.has(field)) found.set(field, rule);
  };
  if (name === '') blame('name', { kind: 'required' });
  else if (!isTargetName(name)) blame('name', { kind: 'profile-name' });
  else if (name !== original && entries.has(name)) blame('name', { kind: 'taken' });
  const known = original === null ? undefined : entries.get(original);
  for (const key of roleKeys) {
    const value = values[key];
    if (value === undefined) continue;
    blame(key, valueRule(key, value));
    if (known?.overruled.includes(key) && known.values[key] !== value)
      blame(key, { kind: 'overruled' });
  }
  if (values.role_arn === undefined) blame('role_arn', { kind: 'required' });
  const sources = sourceKeys.filter((key) => values[key] !== undefined);
  const [first] = sources;
  if (first === undefined) blame('source_profile', { kind: 'required' });
  if (sources.length > 1)
    for (const key of sources) blame(key, { kind: 'one-source', keys: sources });
  const region = values.region;
  const partition = partitionOfArn(values.role_arn ?? '');
  const home = region === undefined ? null : partitionOf(region);
  if (partition !== null && home !== null && home.id !== partition.id)
    blame('region', { kind: 'region-elsewhere', partition: partition.id });
  const way = roleWay(draft, entries, identities);
  if (way.kind === 'loop') blame('source_profile', way);
  if (way.kind === 'no-such-profile') blame('source_profile', { kind: way.kind, name: way.name });
  return ['name' as const, ...roleKeys].flatMap((field) => {
    const rule = found.get(field);
    return rule === undefined ? [] : [{ kind: 'profile-field', profile: name, field, rule }];
  });
};

/** Entries with drafts in their places, for those that name each other before any is written. */
export const withDrafts = (
  entries: ProfileEntries,
  drafts: readonly RoleDraft[],
): ProfileEntries => {
  const all = new Map(entries);
  for (const { name, values } of drafts)
    all.set(name, {
      kind: 'role',
      hidden: [],
      others: [],
      owned: true,
      line: null,
      overruled: [],
      signs: false,
      ...entries.get(name),
      name,
      values,
    });
  return all;
};
