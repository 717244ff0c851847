import type { Account } from './account-list.ts';
import { checkProfile, type FieldFault, type Surroundings } from './check-profile.ts';
import { tidyValues, type RoleDraft, type RoleValues } from './role-fields.ts';
import { asProfileName } from './switch-role.ts';

/** Profiles for one role in many accounts. */
export type BulkWish = {
  readonly accounts: readonly Account[];
  /** With its path, where it has one. */
  readonly roleName: string;
  readonly partition: string;
  /** `{account-name}`, `{account-id}` and `{role}` are filled in. */
  readonly nameTemplate: string;
  /** Everything but the ARN: the source, and what else all of them share. */
  readonly shared: RoleValues;
};

export const defaultNameTemplate = '{account-name}-{role}';

/** One profile of the preview. */
export type BulkRow = {
  readonly line: number;
  readonly draft: RoleDraft;
  readonly state:
    | { readonly kind: 'new' }
    | { readonly kind: 'taken' }
    /** Another account of the list makes the same name. */
    | { readonly kind: 'twice'; readonly first: number }
    | { readonly kind: 'wrong'; readonly faults: readonly FieldFault[] };
};

const nameFor = ({ name, number }: Account, { roleName, nameTemplate }: BulkWish): string => {
  const role = roleName.split('/').at(-1) ?? roleName;
  const filled = nameTemplate
    .replaceAll('{account-name}', () => (name === '' ? number : name.toLowerCase()))
    .replaceAll('{account-id}', () => number)
    .replaceAll('{role}', () => role);
  return asProfileName(filled);
};

/** What would be added, account by account, in the list's order. */
export const bulkProfiles = (wish: BulkWish, around: Surroundings): readonly BulkRow[] => {
  const firsts = new Map<string, number>();
  return wish.accounts.map((account): BulkRow => {
    const { number, line } = account;
    const draft: RoleDraft = {
      name: nameFor(account, wish),
      values: tidyValues({
        ...wish.shared,
        role_arn: `arn:${wish.partition}:iam::${number}:role/${wish.roleName.replace(/^\/+/, '')}`,
      }),
    };
    const first = firsts.get(draft.name);
    if (first !== undefined) return { line, draft, state: { kind: 'twice', first } };
    firsts.set(draft.name, line);
    if (around.entries.has(draft.name)) return { line, draft, state: { kind: 'taken' } };
    const faults = checkProfile(draft, null, around);
    return {
      line,
      draft,
      state: faults.length === 0 ? { kind: 'new' } : { kind: 'wrong', faults },
    };
  });
};
