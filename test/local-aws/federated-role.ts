import { fail, ok } from '../../app/result.ts';
import { unsignedContext } from './authorize.ts';
import { accessDenied, type Outcome } from './errors.ts';
import type { ServiceDeps } from './operation.ts';
import type { Params } from './params.ts';
import { judgeFederation } from './policy.ts';
import { actionsFor, grantRole, readDuration, sessionKeys } from './role-session.ts';
import { readSessionOptions, type RequestedTags } from './session-options.ts';
import { findRole } from './world.ts';
import type { XmlNode } from './xml.ts';

/** Somebody an identity provider vouches for, after everything it says has been checked. */
export type Vouched = {
  readonly action: 'sts:AssumeRoleWithSAML' | 'sts:AssumeRoleWithWebIdentity';
  /** As trust policies name it: an ARN, or the name of an OAuth 2.0 provider. */
  readonly provider: string;
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly tags: RequestedTags;
  /** The provider's own condition keys, in lower case. */
  readonly keys: readonly (readonly [string, readonly string[]])[];
  /** The most seconds the provider allows. */
  readonly mostSeconds?: number | undefined;
};

/** "Not authorized to perform …": all AWS says when a role does not trust whom a provider names. */
export const notTrusted = (action: string): Outcome<never> =>
  fail(accessDenied(`Not authorized to perform ${action}`));

/** Lets somebody into a role by its trust policy alone: nobody else has a say. */
export const assumeVouched = (
  deps: ServiceDeps,
  params: Params,
  vouched: Vouched,
): Outcome<{ readonly [name: string]: XmlNode }> => {
  const { action, provider, sessionName, sourceIdentity, tags, keys, mostSeconds } = vouched;
  const options = readSessionOptions(params, deps.world(), { tags });
  if (!options.ok) return options;
  const arn = params.get('RoleArn') ?? '';
  const target = findRole(deps.world(), arn);
  if (target === undefined) return notTrusted(action);
  const context = unsignedContext(deps.clock.now(), provider, [
    ...keys,
    ...sessionKeys({ sessionName, sourceIdentity, options: options.value }),
  ]);
  const tagged = options.value.tags.length > 0;
  for (const needed of actionsFor(action, { sourceIdentity, tagged })) {
    const wish = { action: needed, resource: arn, context };
    const verdict = judgeFederation(target.role.trust, provider, wish);
    if (verdict.kind !== 'allow') return notTrusted(needed);
  }
  const seconds = readDuration(params, target, { chained: false });
  if (!seconds.ok) return seconds;
  return ok(
    grantRole(deps, {
      target,
      sessionName,
      sourceIdentity,
      provider,
      options: options.value,
      seconds: Math.min(seconds.value, mostSeconds ?? Infinity),
      fromLongTermKey: false,
    }),
  );
};
