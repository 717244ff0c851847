import type { Explained } from '../credentials/denial.ts';
import type { ReadText } from '../credentials/explain.ts';
import type { Failure } from '../failure.ts';
import { grantId, type GrantRef } from '../model.ts';
import type { AppState } from './state.ts';

/** What became of the encoded message in a text. */
export type Decoding =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'decoded'; readonly explained: Explained }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A text that a person brought along, as it was understood; the text itself is not kept. */
export type ToldError = { readonly read: ReadText; readonly decoding: Decoding };

/** The latest in the window; null: nobody looks. */
export type ToldErrorEvent = { readonly kind: 'told-error'; readonly told: ToldError | null };

export const withToldError = (state: AppState, { told }: ToldErrorEvent): AppState => ({
  ...state,
  toldError: told,
});

/** `assumed-role/NAME/SESSION` of an account. */
const ASSUMED = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\//;

/**
 * Whose credentials a principal in a text stands for: the grant held under that very ARN, a role of that name and
 * account, or the identity that is that user. Null where nobody known is meant.
 */
export const grantOfPrincipal = (
  state: Pick<AppState, 'grants' | 'roles' | 'identities'>,
  principal: string | null,
): GrantRef | null => {
  if (principal === null) return null;
  for (const { ref, held } of state.grants.values()) if (held?.arn === principal) return ref;
  const [, account, name] = ASSUMED.exec(principal) ?? [];
  const roles = [...state.roles.values()].filter(
    (role) => role.account === account && role.roleName === name,
  );
  const isHeld = (profile: string): boolean =>
    (state.grants.get(grantId({ kind: 'role', profile }))?.held ?? null) !== null;
  const role = roles.find(({ profile }) => isHeld(profile)) ?? roles[0];
  if (role !== undefined) return { kind: 'role', profile: role.profile };
  for (const { name: identity, check } of state.identities.values())
    if (check.kind === 'known' && check.arn === principal) return { kind: 'session', identity };
  return null;
};
