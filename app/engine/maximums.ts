import { grantId, type GrantRef, type Role } from '../model.ts';
import { isPassing, classify } from '../credentials/classify.ts';
import { canSign } from '../session/expiry.ts';
import type { CallProblem } from '../ports.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';
import { endpointOfGrant } from './place.ts';

export type Maximums = {
  /** Asks for one role that was granted and not asked about yet, when nothing more urgent is in flight. */
  step(): void;
};

/**
 * Learns how long a role may last from iam:GetRole, with the role's own credentials after its first start
 * (aws-rules.md, Which call to make). Each role is asked about once and the answer remembered, also a refusal; one
 * call at a time, so that five hundred roles do not flood IAM. Durations are never probed.
 */
export const createMaximums = (
  { ports, store, time, wallet, learnTime, look }: Core,
  persistence: Persistence,
): Maximums => {
  let asking = false;
  /** Something was learnt that is saved once all roles were asked about: a copy holds everything, each time. */
  let isUnsaved = false;
  /** Not asked about again in this run: the answer said nothing about the role. */
  const later = new Set<string>();

  const candidate = (): Role | undefined => {
    const state = store.state();
    const now = time.now();
    return [...state.roles.values()].find(
      ({ profile, roleArn }) =>
        !state.maximums.has(roleArn) &&
        !later.has(roleArn) &&
        canSign(state.grants.get(`role:${profile}`)?.held ?? null, now),
    );
  };

  const saveAll = (): void => {
    if (isUnsaved) void persistence.save();
    isUnsaved = false;
  };

  const ask = async (role: Role): Promise<void> => {
    const ref: GrantRef = { kind: 'role', profile: role.profile };
    const signer = wallet.get(grantId(ref));
    if (signer === undefined) return;
    const endpoint = endpointOfGrant(store.state(), ref, 'iam');
    if (!endpoint.ok) {
      later.add(role.roleArn);
      return;
    }
    const context = { endpoint: endpoint.value, signer, skew: time.skew() };
    const answer = await ports.iam.getRole(context, role.roleName);
    const { outcome } = answer;
    // What does not speak IAM, such as a captive portal, does not tell the time either.
    if (outcome.ok || outcome.failure.kind === 'aws') learnTime(answer.serverTime);
    if (!outcome.ok && !isAboutRole(outcome.failure)) {
      later.add(role.roleArn);
      return;
    }
    const seconds = outcome.ok ? outcome.value.maxSessionDuration : null;
    store.apply({ kind: 'maximum', roleArn: role.roleArn, seconds });
    isUnsaved = true;
  };

  return {
    step: () => {
      if (asking) return;
      const role = candidate();
      if (role === undefined) return saveAll();
      asking = true;
      void ask(role).finally(() => {
        asking = false;
        look();
      });
    },
  };
};

/** Whether a refusal says something of the role; offline, throttled or with credentials that ended it does not. */
const isAboutRole = (problem: CallProblem): boolean => {
  const about = { withCode: false, stillValid: true };
  const failure = classify('GetCallerIdentity', problem, about);
  return failure.kind === 'aws' && failure.cause !== 'expired' && !isPassing(failure);
};
