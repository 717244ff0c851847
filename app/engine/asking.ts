import { checkEncodedMessage } from '../credentials/arguments.ts';
import { toldTime } from '../credentials/told-time.ts';
import { classify } from '../credentials/classify.ts';
import { decoderId, decodersOf, type Decoder } from '../credentials/decoder.ts';
import type { Failure, Operation } from '../failure.ts';
import { grantId, type GrantRef } from '../model.ts';
import type { Answer, CallContext, Signer } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { OperationOutcome } from '../session/operations.ts';
import type { Core } from './core.ts';
import type { Keys } from './keys.ts';
import { endpointOfGrant } from './place.ts';

type Ended = Promise<Result<OperationOutcome, readonly Failure[]>>;

export type Asking = {
  /** What an encoded authorization message says (BO7); a denied signer gives way to the next (`decodersOf`). */
  decode(message: string, denied: GrantRef | null): Ended;
  /** The same unasked, for a message in a failure; null where nobody may. Who was denied it once is not asked again. */
  explain(message: string, denied: GrantRef | null): Promise<string | null>;
  /** Whose the credentials of a grant are, as STS says (BO10). */
  identify(target: GrantRef): Ended;
};

/** Questions to STS that give no credentials. */
export const createAsking = (core: Core, keys: Keys): Asking => {
  const { ports, store, time, wallet, learnTime } = core;

  const contextFor = (signer: Signer, about: GrantRef): Result<CallContext, Failure> => {
    const endpoint = endpointOfGrant(store.state(), about, 'sts');
    return endpoint.ok ? ok({ endpoint: endpoint.value, signer, skew: time.skew() }) : endpoint;
  };

  /** Valid credentials by the later of both clocks (ST4). */
  const valid = (ref: GrantRef): Result<Signer, Failure> => {
    const credentials = wallet.get(grantId(ref));
    return credentials !== undefined && credentials.expiresAt > time.latest()
      ? ok(credentials)
      : fail({ kind: 'nothing-valid', target: ref });
  };

  const ask = async <T>(
    operation: Operation,
    context: CallContext,
    call: (context: CallContext) => Promise<Answer<T>>,
  ): Promise<Result<T, Failure>> => {
    const called = await call(context);
    learnTime(toldTime(called));
    const { outcome } = called;
    const answer = outcome.ok
      ? outcome
      : fail(classify(operation, outcome.failure, { withCode: false, stillValid: true }));
    ports.journal.write({
      kind: answer.ok ? 'answered' : 'refused',
      facts: {
        operation,
        code: !answer.ok && answer.failure.kind === 'aws' ? answer.failure.code : null,
        failure: answer.ok ? null : answer.failure.kind,
      },
    });
    return answer;
  };

  const decodeOnce = async (message: string, by: Decoder): Promise<Result<string, Failure>> => {
    const about: GrantRef =
      by.kind === 'grant' ? by.ref : { kind: 'session', identity: by.identity };
    const signer = by.kind === 'grant' ? valid(by.ref) : await keys.signer(by.identity);
    if (!signer.ok) return signer;
    const context = contextFor(signer.value, about);
    if (!context.ok) return context;
    return ask('DecodeAuthorizationMessage', context.value, (one) =>
      ports.stsOperations.decodeAuthorizationMessage(one, message),
    );
  };

  /** Credentials that were denied decoding, for as long as they live. */
  const barred = new Set<string>();

  const decodeBy = async (
    message: string,
    decoders: readonly Decoder[],
  ): Promise<Result<string, Failure>> => {
    let last: Failure = { kind: 'no-decoder' };
    for (const by of decoders) {
      const id = decoderId(store.state(), by);
      // One after another: the next is asked only because this one may not.
      // eslint-disable-next-line no-await-in-loop
      const answer = await decodeOnce(message, by);
      if (answer.ok) return answer;
      last = answer.failure;
      if (last.kind === 'aws' && last.cause === 'denied') barred.add(id);
      if (!isThisSigners(last)) break;
    }
    return fail(last);
  };

  return {
    decode: async (given, denied) => {
      const message = given.trim();
      const faults = checkEncodedMessage(message);
      if (faults.length > 0) return fail(faults);
      const answer = await decodeBy(message, decodersOf(store.state(), denied, time.now()));
      return answer.ok ? ok({ kind: 'decoded', text: answer.value }) : fail([answer.failure]);
    },
    explain: async (message, denied) => {
      if (checkEncodedMessage(message).length > 0) return null;
      const decoders = decodersOf(store.state(), denied, time.now(), barred);
      const answer = await decodeBy(message, decoders);
      return answer.ok ? answer.value : null;
    },
    identify: async (target) => {
      const signer = valid(target);
      if (!signer.ok) return fail([signer.failure]);
      const context = contextFor(signer.value, target);
      if (!context.ok) return fail([context.failure]);
      const answer = await ask('GetCallerIdentity', context.value, ports.sts.getCallerIdentity);
      return answer.ok
        ? ok({ kind: 'identified', target, ...answer.value })
        : fail([answer.failure]);
    },
  };
};

/** Whether a refusal is about who asked, so that another may be let. */
const isThisSigners = (failure: Failure): boolean =>
  failure.kind === 'vault' ||
  failure.kind === 'nothing-valid' ||
  failure.kind === 'unknown-target' ||
  (failure.kind === 'aws' &&
    (failure.cause === 'denied' || failure.cause === 'expired' || failure.cause === 'key-unknown'));
