import { lifetimeLeft, type Lifetime } from '../credentials/lifetime.ts';
import { renewalWords } from './words/lifetime.ts';
import type { How } from '../credentials/made.ts';
import { isoTimestamp } from '../credentials/timestamp.ts';
import type { Failure } from '../failure.ts';
import { isProduction } from '../guard/production.ts';
import {
  grantId,
  type Grant,
  type GrantRef,
  type Identity,
  type Instant,
  type Role,
} from '../model.ts';
import { isValid, type AppState } from '../session/state.ts';
import { lifeOf, renewalsOf, troubleOf } from './grant-view.ts';
import { neededFrom, needsYouOf } from './needs-you.ts';
import { phaseOf } from './phase.ts';
import type { Phase } from './window.ts';
import { shortLifeWarning } from './words/row.ts';
import { failureWords } from './words/failure.ts';

/** What went wrong last, for a program and for a person. */
export type FailureStatus = {
  readonly kind: Failure['kind'];
  /** AWS's or the system's own code; null where there is none. */
  readonly code: string | null;
  readonly sentence: string;
  /** When it is tried again without being asked; null: only a person can help. */
  readonly retryAt: string | null;
};

export type GrantStatus = {
  readonly phase: Phase['kind'];
  /** Whether it is production: what leaves is confirmed by a person. */
  readonly production: boolean;
  /** True when it renews by itself before it ends. */
  readonly renews: boolean;
  /** null while nothing valid is held, as are the next two. */
  readonly obtainedAt: string | null;
  readonly expiresAt: string | null;
  /** What is left, as numbers and in words (ST5). */
  readonly left: Lifetime | null;
  /** What whoever uses the credentials should know; null: nothing. */
  readonly warning: string | null;
  readonly failure: FailureStatus | null;
};

export type IdentityStatus = GrantStatus & {
  readonly name: string;
  readonly account: string | null;
  readonly userArn: string | null;
  readonly serial: string | null;
};

export type RoleStatus = GrantStatus & {
  readonly profile: string;
  readonly roleArn: string;
  readonly account: string;
  /** Renewals under the session (ST3): so many of so many, what is left of it, and the same in words. */
  readonly renewals: {
    readonly done: number;
    readonly total: number;
    readonly left: Lifetime;
    readonly words: string;
  } | null;
};

export type MadeStatus = GrantStatus & { readonly name: string; readonly how: How['kind'] };

/**
 * Everything that runs, as plain JSON and without a secret (ST3, ST5). Instants are ISO 8601 by STS's own clock, as
 * STS gave them; lengths are whole seconds.
 */
export type Status = {
  /** Since when it is locked; null: it is not. */
  readonly lockedSince: string | null;
  /** When a person is needed: the instant of this status while something waits for a code; null: never. */
  readonly needsYouAt: string | null;
  /** The session of each identity. */
  readonly identities: readonly IdentityStatus[];
  readonly roles: readonly RoleStatus[];
  readonly made: readonly MadeStatus[];
};

const iso = (at: Instant): string => isoTimestamp(at, 'Z');

const failureOf = (failure: Failure, retryAt: Instant | null, now: Instant): FailureStatus => ({
  kind: failure.kind,
  code: 'code' in failure ? failure.code : null,
  sentence: failureWords(failure, now).sentence,
  retryAt: retryAt === null ? null : iso(retryAt),
});

const asItIs = (at: Instant): Instant => at;

const grantStatus = (state: AppState, ref: GrantRef, now: Instant): GrantStatus => {
  const grant: Grant | undefined = state.grants.get(grantId(ref));
  const phase = phaseOf(state, grant, now, asItIs);
  const held = grant?.held ?? null;
  const valid = isValid(held, now) ? held : null;
  const trouble = troubleOf(state, grant, asItIs);
  return {
    phase: phase.kind,
    production: isProduction(state, ref),
    renews: phase.kind === 'due' || (phase.kind === 'fresh' && phase.renews),
    obtainedAt: valid && iso(valid.obtainedAt),
    expiresAt: valid && iso(valid.expiresAt),
    left: valid && lifetimeLeft(valid, now),
    warning: shortLifeWarning(lifeOf(held, now, asItIs)),
    failure: trouble && failureOf(trouble.failure, trouble.retryAt, now),
  };
};

const identityStatus = (state: AppState, identity: Identity, now: Instant): IdentityStatus => {
  const { name, serial, check } = identity;
  const session = grantStatus(state, { kind: 'session', identity: name }, now);
  const code = state.codeChecks.get(name);
  const known = check.kind === 'known' ? check : null;
  return {
    name,
    account: known?.account ?? null,
    userArn: known?.arn ?? null,
    serial,
    ...session,
    failure:
      session.failure ??
      // What a refused code says counts by the local clock.
      (code?.kind === 'refused' ? failureOf(code.failure, null, now - state.skew) : null),
  };
};

const roleStatus = (state: AppState, role: Role, now: Instant): RoleStatus => {
  const ref: GrantRef = { kind: 'role', profile: role.profile };
  const renewals = renewalsOf(state, state.grants.get(grantId(ref)), now);
  const own = grantStatus(state, ref, now);
  const { chain } = role;
  return {
    profile: role.profile,
    roleArn: role.roleArn,
    account: role.account,
    ...own,
    failure: chain.kind === 'broken' ? failureOf(chain.failure, null, now) : own.failure,
    renewals: renewals && {
      done: renewals.done,
      total: renewals.total,
      left: renewals.left,
      words: renewalWords(renewals),
    },
  };
};

/** What there is, and how it stands, at an instant of STS's time. */
export const statusOf = (state: AppState, now: Instant): Status => {
  const needs = neededFrom(needsYouOf(state, now), now);
  return {
    lockedSince: state.lock.kind === 'open' ? null : iso(state.lock.since),
    needsYouAt: needs === null ? null : iso(needs),
    identities: [...state.identities.values()].map((one) => identityStatus(state, one, now)),
    roles: [...state.roles.values()].map((one) => roleStatus(state, one, now)),
    made: [...state.made.values()].map(({ name, how }) => ({
      name,
      how: how.kind,
      ...grantStatus(state, { kind: 'made', name }, now),
    })),
  };
};
