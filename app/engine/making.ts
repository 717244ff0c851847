import type { OperationKind } from '../contract-operations.ts';
import { toldTime } from '../credentials/told-time.ts';
import { backoff, classify, isPassing } from '../credentials/classify.ts';
import {
  lifeOfMadeRole,
  nextForMade,
  signerOfRole,
  type MadeSigner,
} from '../credentials/made-plan.ts';
import { isRemade, type How, type Made } from '../credentials/made.ts';
import { alive } from '../credentials/obtain.ts';
import type { UnsignedContext } from '../credentials/sts-operations.ts';
import { tokenInFile } from '../credentials/token-file.ts';
import type { Failure, Operation } from '../failure.ts';
import { grantId, type Credentials, type GrantRef, type Held } from '../model.ts';
import type { Answer, CallContext, CodeInCall, Granted, Signer } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { needsMfa } from '../session/needs-mfa.ts';
import { standsFor } from '../session/state.ts';
import type { Core } from './core.ts';
import type { Keys } from './keys.ts';
import type { Persistence } from './persistence.ts';
import { endpointOfGrant } from './place.ts';
import { isOvertaken, TOO_YOUNG_TO_END, type SignedByGrant } from './signing.ts';
import type { Outside } from './sources.ts';

export type Making = {
  /**
   * Makes a grant as described, now and, where it can be, again when it is due. `input`: the assertion or token typed
   * for it, kept until AWS took or refused it. `mfa`: the code its first call carries, sent once whatever comes back. What becomes of it the first time is told to `first`.
   */
  begin(made: Made, input: Secret | null, first: First, mfa?: CodeInCall): void;
  /** Holds credentials that came from elsewhere. */
  hold(made: Made, credentials: Credentials, held: Omit<Held, 'madeFor'>): void;
  /** Makes what has fallen due. */
  step(): void;
  /** Answers still on their way for these no longer matter, and what was typed for them is dropped. */
  abandon(refs: readonly GrantRef[]): void;
  abandonAll(): void;
};

export type MakingDeps = {
  readonly core: Core;
  readonly keys: Keys;
  readonly outside: Outside;
  readonly persistence: Persistence;
  /** Starts what a grant waits for. */
  readonly want: (refs: readonly GrantRef[]) => void;
};

/** Who signs, as far as it is known what becomes of them. */
type Signing = SignedByGrant & { readonly signer: Signer | null };

const NOBODY: Signing = { signer: null, by: null, byRef: null };

/** Whose request a grant is made for: others of its kind may be on their way. */
export type First = { readonly operation: OperationKind; readonly turn: number };

/** Tells how an operation ended. */
type Told = (first: First, result: Result<GrantRef, Failure>) => void;

type Call = (
  signed: CallContext | null,
  unsigned: UnsignedContext,
) => Promise<Answer<Granted>> | Failure;

const operations = {
  'assumed-role': 'AssumeRole',
  saml: 'AssumeRoleWithSAML',
  'web-identity': 'AssumeRoleWithWebIdentity',
  'federated-user': 'GetFederationToken',
  imported: 'GetCallerIdentity',
} as const satisfies Record<How['kind'], Operation>;

export const createMaking = (deps: MakingDeps, told: Told): Making => {
  const { core, keys, outside, persistence, want } = deps;
  const { ports, store, time, wallet, learnTime, pacing, look } = core;
  const inputs = new Map<string, Secret>();
  /** Codes taken for a call that has not gone out yet. */
  const codes = new Map<string, CodeInCall>();
  const firsts = new Map<string, First>();
  const tickets = new Map<string, number>();

  const nextTicket = (name: string): number => {
    const ticket = (tickets.get(name) ?? 0) + 1;
    tickets.set(name, ticket);
    return ticket;
  };

  /** Tells of the first end of a grant's making; later renewals tell only their row. */
  const tellFirst = (name: string, result: Result<GrantRef, Failure>): void => {
    const first = firsts.get(name);
    firsts.delete(name);
    if (first !== undefined) told(first, result);
  };

  /**
   * A refusal that says something of who signed: a session that ended before its time, or a key that AWS wants MFA
   * with. Then another signs.
   */
  const learnt = (made: Made, failure: Failure, signing: Signing): boolean => {
    const { how } = made;
    const { by, byRef } = signing;
    if (failure.kind !== 'aws' || how.kind !== 'assumed-role') return false;
    const state = store.state();
    if (failure.cause === 'denied' || failure.cause === 'expired')
      if (isOvertaken(state, signing)) return true;
    const at = time.now();
    if (failure.cause === 'expired' && byRef !== null && by !== null) {
      if (at - by.obtainedAt < TOO_YOUNG_TO_END) return false;
      wallet.delete(grantId(byRef));
      store.apply({ kind: 'lost', ref: byRef, at });
      return true;
    }
    const role = state.roles.get(how.profile);
    if (failure.cause !== 'denied' || role === undefined || byRef !== null) return false;
    const { chain } = role;
    if (chain.kind !== 'walks' || chain.temporary) return false;
    const hasDevice = (state.identities.get(chain.identity)?.serial ?? null) !== null;
    if (!hasDevice || needsMfa(state, role, chain.identity)) return false;
    store.apply({ kind: 'demands-code', ref: { kind: 'role', profile: role.profile } });
    const signer = signerOfRole(store.state(), role);
    if (signer?.kind === 'grant') want([signer.ref]);
    return true;
  };

  const fall = (made: Made, failure: Failure, signing: Signing = NOBODY): void => {
    const ref: GrantRef = { kind: 'made', name: made.name };
    if (learnt(made, failure, signing)) return store.apply({ kind: 'released', ref });
    const attempts = (store.state().grants.get(grantId(ref))?.attempts ?? 0) + 1;
    const { how } = made;
    // The token's file is written anew by somebody else, sooner or later.
    const rewritten =
      how.kind === 'web-identity' &&
      how.tokenFile !== null &&
      (failure.kind === 'file' || (failure.kind === 'aws' && failure.cause === 'token-expired'));
    const again = isPassing(failure) || rewritten;
    const at = time.now();
    const retryAt = again ? at + backoff(attempts, ports.random()) : null;
    if (!again) inputs.delete(made.name);
    store.apply({ kind: 'failed', ref, failure, at, retryAt });
    // What is tried again by itself has not come to its end yet.
    if (!again) tellFirst(made.name, fail(failure));
  };

  /** A call that carried a code is never made again by itself: the code is spent. */
  const refuse = (made: Made, failure: Failure): void => {
    const ref: GrantRef = { kind: 'made', name: made.name };
    store.apply({ kind: 'failed', ref, failure, at: time.now(), retryAt: null });
    tellFirst(made.name, fail(failure));
  };

  const signingOf = async (made: Made, signer: MadeSigner): Promise<Result<Signing, Failure>> => {
    switch (signer.kind) {
      case 'nobody':
        return ok(NOBODY);
      case 'key': {
        const key = await keys.signer(signer.identity);
        return key.ok ? ok({ ...NOBODY, signer: key.value }) : key;
      }
      case 'source': {
        const read = await outside.read(signer.source);
        if (!read.ok) return read;
        return read.value.kind === 'keys'
          ? ok({ ...NOBODY, signer: read.value.signer })
          : fail({ kind: 'vouched-role', profile: made.name });
      }
      case 'grant': {
        const credentials = wallet.get(grantId(signer.ref));
        const by = store.state().grants.get(grantId(signer.ref))?.held ?? null;
        return credentials === undefined
          ? fail({ kind: 'nothing-valid', target: signer.ref })
          : ok({ signer: credentials, by, byRef: signer.ref });
      }
      default:
        return signer satisfies never;
    }
  };

  /** The token of a call: from its file, read each time, or as typed. */
  const tokenOf = async ({ name, how }: Made): Promise<Result<Secret | null, Failure>> => {
    if (how.kind !== 'web-identity' || how.tokenFile === null) return ok(inputs.get(name) ?? null);
    const read = await ports.credentialFiles.read(how.tokenFile);
    if (!read.ok) return fail({ kind: 'file', action: 'read', ...read.failure });
    return tokenInFile(read.value);
  };

  const callOf = (how: How, token: Secret | null, mfa: CodeInCall | null): Call => {
    const target = { kind: 'unknown-target', target: { kind: 'made', name: '' } } as const;
    return (signed, unsigned) => {
      const sts = ports.stsOperations;
      switch (how.kind) {
        case 'assumed-role': {
          const role = store.state().roles.get(how.profile);
          if (role === undefined || signed === null) return target;
          const { roleArn, externalId } = role;
          const code = { serialNumber: mfa?.serial ?? null, tokenCode: mfa?.code ?? null };
          // Who signs may have changed since it was asked for, and the longest life with it.
          const durationSeconds = lifeOfMadeRole(
            store.state(),
            role,
            how.durationSeconds,
            mfa !== null,
          );
          return sts.assumeRole(signed, { ...how, durationSeconds, roleArn, externalId, ...code });
        }
        case 'saml':
          return token === null ? target : sts.assumeRoleWithSaml(unsigned, how, token);
        case 'web-identity':
          return token === null ? target : sts.assumeRoleWithWebIdentity(unsigned, how, token);
        case 'federated-user':
          return signed === null
            ? target
            : sts.getFederationToken(signed, { ...how, name: how.userName });
        case 'imported':
          return target;
        default:
          return how satisfies never;
      }
    };
  };

  const succeed = (
    made: Made,
    granted: Granted,
    { by, byRef }: Signing,
    withCode: boolean,
  ): void => {
    const ref: GrantRef = { kind: 'made', name: made.name };
    keep(made, granted.credentials, {
      obtainedAt: time.now(),
      expiresAt: granted.credentials.expiresAt,
      withCode,
      underSessionOf:
        byRef?.kind === 'session' ? (by?.obtainedAt ?? null) : (by?.underSessionOf ?? null),
      arn: granted.arn,
      packedPolicySize: granted.packedPolicySize,
      about: granted.about,
    });
    tellFirst(made.name, ok(ref));
  };

  const keep = (made: Made, credentials: Credentials, held: Omit<Held, 'madeFor'>): void => {
    const ref: GrantRef = { kind: 'made', name: made.name };
    const madeFor = standsFor(store.state(), ref) ?? '';
    inputs.delete(made.name);
    wallet.set(grantId(ref), credentials);
    store.apply({ kind: 'granted', ref, held: { ...held, madeFor } });
    if (!isRemade(made)) store.apply({ kind: 'made-once', name: made.name });
    void persistence.save();
  };

  /** The long-term key at the end of a profile's way, which signs a call that carries a code. */
  const keyOf = ({ how }: Made): MadeSigner => {
    const role = how.kind === 'assumed-role' ? store.state().roles.get(how.profile) : undefined;
    return role?.chain.kind === 'walks'
      ? { kind: 'key', identity: role.chain.identity }
      : { kind: 'nobody' };
  };

  const attempt = async (made: Made, signer: MadeSigner, mfa: CodeInCall | null): Promise<void> => {
    const ref: GrantRef = { kind: 'made', name: made.name };
    const ticket = nextTicket(made.name);
    const madeFor = standsFor(store.state(), ref);
    store.apply({ kind: 'requesting', ref, at: time.now() });
    const current = (): boolean => tickets.get(made.name) === ticket;
    const endpoint = endpointOfGrant(store.state(), ref, 'sts');
    const end = (failure: Failure, signing?: Signing): void =>
      mfa === null ? fall(made, failure, signing) : refuse(made, failure);
    if (!endpoint.ok) return end(endpoint.failure);
    const [signed, token] = await Promise.all([signingOf(made, signer), tokenOf(made)]);
    if (!current()) return;
    if (!signed.ok) return end(signed.failure);
    if (!token.ok) return end(token.failure);
    const unsigned = { endpoint: endpoint.value, skew: time.skew() };
    const { signer: by } = signed.value;
    const context = by === null ? null : { ...unsigned, signer: by };
    const asked = callOf(made.how, token.value, mfa)(context, unsigned);
    if ('kind' in asked) return end(asked);
    const began = ports.clock.uptime();
    const called = await asked;
    const { outcome } = called;
    const operation = operations[made.how.kind];
    const stillValid = signed.value.by === null || signed.value.by.expiresAt > time.now();
    const answer = outcome.ok
      ? alive(operation, outcome.value, called.serverTime ?? time.now())
      : fail(classify(operation, outcome.failure, { withCode: mfa !== null, stillValid }));
    pacing.learn(began, answer);
    const failure = answer.ok ? null : answer.failure;
    learnTime(toldTime(called));
    ports.journal.write({
      kind: answer.ok ? 'granted' : 'refused',
      facts: {
        operation,
        target: grantId(ref),
        withCode: mfa !== null,
        code: failure?.kind === 'aws' ? failure.code : null,
        failure: failure?.kind ?? null,
      },
    });
    // Stopped or asked anew meanwhile: this answer no longer matters, and its credentials are dropped here.
    if (!current()) return;
    if (standsFor(store.state(), ref) !== madeFor) return store.apply({ kind: 'released', ref });
    if (answer.ok) succeed(made, answer.value, signed.value, mfa !== null);
    else end(answer.failure, signed.value);
  };

  const ready = (made: Made): void => {
    nextTicket(made.name);
    wallet.delete(grantId({ kind: 'made', name: made.name }));
    store.apply({ kind: 'made', made });
  };

  return {
    begin: (made, input, first, mfa) => {
      inputs.delete(made.name);
      codes.delete(made.name);
      ready(made);
      if (input !== null) inputs.set(made.name, input);
      if (mfa !== undefined) codes.set(made.name, mfa);
      firsts.set(made.name, first);
      look();
    },
    hold: (made, credentials, held) => {
      ready(made);
      keep(made, credentials, held);
    },
    step: () => {
      const now = time.now();
      for (const made of store.state().made.values()) {
        const mfa = codes.get(made.name);
        if (mfa !== undefined) {
          codes.delete(made.name);
          void pacing.fly(() => attempt(made, keyOf(made), mfa)).finally(look);
          continue;
        }
        const next = nextForMade(store.state(), made, inputs.has(made.name), now);
        // One that finds no room now is looked at again when an answer has come.
        if (next.kind === 'call' && pacing.hasRoom())
          void pacing.fly(() => attempt(made, next.signer, null)).finally(look);
        if (next.kind === 'blocked') fall(made, next.failure);
      }
    },
    abandon: (refs) => {
      for (const ref of refs) {
        if (ref.kind !== 'made') continue;
        nextTicket(ref.name);
        inputs.delete(ref.name);
        codes.delete(ref.name);
        firsts.delete(ref.name);
        wallet.delete(grantId(ref));
      }
    },
    abandonAll: () => {
      for (const name of tickets.keys()) nextTicket(name);
      inputs.clear();
      codes.clear();
      firsts.clear();
    },
  };
};
