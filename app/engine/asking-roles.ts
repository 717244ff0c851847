import { classify, isPassing } from '../credentials/classify.ts';
import { toldTime } from '../credentials/told-time.ts';
import { grantId, type GrantRef, type Role } from '../model.ts';
import type { Answer, CallContext, CallProblem } from '../ports.ts';
import { DAY } from '../session/day-old.ts';
import { canSign } from '../session/expiry.ts';
import type { Core } from './core.ts';
import { endpointOfGrant } from './place.ts';

/** What IAM is asked with a role's own credentials. */
export type Question<T> = {
  /** What the answer is about: where nothing was said, all that is about the same waits. */
  topic(role: Role): string;
  /** Whether there is something to ask of a role, be it held or not. */
  isOpen(role: Role): boolean;
  ask(context: CallContext, role: Role): Promise<Answer<T>>;
  /** What AWS said; null: it would not say. Offline, throttled or with credentials that ended nothing was said. */
  heard(role: Role, answer: T | null): void;
  /** Nothing is open any more, for now. */
  rest(): void;
};

export type AskingRoles = {
  /** Asks of one role that is held, when nothing more urgent is in flight. */
  step(): void;
};

/** All that are asked about are so many rows: between two, it is looked at what else there is to do. */
const ROWS = 16;

/** Asks IAM one thing of roles: one call at a time, so that five hundred of them do not flood it. */
export const createAskingRoles = <T>(
  { ports, store, time, wallet, learnTime, look }: Core,
  question: Question<T>,
): AskingRoles => {
  let asking = false;
  /** By topic, where an answer said nothing: not asked about again before, on the scale of `Clock.uptime`. */
  const later = new Map<string, number>();
  const askLater = (role: Role): void => {
    later.set(question.topic(role), ports.clock.uptime() + DAY);
  };

  /** Profiles to ask about, found all at once. */
  let candidates: readonly string[] = [];
  let asked = 0;

  const isCandidate = (role: Role): boolean =>
    question.isOpen(role) &&
    ports.clock.uptime() >= (later.get(question.topic(role)) ?? 0) &&
    canSign(store.state().grants.get(`role:${role.profile}`)?.held ?? null, time.now());

  const nextCandidate = (): Role | undefined => {
    while (asked < candidates.length) {
      // As it is now: credentials of a profile that leads elsewhere by now say nothing of where it led.
      const role = store.state().roles.get(candidates[asked] ?? '');
      asked += 1;
      if (role !== undefined && isCandidate(role)) return role;
    }
    return undefined;
  };

  const candidate = (): Role | undefined => {
    const found = nextCandidate();
    if (found !== undefined) return found;
    candidates = [...store.state().roles.values()]
      .filter(isCandidate)
      .map(({ profile }) => profile);
    asked = 0;
    return nextCandidate();
  };

  const ask = async (role: Role): Promise<void> => {
    const ref: GrantRef = { kind: 'role', profile: role.profile };
    const signer = wallet.get(grantId(ref));
    if (signer === undefined) return;
    const endpoint = endpointOfGrant(store.state(), ref, 'iam');
    if (!endpoint.ok) {
      askLater(role);
      return;
    }
    const context = { endpoint: endpoint.value, signer, skew: time.skew() };
    const answer = await question.ask(context, role);
    const { outcome } = answer;
    learnTime(toldTime(answer));
    if (!outcome.ok && !isAboutRole(outcome.failure)) askLater(role);
    else question.heard(role, outcome.ok ? outcome.value : null);
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
      if (role === undefined) return question.rest();
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
