import type { Failure } from '../failure.ts';
import { knownOf, type GrantRef } from '../model.ts';
import { endpointFor, plainEndpoints } from '../network/endpoint.ts';
import type { Endpoint } from '../ports.ts';
import { fail, type Result } from '../result.ts';
import { endpointsOfGrant } from '../session/grant-endpoints.ts';
import type { AppState } from '../session/state.ts';

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
