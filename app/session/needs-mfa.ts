import type { Role } from '../model.ts';
import type { AppState } from './state.ts';

/**
 * Whether the first call towards a role needs MFA: the role or its source names a device, the identity has one of its
 * own, or AWS denied it without (aws-rules.md, Which call to make). In a chain the first role decides.
 */
export const needsMfa = (state: AppState, role: Role, identity: string): boolean => {
  const known = state.identities.get(identity);
  if (known === undefined || known.serial === null) return role.serial !== null;
  if (role.serial !== null || known.mfaByDefault) return true;
  return state.grants.get(`role:${role.profile}`)?.demandsCode ?? false;
};

/** Whether a role can be had again without a person's session: from temporary keys, or where nothing asks for MFA. */
export const goesWithoutMfa = (state: AppState, profile: string): boolean => {
  const chain = state.roles.get(profile)?.chain;
  if (chain?.kind === 'sourced') return true;
  if (chain?.kind !== 'walks') return false;
  if (chain.temporary) return true;
  const first = state.roles.get(chain.roles[0] ?? '');
  return first !== undefined && !needsMfa(state, first, chain.identity);
};
