import type { GrantRef } from '../model.ts';
import type { AppState } from './state.ts';

/** The identity whose key stands at the beginning of a grant's way; null when none does. */
export const identityBehind = (
  state: Pick<AppState, 'roles' | 'made'>,
  ref: GrantRef,
): string | null => {
  if (ref.kind === 'session') return ref.identity;
  const how = ref.kind === 'made' ? state.made.get(ref.name)?.how : undefined;
  if (how?.kind === 'federated-user') return how.identity;
  const profile =
    ref.kind === 'role' ? ref.profile : how?.kind === 'assumed-role' ? how.profile : null;
  const chain = profile === null ? undefined : state.roles.get(profile)?.chain;
  return chain?.kind === 'walks' ? chain.identity : null;
};
