import { fail, ok, type Result } from '../../app/result.ts';
import { callerOfKey, callerOfSession, type Caller } from './caller.ts';
import { regionsFor } from './endpoints.ts';
import type { AuthFailure, Service } from './errors.ts';
import { tokenMatches, type SessionStore } from './sessions.ts';
import {
  checkScope,
  checkSignature,
  checkSignedHeaders,
  checkTime,
  header,
  parseClaim,
  type ReceivedRequest,
} from './sigv4.ts';
import { findKey, type World } from './world.ts';

type Held = {
  readonly secretKey: string;
  readonly expiresAt: number;
  readonly caller: Caller;
};

const lookUp = (
  world: World,
  sessions: SessionStore,
  keyId: string,
  token: string | undefined,
): Result<Held, AuthFailure> => {
  const longTerm = findKey(world, keyId);
  if (longTerm !== undefined) {
    if (token !== undefined) return fail({ kind: 'bad-token' });
    return ok({
      secretKey: longTerm.key.secret,
      expiresAt: Infinity,
      caller: callerOfKey(longTerm.owner),
    });
  }
  const session = sessions.find(keyId);
  if (session === undefined || token === undefined) return fail({ kind: 'unknown-key' });
  if (!tokenMatches(session, token)) return fail({ kind: 'bad-token' });
  const caller = callerOfSession(world, session.subject);
  if (caller === undefined) return fail({ kind: 'unknown-key' });
  return ok({ secretKey: session.secretAccessKey, expiresAt: session.expiresAt, caller });
};

/**
 * Who signed a request, or why that cannot be believed. The order is AWS's: form, scope, clock,
 * key and token, signature; whether a token has expired is told only to who can sign with it.
 */
export const authenticate = (
  request: ReceivedRequest,
  service: Service,
  {
    world,
    sessions,
    now,
  }: { readonly world: World; readonly sessions: SessionStore; readonly now: number },
): Result<Caller, AuthFailure> => {
  const claim = parseClaim(request);
  if (!claim.ok) return claim;
  const host = header(request, 'host') ?? '';
  const regions = regionsFor(service, { host, partition: world.partition });
  const scope = checkScope(claim.value, { service, regions });
  if (!scope.ok) return scope;
  const time = checkTime(claim.value, service, now);
  if (!time.ok) return time;
  const signed = checkSignedHeaders(request, claim.value, service);
  if (!signed.ok) return signed;
  const token = header(request, 'x-amz-security-token');
  const held = lookUp(world, sessions, claim.value.keyId, token);
  if (!held.ok) return held;
  const signature = checkSignature(request, claim.value, service, held.value.secretKey);
  if (!signature.ok) return signature;
  return now >= held.value.expiresAt ? fail({ kind: 'expired-token' }) : ok(held.value.caller);
};
