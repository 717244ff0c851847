import { backoff, isPassing } from '../credentials/classify.ts';
import { createObtain, type Authority } from '../credentials/obtain.ts';
import { callTarget, rolesUnderSession, type Call } from '../credentials/plan.ts';
import type { Failure } from '../failure.ts';
import { grantId, type Credentials, type GrantId, type GrantRef, type Held } from '../model.ts';
import type { CodeInCall, Endpoint, Granted } from '../ports.ts';
import type { CredentialSource } from '../profiles/profile.ts';
import { fail, ok, type Result } from '../result.ts';
import { sessionId, standsFor } from '../session/state.ts';
import type { Core } from './core.ts';
import { endpointOfGrant } from './place.ts';
import type { Keys } from './keys.ts';
import type { Outside } from './sources.ts';
import type { Persistence } from './persistence.ts';
import { isOvertaken, TOO_YOUNG_TO_END, type SignedByGrant } from './signing.ts';

export type Calls = {
  /**
   * Makes one call and puts its outcome into the state. With a code the failure is also returned, since the field
   * where it was typed says it; without one, null.
   */
  make(call: Call, mfa: CodeInCall | null): Promise<Failure | null>;
  /** Whether answers are on their way. */
  areFlying(): boolean;
  /** No call waits to be made: what came since is sealed, unless more is on its way. */
  rest(): void;
  /** Answers still on their way for these no longer matter. */
  abandon(refs: readonly GrantRef[]): void;
  /** Nor do any others. */
  abandonAll(): void;
};

type Signing = SignedByGrant & { readonly authority: Authority };

/**
 * Grants wait to be sealed until they are such a part of all that are held. A copy holds everything: the copies made
 * while N roles come are five times N long together, where one for each hundred would cost N times N.
 */
const PART = 1 / 4;

/** The source that stands behind a call itself. */
const sourceOf = (call: Call): CredentialSource | null =>
  call.kind === 'assume-sourced-role' && call.signer.kind === 'source' ? call.signer.source : null;

/** Who did not answer as it should, for the journal. */
const hostIn = (failure: Failure): string | null => {
  if (failure.kind === 'proxy') return failure.proxy;
  return failure.kind === 'network' || failure.kind === 'tls' ? failure.host : null;
};

/** What AWS calls ended is no session of a person's but what a source handed out. */
const endOfSource = ({ kind }: CredentialSource, failure: Failure): Failure =>
  failure.kind === 'aws' && failure.cause === 'expired'
    ? {
        kind: 'source',
        source: kind,
        cause: { kind: 'expired', code: failure.code, message: failure.message },
      }
    : failure;

export const createCalls = (
  core: Core,
  keys: Keys,
  outside: Outside,
  persistence: Persistence,
): Calls => {
  const { ports, store, time, wallet, learnTime, pacing } = core;
  const obtain = createObtain(ports.sts, ports.stsOperations, ports.host, time.now);
  const tickets = new Map<GrantId, number>();
  let flying = 0;
  let unsealed = 0;

  const endpointOf = (call: Call): Result<Endpoint, Failure> =>
    endpointOfGrant(store.state(), callTarget(call), 'sts');

  const byGrant = (ref: GrantRef): Result<Signing, Failure> => {
    const signer = wallet.get(grantId(ref));
    const held = store.state().grants.get(grantId(ref))?.held ?? null;
    if (signer === undefined) return fail({ kind: 'nothing-valid', target: ref });
    return ok({ authority: { kind: 'keys', signer }, by: held, byRef: ref });
  };

  const signingOf = async (call: Call): Promise<Result<Signing, Failure>> => {
    if (call.kind === 'assume-role' && call.signer.kind === 'grant')
      return byGrant(call.signer.ref);
    if (call.kind === 'assume-sourced-role') {
      if (call.signer.kind === 'grant') return byGrant(call.signer.ref);
      const read = await outside.read(call.signer.source);
      return read.ok ? ok({ authority: read.value, by: null, byRef: null }) : read;
    }
    const key = await keys.signer(call.identity);
    if (!key.ok) return key;
    return ok({ authority: { kind: 'keys', signer: key.value }, by: null, byRef: null });
  };

  const heldOf = (
    granted: Granted,
    signing: Signing,
    withCode: boolean,
    madeFor: string,
  ): Held => ({
    obtainedAt: time.now(),
    expiresAt: granted.credentials.expiresAt,
    withCode,
    underSessionOf:
      signing.byRef?.kind === 'session'
        ? (signing.by?.obtainedAt ?? null)
        : (signing.by?.underSessionOf ?? null),
    arn: granted.arn,
    packedPolicySize: granted.packedPolicySize,
    about: granted.about,
    madeFor,
  });

  const seal = (): void => {
    unsealed = 0;
    void persistence.save();
  };

  const succeed = (ref: GrantRef, credentials: Credentials, held: Held): void => {
    wallet.set(grantId(ref), credentials);
    store.apply({ kind: 'granted', ref, held });
    if (ref.kind === 'session' && held.withCode && store.state().settings.start === 'all')
      store.apply({ kind: 'wanted', refs: rolesUnderSession(store.state(), ref.identity) });
    unsealed += 1;
    // What cost a code at once; roles that are had again without one, many at a time or when a burst of them is over.
    if (held.withCode || unsealed >= wallet.size * PART) seal();
  };

  /** A role denied: perhaps AWS wants MFA, or a younger one; each is tried once, then the denial is believed. */
  const learntFromDenial = (call: Call, ref: GrantRef, signing: Signing): boolean => {
    const state = store.state();
    const grant = state.grants.get(grantId(ref));
    if (call.kind !== 'assume-role' || grant === undefined || call.serial !== null) return false;
    const hasDevice = (state.identities.get(call.identity)?.serial ?? null) !== null;
    if (call.signer.kind === 'key' && hasDevice && !grant.demandsCode) {
      store.apply({ kind: 'demands-code', ref });
      return true;
    }
    const session = state.grants.get(sessionId(call.identity))?.held ?? null;
    const grantedUnderIt =
      grant.held !== null && session !== null && grant.held.underSessionOf === session.obtainedAt;
    if (signing.byRef?.kind === 'session' && grantedUnderIt && grant.sessionAfter === null) {
      store.apply({ kind: 'demands-young-session', ref, sessionAfter: session.obtainedAt });
      return true;
    }
    return false;
  };

  const fall = (call: Call, ref: GrantRef, failure: Failure, signing: Signing | null): void => {
    const at = time.now();
    if (failure.kind === 'aws' && signing !== null) {
      const ofSigner = failure.cause === 'denied' || failure.cause === 'expired';
      if (ofSigner && isOvertaken(store.state(), signing))
        return store.apply({ kind: 'released', ref });
      if (failure.cause === 'denied' && learntFromDenial(call, ref, signing)) return;
      const age = at - (signing.by?.obtainedAt ?? at);
      if (failure.cause === 'expired' && signing.byRef !== null && age >= TOO_YOUNG_TO_END) {
        // The parent's end is state, not a denial of the child: it is renewed, and the child with it. A parent just
        // renewed is not renewed again, or a server that always says so would be asked without end.
        wallet.delete(grantId(signing.byRef));
        store.apply({ kind: 'lost', ref: signing.byRef, at });
        store.apply({ kind: 'released', ref });
        return;
      }
    }
    const attempts = (store.state().grants.get(grantId(ref))?.attempts ?? 0) + 1;
    const parentEnded = failure.kind === 'aws' && failure.cause === 'expired' && signing?.byRef;
    // What a source handed out has ended: it is asked again, and a token's file is written anew by others.
    const source = sourceOf(call);
    const told = source === null ? failure : endOfSource(source, failure);
    const tokenEnded = failure.kind === 'aws' && failure.cause === 'token-expired' && source;
    if (source !== null && (told !== failure || tokenEnded)) outside.forget(source);
    const passes = isPassing(told) || parentEnded || tokenEnded;
    const retryAt = passes ? at + backoff(attempts, ports.random()) : null;
    store.apply({ kind: 'failed', ref, failure: told, at, retryAt });
  };

  const attempt = async (call: Call, mfa: CodeInCall | null): Promise<Failure | null> => {
    const ref = callTarget(call);
    const id = grantId(ref);
    const ticket = (tickets.get(id) ?? 0) + 1;
    tickets.set(id, ticket);
    const madeFor = standsFor(store.state(), ref);
    store.apply({ kind: 'requesting', ref, at: time.now() });
    const endpoint = endpointOf(call);
    const signing = endpoint.ok ? await signingOf(call) : endpoint;
    if (tickets.get(id) !== ticket) return null;
    if (!endpoint.ok || !signing.ok) {
      const failure = signing.ok ? endpoint : signing;
      if (failure.ok) return null;
      if (mfa === null) fall(call, ref, failure.failure, null);
      else store.apply({ kind: 'released', ref });
      return mfa === null ? null : failure.failure;
    }
    const began = ports.clock.uptime();
    const { outcome, ...told } = await obtain(call, {
      place: { endpoint: endpoint.value, skew: time.skew() },
      by: signing.value.authority,
      role: call.kind !== 'get-session' ? store.state().roles.get(call.profile) : undefined,
      mfa,
      stillValid: signing.value.by === null || signing.value.by.expiresAt > time.now(),
    });
    learnTime(told);
    pacing.learn(began, outcome);
    ports.journal.write({
      kind: outcome.ok ? 'granted' : 'refused',
      facts: {
        operation: call.kind,
        target: id,
        withCode: mfa !== null,
        code: !outcome.ok && 'code' in outcome.failure ? outcome.failure.code : null,
        host: outcome.ok ? null : hostIn(outcome.failure),
        failure: outcome.ok ? null : outcome.failure.kind,
      },
    });
    // Stopped or asked anew meanwhile: this answer no longer matters, and its credentials are dropped here.
    if (tickets.get(id) !== ticket) return null;
    if (madeFor === null || standsFor(store.state(), ref) !== madeFor) {
      // The files were edited meanwhile: this is not what the name stands for any more.
      store.apply({ kind: 'released', ref });
      return null;
    }
    if (
      !outcome.ok &&
      outcome.failure.kind === 'aws' &&
      outcome.failure.cause === 'duration-above-role' &&
      call.kind !== 'get-session'
    )
      // Every role allows an hour: the next attempt asks for that, and shares the session's code where there is one.
      store.apply({
        kind: 'maximum-refused',
        roleArn: store.state().roles.get(call.profile)?.roleArn ?? '',
        seconds: call.durationSeconds,
      });
    if (outcome.ok) {
      const { credentials } = outcome.value;
      succeed(ref, credentials, heldOf(outcome.value, signing.value, mfa !== null, madeFor));
      return null;
    }
    if (mfa === null) {
      fall(call, ref, outcome.failure, signing.value);
      return null;
    }
    store.apply({ kind: 'released', ref });
    return outcome.failure;
  };

  return {
    make: async (call, mfa) => {
      flying += 1;
      try {
        return await pacing.fly(() => attempt(call, mfa));
      } finally {
        flying -= 1;
        if (callTarget(call).kind === 'role' && mfa === null) core.goOn();
        else core.look();
      }
    },
    areFlying: () => flying > 0,
    rest: () => {
      if (flying === 0 && unsealed > 0) seal();
    },
    abandon: (refs) => {
      for (const ref of refs) {
        const id = grantId(ref);
        tickets.set(id, (tickets.get(id) ?? 0) + 1);
        wallet.delete(id);
      }
    },
    abandonAll: () => {
      for (const [id, ticket] of tickets) tickets.set(id, ticket + 1);
      wallet.clear();
    },
  };
};
