import type { Failure } from '../failure.ts';
import {
  grantId,
  type Grant,
  type GrantId,
  type GrantRef,
  type Instant,
  type Role,
  type Seconds,
} from '../model.ts';
import { durationRange } from './arguments.ts';
import { signedByOf } from './signed-by.ts';
import { wantedLife } from './wanted-life.ts';
import type { CredentialSource } from '../profiles/profile.ts';
import { isLast, isLastSession } from '../session/attention.ts';
import { canSign, dueAt, sessionOf } from '../session/expiry.ts';
import { needsMfa } from '../session/needs-mfa.ts';
import { freshGrant, sessionId, type AppState } from '../session/state.ts';

/**
 * Which call to make for a grant: the decision table of aws-rules.md, "Which call to make".
 *
 * | wanted                         | signed by        | code                               | at most |
 * |--------------------------------|------------------|------------------------------------|---------|
 * | a session                      | long-term key    | when the identity has a device     | 36 h    |
 * | one role, up to 1 h            | the session      | the session's: one for all         | 1 h     |
 * | one role, above 1 h            | long-term key    | one of its own                     | 12 h    |
 * | one role, no device named      | long-term key    | none, until AWS denies it          | 12 h    |
 * | a chain of n roles             | session, then role n-1 | the session's                | 1 h     |
 * | any role from temporary keys   | those keys       | none                               | 1 h     |
 * | one role from outside keys     | those keys       | none                               | 1 h *   |
 * | a role with a token file       | nobody: the token| none                               | 12 h    |
 *
 * Outside keys are those of the environment, a container or a machine (CredentialSource). * 12 h where the environment
 * holds a long-term key. The roles that follow are chained.
 */
export type CodeCall =
  | {
      readonly kind: 'get-session';
      readonly identity: string;
      readonly durationSeconds: Seconds;
      readonly serial: string | null;
    }
  | {
      readonly kind: 'assume-role';
      readonly profile: string;
      readonly identity: string;
      readonly signer: CallSigner;
      readonly durationSeconds: Seconds;
      readonly serial: string | null;
    };

/** A role that no identity stands behind. */
export type SourcedCall = {
  readonly kind: 'assume-sourced-role';
  readonly profile: string;
  readonly signer: SourceSigner | GrantSigner;
  readonly durationSeconds: Seconds;
};

export type Call = CodeCall | SourcedCall;

type GrantSigner = { readonly kind: 'grant'; readonly ref: GrantRef };
type SourceSigner = { readonly kind: 'source'; readonly source: CredentialSource };

export type CallSigner = { readonly kind: 'key' } | GrantSigner;

export type Next =
  /** Held and not due, or not wanted. */
  | { readonly kind: 'nothing' }
  /** Can be made now, without a code. It may be for a grant on the way to the one asked for. */
  | { readonly kind: 'call'; readonly call: Call }
  /** Needs a code of this identity. */
  | { readonly kind: 'code'; readonly call: CodeCall }
  /** Another call on the way is in flight or waits for its retry. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'blocked'; readonly failure: Failure };

const HOUR: Seconds = 3600;

/** The grant a call is for. */
export const callTarget = (call: Call): GrantRef =>
  call.kind === 'get-session'
    ? { kind: 'session', identity: call.identity }
    : { kind: 'role', profile: call.profile };

/** Why a role lasts as long as it does, and how long that is. */
export type Lasts = {
  readonly seconds: Seconds;
  readonly why: 'shares-session' | 'own-code' | 'no-code' | 'chained' | 'from-temporary';
};

export const lasts = (state: AppState, role: Role): Lasts => {
  const wanted = wantedLife(role, state);
  const { chain } = role;
  if (chain.kind === 'broken') return { seconds: Math.min(wanted, HOUR), why: 'no-code' };
  if (chain.kind === 'sourced') {
    if (chain.roles.length > 1) return { seconds: Math.min(wanted, HOUR), why: 'chained' };
    return chain.chained
      ? { seconds: Math.min(wanted, HOUR), why: 'from-temporary' }
      : { seconds: wanted, why: 'no-code' };
  }
  if (chain.temporary) return { seconds: Math.min(wanted, HOUR), why: 'chained' };
  if (chain.roles.length > 1) return { seconds: Math.min(wanted, HOUR), why: 'chained' };
  if (!needsMfa(state, role, chain.identity)) return { seconds: wanted, why: 'no-code' };
  if (wanted > HOUR) return { seconds: wanted, why: 'own-code' };
  return { seconds: wanted, why: 'shares-session' };
};

const grantOf = (state: AppState, ref: GrantRef): Grant =>
  state.grants.get(grantId(ref)) ?? freshGrant(ref);

/** What stands in the way of a call for this grant right now: one in flight, or a failure that waits. */
const hindered = (grant: Grant, now: Instant): Next | null => {
  if (grant.work.kind === 'requesting') return { kind: 'wait' };
  if (grant.work.kind !== 'failed') return null;
  if (grant.work.retryAt === null) return { kind: 'blocked', failure: grant.work.failure };
  return grant.work.retryAt > now ? { kind: 'wait' } : null;
};

/** The call that gets or renews an identity's session: for as long as was asked for it, else as the settings say. */
export const sessionCall = (state: AppState, identity: string): CodeCall => {
  const known = state.identities.get(identity);
  const asked = state.grants.get(sessionId(identity))?.askedLife ?? null;
  const context = { signedBy: signedByOf(known), roleMaximum: null };
  const { max } = durationRange('GetSessionToken', context);
  return {
    kind: 'get-session',
    identity,
    durationSeconds: Math.min(asked ?? state.settings.tokenLife, max),
    serial: known?.serial ?? null,
  };
};

const nextForSession = (state: AppState, identity: string, now: Instant): Next => {
  const grant = grantOf(state, { kind: 'session', identity });
  const { held } = grant;
  if (!grant.forced && canSign(held, now) && dueAt(held, null, state.settings) > now)
    return { kind: 'nothing' };
  const known = state.identities.get(identity);
  const call = sessionCall(state, identity);
  // A code is a person's doing, so an earlier failure does not hinder it; only a call in flight does.
  if (known?.serial !== null && known !== undefined)
    return grant.work.kind === 'requesting' ? { kind: 'wait' } : { kind: 'code', call };
  return hindered(grant, now) ?? { kind: 'call', call };
};

const roleCall = (
  role: Role,
  identity: string,
  signer: CallSigner,
  durationSeconds: Seconds,
  serial: string | null,
): CodeCall => ({
  kind: 'assume-role',
  profile: role.profile,
  identity,
  signer,
  durationSeconds,
  serial,
});

/** How the first role of a chain is reached: from the session, or straight from the key. */
const firstRole = (
  state: AppState,
  role: Role,
  identity: string,
  chained: boolean,
  now: Instant,
): Next => {
  const grant = grantOf(state, { kind: 'role', profile: role.profile });
  const wanted = wantedLife(role, state);
  const serial = role.serial ?? state.identities.get(identity)?.serial ?? null;
  const sessionRef: GrantRef = { kind: 'session', identity };
  const session = grantOf(state, sessionRef).held;
  const long = !chained && wanted > HOUR;
  if (!needsMfa(state, role, identity)) {
    const free = hindered(grant, now);
    if (free !== null) return free;
    // A session that is there anyway carries MFA, and spares the long-term key.
    if (!long && canSign(session, now))
      return {
        kind: 'call',
        call: roleCall(
          role,
          identity,
          { kind: 'grant', ref: sessionRef },
          Math.min(wanted, HOUR),
          null,
        ),
      };
    return { kind: 'call', call: roleCall(role, identity, { kind: 'key' }, wanted, null) };
  }
  // Refused for good: another code would change nothing until a person starts it again, or begins a new session.
  if (grant.work.kind === 'failed' && grant.work.retryAt === null)
    return { kind: 'blocked', failure: grant.work.failure };
  if (long) {
    if (grant.work.kind === 'requesting') return { kind: 'wait' };
    return { kind: 'code', call: roleCall(role, identity, { kind: 'key' }, wanted, serial) };
  }
  const young = grant.sessionAfter === null || (session?.obtainedAt ?? 0) > grant.sessionAfter;
  // A session begun before its device was known carries no MFA: AWS would deny the role.
  if (!canSign(session, now) || !session.withCode || !young) {
    if (grantOf(state, sessionRef).work.kind === 'requesting') return { kind: 'wait' };
    return { kind: 'code', call: sessionCall(state, identity) };
  }
  return (
    hindered(grant, now) ?? {
      kind: 'call',
      call: roleCall(
        role,
        identity,
        { kind: 'grant', ref: sessionRef },
        Math.min(wanted, HOUR),
        null,
      ),
    }
  );
};

/** The next call towards the i-th role of a chain, whatever is held of it. */
const towards = (
  state: AppState,
  chain: Extract<Role['chain'], { kind: 'walks' }>,
  index: number,
  now: Instant,
): Next => {
  const name = chain.roles[index];
  const role = name === undefined ? undefined : state.roles.get(name);
  if (role === undefined)
    return {
      kind: 'blocked',
      failure: { kind: 'unknown-target', target: { kind: 'role', profile: name ?? '' } },
    };
  const grant = grantOf(state, { kind: 'role', profile: role.profile });
  if (chain.temporary && index === 0)
    return (
      hindered(grant, now) ?? {
        kind: 'call',
        call: roleCall(
          role,
          chain.identity,
          { kind: 'key' },
          Math.min(wantedLife(role, state), HOUR),
          null,
        ),
      }
    );
  if (index === 0) return firstRole(state, role, chain.identity, chain.roles.length > 1, now);
  const sourceName = chain.roles[index - 1] ?? '';
  const source: GrantRef = { kind: 'role', profile: sourceName };
  if (!canSign(grantOf(state, source).held, now)) return towards(state, chain, index - 1, now);
  return (
    hindered(grant, now) ?? {
      kind: 'call',
      call: roleCall(
        role,
        chain.identity,
        { kind: 'grant', ref: source },
        Math.min(wantedLife(role, state), HOUR),
        null,
      ),
    }
  );
};

/** The same where the chain begins outside. */
const towardsFromSource = (
  state: AppState,
  chain: Extract<Role['chain'], { kind: 'sourced' }>,
  index: number,
  now: Instant,
): Next => {
  const name = chain.roles[index] ?? '';
  const role = state.roles.get(name);
  const ref: GrantRef = { kind: 'role', profile: name };
  if (role === undefined)
    return { kind: 'blocked', failure: { kind: 'unknown-target', target: ref } };
  const before: GrantRef = { kind: 'role', profile: chain.roles[index - 1] ?? '' };
  if (index > 0 && !canSign(grantOf(state, before).held, now))
    return towardsFromSource(state, chain, index - 1, now);
  const wanted = wantedLife(role, state);
  const call: SourcedCall = {
    kind: 'assume-sourced-role',
    profile: name,
    signer: index > 0 ? { kind: 'grant', ref: before } : { kind: 'source', source: chain.source },
    durationSeconds: index > 0 || chain.chained ? Math.min(wanted, HOUR) : wanted,
  };
  return hindered(grantOf(state, ref), now) ?? { kind: 'call', call };
};

/** Whether a grant has to be obtained or renewed at this instant. */
export const isDue = (state: AppState, grant: Grant, now: Instant): boolean => {
  const { held } = grant;
  if (held === null || held.expiresAt <= now || grant.forced) return true;
  if (grant.sessionAfter !== null) {
    const session = sessionOf(state, grant);
    if (session === null || session.obtainedAt <= grant.sessionAfter) return true;
  }
  const session = held.underSessionOf === null ? null : sessionOf(state, grant);
  return dueAt(held, session, state.settings) <= now;
};

/** What to do now about one grant. */
export const nextFor = (state: AppState, ref: GrantRef, now: Instant): Next => {
  if (ref.kind === 'session') {
    if (!state.identities.has(ref.identity))
      return { kind: 'blocked', failure: { kind: 'unknown-target', target: ref } };
    return nextForSession(state, ref.identity, now);
  }
  // Made directly: engine/making looks after it.
  if (ref.kind === 'made') return { kind: 'nothing' };
  const role = state.roles.get(ref.profile);
  if (role === undefined)
    return { kind: 'blocked', failure: { kind: 'unknown-target', target: ref } };
  if (role.chain.kind === 'broken') return { kind: 'blocked', failure: role.chain.failure };
  if (!isDue(state, grantOf(state, ref), now)) return { kind: 'nothing' };
  const last = role.chain.roles.length - 1;
  return role.chain.kind === 'sourced'
    ? towardsFromSource(state, role.chain, last, now)
    : towards(state, role.chain, last, now);
};

export type Decision = {
  /** Calls to make now, each grant at most once (single flight). */
  readonly calls: readonly Call[];
  /** Grants that wait for a code, and those that stopped waiting are the rest. */
  readonly needCode: ReadonlySet<GrantId>;
  /** Wanted grants that cannot go on, with the reason found on the way. */
  readonly blocked: ReadonlyMap<GrantId, Failure>;
};

/** What only a session that is let to end could bring: nobody is asked for its code. */
const isLetGo = (state: AppState, next: Next): boolean =>
  next.kind === 'code' &&
  next.call.kind === 'get-session' &&
  isLastSession(state, next.call.identity);

/** What to do now about all wanted grants. Linear in their number. */
export const decide = (state: AppState, now: Instant): Decision => {
  const calls = new Map<GrantId, Call>();
  const needCode = new Set<GrantId>();
  const blocked = new Map<GrantId, Failure>();
  for (const [id, grant] of state.grants) {
    if (grant.wish !== 'wanted' || isLast(state, grant)) continue;
    const next = nextFor(state, grant.ref, now);
    if (isLetGo(state, next)) continue;
    if (next.kind === 'call') calls.set(grantId(callTarget(next.call)), next.call);
    if (next.kind === 'code') needCode.add(id);
    if (next.kind === 'blocked') blocked.set(id, next.failure);
  }
  return { calls: [...calls.values()], needCode, blocked };
};

/**
 * The call that a code typed now is spent on: the session when anything waits for it or nothing waits at all
 * (one code serves all roles under it), else the first role that wants a code of its own.
 */
export const callForCode = (state: AppState, identity: string, now: Instant): CodeCall => {
  let own: CodeCall | null = null;
  for (const grant of state.grants.values()) {
    if (grant.wish !== 'wanted' || isLast(state, grant)) continue;
    const next = nextFor(state, grant.ref, now);
    if (next.kind !== 'code' || next.call.identity !== identity) continue;
    if (next.call.kind === 'get-session') return next.call;
    own ??= next.call;
  }
  return own ?? sessionCall(state, identity);
};

const isHalted = (state: AppState, profile: string): boolean =>
  state.grants.get(grantId({ kind: 'role', profile }))?.wish === 'halted';

/** Roles that one code starts together: those under the identity's session, not halted, not asking a code of their own. */
export const rolesUnderSession = (state: AppState, identity: string): readonly GrantRef[] => {
  const refs: GrantRef[] = [];
  for (const role of state.roles.values()) {
    if (role.chain.kind !== 'walks' || role.chain.identity !== identity) continue;
    const ref: GrantRef = { kind: 'role', profile: role.profile };
    // Stopped itself, or reached through one that is: it stays so until a person starts it.
    if (role.chain.roles.some((profile) => isHalted(state, profile))) continue;
    if (lasts(state, role).why === 'own-code') continue;
    refs.push(ref);
  }
  return refs;
};
