import { grantId, type Grant, type GrantRef, type Instant } from '../model.ts';
import { canSign } from '../session/expiry.ts';
import { identityBehind } from '../session/identity-behind.ts';
import type { AppState } from '../session/state.ts';
import type { MadeSigner } from './made-plan.ts';

export type Decoder = Extract<MadeSigner, { readonly kind: 'key' | 'grant' }>;

/** Names a decoder's credentials: others under the same name are another decoder. */
export const decoderId = (state: AppState, by: Decoder): string =>
  by.kind === 'key'
    ? `key:${by.identity} ${state.identities.get(by.identity)?.accessKeyId ?? ''}`
    : `${grantId(by.ref)} ${state.grants.get(grantId(by.ref))?.held?.obtainedAt ?? ''}`;

/** Refusals are passed on to the next signer so often at most: each is a call that AWS logs. */
const MOST = 4;

const accountOf = (state: AppState, { ref, held }: Grant): string | null =>
  (ref.kind === 'role' ? state.roles.get(ref.profile)?.account : null) ??
  held?.arn?.split(':')[4] ??
  null;

/**
 * Who may ask STS what an encoded authorization message means, in the order they are tried (BO7). A session of
 * GetSessionToken never can, with or without MFA.
 *
 * | rank | signer                                                          |
 * |------|-----------------------------------------------------------------|
 * | 1    | the grant whose call was denied, unless it is a session         |
 * | 2    | another active role of the same account, then of any            |
 * | 3    | the long-term key: of the denied grant's identity, then others' |
 *
 * A federated user cannot call STS either, but for GetCallerIdentity. Temporary keys of a file are a last resort no
 * more than a session is, and are left out, as are the `barred` (by `decoderId`).
 */
export const decodersOf = (
  state: AppState,
  denied: GrantRef | null,
  now: Instant,
  barred: ReadonlySet<string> = new Set(),
): readonly Decoder[] => {
  const isFree = (by: Decoder): boolean => !barred.has(decoderId(state, by));
  const able = [...state.grants.values()].filter(
    ({ ref, held }) => ref.kind !== 'session' && !isFederated(state, ref) && canSign(held, now),
  );
  const first = denied === null ? undefined : state.grants.get(grantId(denied));
  const account = first === undefined ? null : accountOf(state, first);
  const rank = (grant: Grant): number =>
    grant === first ? 0 : account !== null && accountOf(state, grant) === account ? 1 : 2;
  const grants = able
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ ref }): Decoder => ({ kind: 'grant', ref }))
    .filter(isFree);
  const own = denied === null ? null : identityBehind(state, denied);
  const keys = [...state.identities.keys()]
    .toSorted((a, b) => Number(b === own) - Number(a === own))
    .map((identity): Decoder => ({ kind: 'key', identity }))
    .filter(isFree);
  // However many roles there are, the key has its turn.
  return [...grants.slice(0, MOST - 1), ...keys].slice(0, MOST);
};

const isFederated = (state: AppState, ref: GrantRef): boolean =>
  ref.kind === 'made' && state.made.get(ref.name)?.how.kind === 'federated-user';
