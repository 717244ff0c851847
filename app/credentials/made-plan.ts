import type { Failure } from '../failure.ts';
import { grantId, type GrantRef, type Instant, type Role, type Seconds } from '../model.ts';
import type { CredentialSource } from '../profiles/profile.ts';
import { fail, ok, type Result } from '../result.ts';
import { canSign } from '../session/expiry.ts';
import { needsMfa } from '../session/needs-mfa.ts';
import { isValid, type AppState } from '../session/state.ts';
import { durationRange, type DurationContext } from './arguments.ts';
import { isRemade, type Made } from './made.ts';
import { isDue, type CallSigner } from './plan.ts';

/** Who signs a call made directly: nobody, keys of an identity, keys from outside the files, or a grant. */
export type MadeSigner =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'key'; readonly identity: string }
  | { readonly kind: 'source'; readonly source: CredentialSource }
  | Extract<CallSigner, { readonly kind: 'grant' }>;

/**
 * Who signs AssumeRole for a profile with arguments of its own, where no code comes with them: the session carries
 * the MFA then.
 *
 * | the profile's way           | signed by         | at most |
 * |-----------------------------|-------------------|---------|
 * | through another role        | that role         | 1 h     |
 * | needs MFA                   | the session       | 1 h     |
 * | from temporary keys         | those keys        | 1 h     |
 * | straight from a key         | the long-term key | 12 h    |
 * | keys from outside the files | those keys        | 1 h *   |
 *
 * \* 12 h where the source hands out long-term keys. A web identity token signs nothing: such a profile's role takes
 * other arguments, by a command of its own.
 */
export const signerOfRole = (
  state: AppState,
  role: Role,
): Exclude<MadeSigner, { kind: 'nobody' }> | null => {
  const { chain } = role;
  if (chain.kind === 'broken') return null;
  const before = chain.roles.at(-2);
  if (before !== undefined) return { kind: 'grant', ref: { kind: 'role', profile: before } };
  if (chain.kind === 'sourced')
    return chain.source.kind === 'web-identity' ? null : { kind: 'source', source: chain.source };
  if (!chain.temporary && needsMfa(state, role, chain.identity))
    return { kind: 'grant', ref: { kind: 'session', identity: chain.identity } };
  return { kind: 'key', identity: chain.identity };
};

/** Whether a code can take a role straight from a long-term key: no role and no other keys stand between. */
export const leavesFromKey = ({ chain }: Role): boolean =>
  chain.kind === 'walks' && !chain.temporary && chain.roles.length === 1;

/** What bounds the life of a role made so; `withCode`: straight from the long-term key. */
export const durationContextOf = (
  state: AppState,
  role: Role,
  withCode: boolean,
): DurationContext => {
  const signer = signerOfRole(state, role);
  const { chain } = role;
  const byKey = signer?.kind === 'key' && chain.kind === 'walks' && !chain.temporary;
  const bySource = signer?.kind === 'source' && chain.kind === 'sourced' && !chain.chained;
  return {
    signedBy: withCode || byKey || bySource ? 'user' : 'role-or-session',
    roleMaximum: state.maximums.get(role.roleArn)?.seconds ?? null,
  };
};

/** The life, s, that comes of one of so many s that is wanted for a role made so. */
export const lifeOfMadeRole = (
  state: AppState,
  role: Role,
  wanted: Seconds,
  withCode: boolean,
): Seconds =>
  Math.min(wanted, durationRange('AssumeRole', durationContextOf(state, role, withCode)).max);

export type MadeNext =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'call'; readonly signer: MadeSigner }
  /** The grant that signs is not there yet. */
  | { readonly kind: 'wait'; readonly on: GrantRef | null }
  | { readonly kind: 'blocked'; readonly failure: Failure };

/** Why nothing signs for a role. */
export const noSigner = ({ profile, chain }: Role): Failure =>
  chain.kind === 'broken' ? chain.failure : { kind: 'vouched-role', profile };

const signerOf = (state: AppState, made: Made): Result<MadeSigner, Failure> => {
  const { how } = made;
  if (how.kind === 'federated-user') return ok({ kind: 'key', identity: how.identity });
  if (how.kind !== 'assumed-role') return ok({ kind: 'nobody' });
  const target: GrantRef = { kind: 'role', profile: how.profile };
  const role = state.roles.get(how.profile);
  if (role === undefined) return fail({ kind: 'unknown-target', target });
  const signer = signerOfRole(state, role);
  return signer === null ? fail(noSigner(role)) : ok(signer);
};

/**
 * What to do now about a grant made directly. `hasInput`: the assertion or token that was typed for it is still at
 * hand, as before its first success.
 */
export const nextForMade = (
  state: AppState,
  made: Made,
  hasInput: boolean,
  now: Instant,
): MadeNext => {
  const grant = state.grants.get(grantId({ kind: 'made', name: made.name }));
  if (grant === undefined || grant.wish !== 'wanted') return { kind: 'nothing' };
  if (grant.work.kind === 'requesting') return { kind: 'nothing' };
  if (grant.work.kind === 'failed') {
    const { retryAt } = grant.work;
    if (retryAt === null || retryAt > now) return { kind: 'nothing' };
  }
  if (!isRemade(made) && !hasInput) return { kind: 'nothing' };
  if (isValid(grant.held, now) && !isDue(state, grant, now)) return { kind: 'nothing' };
  const found = signerOf(state, made);
  if (!found.ok) return { kind: 'blocked', failure: found.failure };
  const signer = found.value;
  if (signer.kind !== 'grant') return { kind: 'call', signer };
  const by = state.grants.get(grantId(signer.ref));
  if (canSign(by?.held ?? null, now)) return { kind: 'call', signer };
  if (by?.work.kind === 'failed' && by.work.retryAt === null)
    return { kind: 'blocked', failure: by.work.failure };
  return { kind: 'wait', on: signer.ref };
};
