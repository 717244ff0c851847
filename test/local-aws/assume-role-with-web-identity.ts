import { ok } from '../../app/result.ts';
import { assumeVouched } from './federated-role.ts';
import type { ServiceDeps, UnsignedOperation } from './operation.ts';
import { checkParams } from './params.ts';
import { checkRoleArn } from './role-session.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY } from './sts-rules.ts';
import { checkWebIdentity } from './web-identity.ts';
import { findAccount } from './world.ts';

export const assumeRoleWithWebIdentity =
  (deps: ServiceDeps): UnsignedOperation =>
  async (params) => {
    const valid = checkParams(params, ASSUME_ROLE_WITH_WEB_IDENTITY);
    if (!valid.ok) return valid;
    const roleArn = params.get('RoleArn') ?? '';
    const wellFormed = checkRoleArn(roleArn);
    if (!wellFormed.ok) return wellFormed;
    const identity = await checkWebIdentity(
      params.get('WebIdentityToken') ?? '',
      params.get('ProviderId'),
      {
        world: deps.world(),
        account: findAccount(deps.world(), roleArn.split(':')[4] ?? ''),
        now: deps.clock.now(),
      },
    );
    if (!identity.ok) return identity;
    const { principal, issuer, subject, audience, keys, tags, sourceIdentity } = identity.value;
    const assumed = assumeVouched(deps, params, {
      action: 'sts:AssumeRoleWithWebIdentity',
      provider: principal,
      sessionName: params.get('RoleSessionName') ?? '',
      sourceIdentity,
      tags,
      keys,
    });
    if (!assumed.ok) return assumed;
    return ok({
      ...assumed.value,
      SubjectFromWebIdentityToken: subject,
      Provider: issuer,
      Audience: audience,
    });
  };
