import { grantId, type GrantRef, type Role } from '../model.ts';
import { isPassing, classify } from '../credentials/classify.ts';
import { toldTime } from '../credentials/told-time.ts';
import { canSign } from '../session/expiry.ts';
import { isUnasked } from '../session/maximums.ts';
import type { CallProblem } from '../ports.ts';
import type { Core } from './core.ts';
import type { Persistence } from './persistence.ts';
import { endpointOfGrant } from './place.ts';

export type Maximums = {
  /** Asks for one role that was granted and not asked about for a day, when nothing more urgent is in flight. */
  step(): void;
};

/** All that are asked about are so many rows: between two, it is looked at what else there is to do. */
const ROWS = 16;

/** Where an answer said nothing about the role, it is asked about again after so long, ms. */
const PAUSE = 24 * 3600_000;

/**
 * Learns how long a role may last from iam:GetRole, with the role's own credentials after its first start
 * (aws-rules.md, Which call to make). Each role is asked about once a day and the answer remembered, also a refusal; one
 * call at a time, so that five hundred roles do not flood IAM. Durations are never probed.
 */
export const createMaximums = (
  { ports, store, time, wallet, learnTime, look }: Core,
  persistence: Persistence,
): Maximums => {
  let asking = false;
  /** Something was learnt that is saved once all roles were asked about: a copy holds everything, each time. */
  let isUnsaved = false;
  /** The answer said nothing about the role: not asked about again before, on the scale of `Clock.uptime`. */
  const later = new Map<string, number>();
  const askLater = (roleArn: string): void => {
    later.set(roleArn, ports.clock.uptime() + PAUSE);
  };

  /** Roles to ask about, found all at once. */
  let candidates: readonly Role[] = [];
  let asked = 0;

  const isCandidate = ({ profile, roleArn }: Role): boolean => {
    const state = store.state();
    return (
      isUnasked(state, roleArn, time.now()) &&
      ports.clock.uptime() >= (later.get(roleArn) ?? 0) &&
      canSign(state.grants.get(`role:${profile}`)?.held ?? null, time.now())
    );
  };

  const nextCandidate = (): Role | undefined => {
    while (asked < candidates.length) {
      const role = candidates[asked];
      asked += 1;
      if (role !== undefined && isCandidate(role)) return role;
    }
    return undefined;
  };

  const candidate = (): Role | undefined => {
    const found = nextCandidate();
    if (found !== undefined) return found;
    candidates = [...store.state().roles.values()].filter(isCandidate);
    asked = 0;
    return nextCandidate();
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
      askLater(role.roleArn);
      return;
    }
    const context = { endpoint: endpoint.value, signer, skew: time.skew() };
    const answer = await ports.iam.getRole(context, role.roleName);
    const { outcome } = answer;
    learnTime(toldTime(answer));
    if (!outcome.ok && !isAboutRole(outcome.failure)) {
      askLater(role.roleArn);
      return;
    }
    const seconds = outcome.ok ? outcome.value.maxSessionDuration : null;
    store.apply({ kind: 'maximum', roleArn: role.roleArn, seconds, at: time.now() });
    isUnsaved = true;
  };

  /** The more there are the more in a row: a look is at all roles. */
  const askSome = async (first: Role): Promise<void> => {
    const row = Math.ceil(candidates.length / ROWS);
    let role: Role | undefined = first;
    for (let many = 1; role !== undefined; many += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one at a time
      await ask(role);
      role = many < row ? nextCandidate() : undefined;
    }
  };

  return {
    step: () => {
      if (asking) return;
      const role = candidate();
      if (role === undefined) return saveAll();
      asking = true;
      void askSome(role).finally(() => {
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
