/**
 * What the editor of profiles writes of one: the keys of a role, by their spelling in the files. Everything else in a
 * section is a person's, and keys of credentials are never among them.
 */
export const roleKeys = [
  'role_arn',
  'source_profile',
  'credential_source',
  'web_identity_token_file',
  'external_id',
  'role_session_name',
  'duration_seconds',
  'mfa_serial',
  'region',
] as const;
export type RoleKey = (typeof roleKeys)[number];

const keys: ReadonlySet<string> = new Set(roleKeys);
export const isRoleKey = (key: string): key is RoleKey => keys.has(key);

/** Where the first credentials come from: exactly one of them (aws-rules.md, Shared files). */
export const sourceKeys = [
  'source_profile',
  'credential_source',
  'web_identity_token_file',
] as const satisfies readonly RoleKey[];
export type RoleSourceKey = (typeof sourceKeys)[number];

/** As AWS writes them: the JavaScript SDK takes no other spelling. */
export const credentialSources = ['Environment', 'EcsContainer', 'Ec2InstanceMetadata'] as const;

/** Values by key; one that is left out or empty is not in the file, or goes from it. */
export type RoleValues = Readonly<Partial<Record<RoleKey, string>>>;

/** A profile as it is to be, or as it is being typed. */
export type RoleDraft = { readonly name: string; readonly values: RoleValues };

/** Values as they are written: without white space around them, and without the empty ones. */
export const tidyValues = (values: RoleValues): RoleValues =>
  Object.fromEntries(
    roleKeys.flatMap((key) => {
      const value = values[key]?.trim() ?? '';
      return value === '' ? [] : [[key, value]];
    }),
  );

export const tidyDraft = ({ name, values }: RoleDraft): RoleDraft => ({
  name: name.trim(),
  values: tidyValues(values),
});

/** Whether two profiles say the same, whatever white space stands around their values. */
export const sameValues = (one: RoleValues, other: RoleValues): boolean => {
  const [a, b] = [tidyValues(one), tidyValues(other)];
  return roleKeys.every((key) => a[key] === b[key]);
};
