import type { Failure } from '../failure.ts';
import { knownOf, type Endpoints, type GrantRef } from '../model.ts';
import { endpointFor, plainEndpoints } from '../network/endpoint.ts';
import type { Endpoint } from '../ports.ts';
import { fail, type Result } from '../result.ts';
import type { AppState } from '../session/state.ts';

/** What is configured for a grant: for its identity, its role, or by whoever asked for it. */
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

/** Where calls about a grant go: those of its identity, or of its role. */
export const endpointOfGrant = (
  state: Pick<AppState, 'identities' | 'roles' | 'made'>,
  ref: GrantRef,
  service: 'sts' | 'iam',
): Result<Endpoint, Failure> => {
  if (ref.kind === 'made') {
    const how = state.made.get(ref.name)?.how;
    const endpoints = endpointsOfGrant(state, ref) ?? plainEndpoints;
    const arn = how !== undefined && 'roleArn' in how ? how.roleArn : null;
    const found = endpointFor(service, endpoints, arn);
    return found.ok ? found : fail({ kind: 'endpoint', cause: found.failure });
  }
  const role = ref.kind === 'role' ? state.roles.get(ref.profile) : undefined;
  const identity = ref.kind === 'session' ? state.identities.get(ref.identity) : undefined;
  const known = knownOf(identity?.check)?.arn ?? null;
  const endpoints = role?.endpoints ?? identity?.endpoints ?? plainEndpoints;
  const found = endpointFor(service, endpoints, role?.roleArn ?? known);
  return found.ok ? found : fail({ kind: 'endpoint', cause: found.failure });
};
