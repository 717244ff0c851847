import { classify } from '../credentials/classify.ts';
import { toldTime } from '../credentials/told-time.ts';
import type { Failure, Operation } from '../failure.ts';
import { grantId, type GrantRef } from '../model.ts';
import type { Answer, CallContext, Signer } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { isValid } from '../session/state.ts';
import type { Core } from './core.ts';
import type { Keys } from './keys.ts';
import { endpointOfGrant } from './place.ts';

/** Who signs: the long-term key itself, or the session that a code made of it, where there is one. */
export type SignedWith = 'key' | 'session-or-key';

export type IamAccess = {
  /** Endpoint, signer and skew for a call in the name of an identity. */
  contextFor(
    identity: string,
    service: 'sts' | 'iam',
    signed?: SignedWith,
  ): Promise<Result<CallContext, Failure>>;
  /** The same by a signer of the caller's own. */
  contextBy(identity: string, service: 'sts' | 'iam', signer: Signer): Result<CallContext, Failure>;
  /** The outcome of an answer, with its failure classified; the time it names is learnt. */
  learn<T>(operation: Operation, answer: Answer<T>, withCode?: boolean): Result<T, Failure>;
};

/** Calls about an identity itself: who it is, its devices, its keys. */
export const createIamAccess = (core: Core, keys: Keys): IamAccess => {
  const { store, time, wallet, learnTime } = core;

  /** The session of an identity, if a code was given for it: without one IAM does not take it (aws-rules.md). */
  const session = (identity: string): CallContext['signer'] | null => {
    const ref: GrantRef = { kind: 'session', identity };
    const held = store.state().grants.get(grantId(ref))?.held ?? null;
    if (held === null || !held.withCode || !isValid(held, time.now())) return null;
    return wallet.get(grantId(ref)) ?? null;
  };

  const contextBy: IamAccess['contextBy'] = (identity, service, signer) => {
    const endpoint = endpointOfGrant(store.state(), { kind: 'session', identity }, service);
    return endpoint.ok ? ok({ endpoint: endpoint.value, signer, skew: time.skew() }) : endpoint;
  };

  return {
    contextBy,
    contextFor: async (identity, service, signed = 'key') => {
      const held = signed === 'key' ? null : session(identity);
      const signer = held === null ? await keys.signer(identity) : ok(held);
      return signer.ok ? contextBy(identity, service, signer.value) : signer;
    },
    learn: (operation, answer, withCode = false) => {
      learnTime(toldTime(answer));
      if (answer.outcome.ok) return answer.outcome;
      return fail(classify(operation, answer.outcome.failure, { withCode, stillValid: true }));
    },
  };
};
