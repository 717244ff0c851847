import type { Endpoints, GrantRef } from '../model.ts';
import type { AppState } from './state.ts';

/** What is configured for a grant: for its identity, its role, or by whoever asked for it; null: nothing is known of it. */
export const endpointsOfGrant = (
  state: Pick<AppState, 'identities' | 'roles' | 'made'>,
  ref: GrantRef,
): Endpoints | null => {
  if (ref.kind === 'session') return state.identities.get(ref.identity)?.endpoints ?? null;
  if (ref.kind === 'role') return state.roles.get(ref.profile)?.endpoints ?? null;
  const how = state.made.get(ref.name)?.how;
  if (how === undefined || how.kind === 'imported') return null;
  if (how.kind === 'federated-user') return state.identities.get(how.identity)?.endpoints ?? null;
  if (how.kind === 'assumed-role') return state.roles.get(how.profile)?.endpoints ?? null;
  return how.endpoints;
};
