import { fail, ok } from '../../app/result.ts';
import { decide, notAuthorized, requestContext } from './authorize.ts';
import { accessDenied } from './errors.ts';
import type { Operation, ServiceDeps } from './operation.ts';
import { checkParams, numberParam } from './params.ts';
import { actionsFor, credentials, sessionKeys } from './role-session.ts';
import { readSessionOptions, tagsInForm } from './session-options.ts';
import { GET_FEDERATION_TOKEN, SESSION } from './sts-rules.ts';
import { federatedUserArn } from './world.ts';

/**
 * GetFederationToken: a name that is nobody's, with what both the user's own policies and the
 * session policies allow. Without a session policy it may do nothing.
 */
export const getFederationToken =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const world = deps.world();
    if (caller.kind === 'role' || caller.kind === 'federated') {
      return fail(accessDenied('Cannot call GetFederationToken with session credentials'));
    }
    const valid = checkParams(params, GET_FEDERATION_TOKEN);
    if (!valid.ok) return valid;
    const options = readSessionOptions(params, world, { tags: tagsInForm(params) });
    if (!options.ok) return options;
    const { policies = [], tags, packedPercent } = options.value;
    const name = params.get('Name') ?? '';
    const { account } = caller;
    const resource = federatedUserArn(world, account, name);
    const now = deps.clock.now();
    const context = requestContext(world, caller, {
      now,
      extra: sessionKeys({
        sessionName: undefined,
        sourceIdentity: undefined,
        options: options.value,
      }),
    });
    const needed = actionsFor('sts:GetFederationToken', {
      sourceIdentity: undefined,
      tagged: tags.length > 0,
    });
    for (const action of needed) {
      const decision = decide(world, caller, { action, resource, context });
      if (!decision.allowed) {
        const told = { action, resource, denial: decision };
        return fail(accessDenied(notAuthorized(world, caller, told, { explain: true })));
      }
    }
    const wanted = numberParam(params, 'DurationSeconds') ?? SESSION.default;
    // AWS shortens a root's session silently.
    const stated = caller.kind === 'root' ? Math.min(wanted, SESSION.rootMax) : wanted;
    const { scale = 1, sessionSeconds } = deps.lifetimes();
    const session = deps.sessions.issue(
      {
        kind: 'federated-session',
        accountId: account.id,
        userId: caller.kind === 'user' ? caller.user.id : undefined,
        name,
        sessionPolicies: policies,
        tags,
      },
      now,
      sessionSeconds ?? Math.max(1, Math.round(stated * scale)),
    );
    return ok({
      Credentials: credentials(session),
      FederatedUser: { FederatedUserId: `${account.id}:${name}`, Arn: resource },
      ...(packedPercent === undefined ? {} : { PackedPolicySize: packedPercent }),
    });
  };
