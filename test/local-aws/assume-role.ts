import { fail, ok } from '../../app/result.ts';
import { denialDocument } from './authorization-messages.ts';
import { decideTrust, notAuthorized, requestContext, type Denial } from './authorize.ts';
import { isTemporary } from './caller.ts';
import { accessDenied, type Outcome } from './errors.ts';
import { checkMfa } from './mfa.ts';
import type { Operation, ServiceDeps } from './operation.ts';
import { checkParams } from './params.ts';
import { actionsFor, checkRoleArn, grantRole, readDuration, sessionKeys } from './role-session.ts';
import { readSessionOptions, tagsInForm } from './session-options.ts';
import { ASSUME_ROLE } from './sts-rules.ts';
import { findRole } from './world.ts';
import type { XmlNode } from './xml.ts';

export const assumeRole =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const world = deps.world();
    if (caller.kind === 'root') {
      return fail(accessDenied('Roles may not be assumed by root accounts.'));
    }
    const valid = checkParams(params, ASSUME_ROLE);
    if (!valid.ok) return valid;
    const arn = params.get('RoleArn') ?? '';
    const wellFormed = checkRoleArn(arn);
    if (!wellFormed.ok) return wellFormed;
    const inherited =
      caller.kind === 'role' ? caller.tags.filter(({ transitive }) => transitive) : [];
    const options = readSessionOptions(params, world, { tags: tagsInForm(params), inherited });
    if (!options.ok) return options;
    const now = deps.clock.now();
    const mfa = checkMfa(params, caller, { codes: deps.codes, now });
    if (!mfa.ok) return mfa;

    const inheritedIdentity = caller.kind === 'role' ? caller.sourceIdentity : undefined;
    const sourceIdentity = params.get('SourceIdentity') ?? inheritedIdentity;
    const sessionName = params.get('RoleSessionName') ?? '';
    const keys = sessionKeys({
      sessionName,
      sourceIdentity,
      externalId: params.get('ExternalId'),
      options: options.value,
    });
    const context = requestContext(world, caller, { now, mfaShownNow: mfa.value, extra: keys });
    const refuse = (
      action: string,
      denial: Denial = { explicit: false, policyType: 'identity-based' },
    ): Outcome<XmlNode> => {
      const told = { action, resource: arn, denial };
      const wish = { action, resource: arn, context };
      return fail(
        accessDenied(
          notAuthorized(world, caller, told, { explain: false }),
          denialDocument(world, caller, { wish, denial, keys }),
        ),
      );
    };
    const target = findRole(world, arn);
    // A role that does not exist is refused in the words of one that does not trust the caller.
    if (target === undefined) return refuse('sts:AssumeRole');
    const tagged = options.value.tags.length > 0;
    for (const action of actionsFor('sts:AssumeRole', { sourceIdentity, tagged })) {
      const decision = decideTrust(world, caller, target, { action, resource: arn, context });
      if (!decision.allowed) return refuse(action, decision);
    }
    if (inheritedIdentity !== undefined && sourceIdentity !== inheritedIdentity) {
      return refuse('sts:SetSourceIdentity');
    }
    const seconds = readDuration(params, target, { chained: isTemporary(caller) });
    if (!seconds.ok) return seconds;
    return ok(
      grantRole(deps, {
        target,
        sessionName,
        sourceIdentity,
        provider: undefined,
        options: options.value,
        seconds: seconds.value,
        fromLongTermKey: !isTemporary(caller),
      }),
    );
  };
