import type { ListedKey } from '../devices/iam-changes.ts';
import { newIdOf, type Rotation } from '../devices/rotate.ts';
import type { Failure } from '../failure.ts';
import type { Grant, GrantId, Instant } from '../model.ts';
import { ownersWith } from './key-owners.ts';
import type { AppState } from './state.ts';

/** An access key as AWS lists it. `lastUsed`: null: never; undefined: AWS does not say. */
export type KeyFacts = ListedKey & { readonly lastUsed: Instant | null | undefined };

/** What AWS says of a user's keys. */
export type KeyList =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'known'; readonly keys: readonly KeyFacts[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What is being done about the plan of an identity, or about one of its keys. */
export type RotationProgress =
  /** Nothing: there is no plan, or it rests. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  /** Tried again by itself. */
  | {
      readonly kind: 'waiting';
      readonly until: Instant;
      readonly attempts: number;
      readonly failure: Failure | null;
    }
  /** A code is asked for in the strip; goes on with the session it makes. */
  | { readonly kind: 'needs-code' }
  /** Only a person can help: go on, or go back. */
  | { readonly kind: 'stopped'; readonly failure: Failure }
  /** Found at the start, left behind long ago: go on, or go back. */
  | { readonly kind: 'offered' };

/** The keys of one identity, and its plan if there is one. Nothing in it is secret. */
export type IdentityKeys = {
  readonly list: KeyList;
  readonly rotation: Rotation | null;
  readonly progress: RotationProgress;
};

export const noKeys: IdentityKeys = {
  list: { kind: 'unknown' },
  rotation: null,
  progress: { kind: 'idle' },
};

export type RotationEvent =
  | { readonly kind: 'key-list'; readonly identity: string; readonly list: KeyList }
  | {
      readonly kind: 'keys-created';
      readonly created: readonly { readonly accessKeyId: string; readonly createdAt: Instant }[];
    }
  /** null: it is over. */
  | { readonly kind: 'rotation'; readonly identity: string; readonly rotation: Rotation | null }
  | {
      readonly kind: 'rotation-progress';
      readonly identity: string;
      readonly progress: RotationProgress;
    };

export const keysOf = (state: Pick<AppState, 'keys'>, identity: string): IdentityKeys =>
  state.keys.get(identity) ?? noKeys;

/** What stands for a session that was made with the one key of a user, under the other: `KEY ENDPOINT`. */
const underOther = (
  madeFor: string,
  ids: readonly (string | null)[],
  id: string,
): string | null => {
  const [key = '', ...endpoint] = madeFor.split(' ');
  return ids.includes(key) ? [id, ...endpoint].join(' ') : null;
};

/**
 * Whether what was obtained with a key still stands for the same user under another: both keys of a plan are of one user,
 * so its session goes on over the switch and nobody is asked for a code for it.
 */
export const isCarriedOver = (
  { keys }: Pick<AppState, 'keys'>,
  identity: string,
  madeFor: string,
  meant: string,
): boolean => {
  const rotation = keys.get(identity)?.rotation ?? null;
  if (rotation === null) return false;
  const [id = ''] = meant.split(' ');
  const ids = [rotation.oldId, newIdOf(rotation)];
  return ids.includes(id) && underOther(madeFor, ids, id) === meant;
};

/** Both keys of a plan are of one user. */
const sameOwner = (state: AppState, rotation: Rotation): AppState => {
  const owner = state.keyOwners.get(rotation.oldId);
  const id = newIdOf(rotation);
  return owner === undefined || id === null
    ? state
    : { ...state, keyOwners: ownersWith(state.keyOwners, new Map([[id, owner]])) };
};

/** The plan ends: what was obtained with the other key stands for the one that is left from now on. */
const settled = (state: AppState, identity: string): AppState => {
  const rotation = keysOf(state, identity).rotation;
  const id = state.identities.get(identity)?.accessKeyId;
  if (rotation === null || id === undefined) return state;
  const ids = [rotation.oldId, newIdOf(rotation)];
  if (!ids.includes(id)) return state;
  const carried = new Map<GrantId, Grant>();
  for (const [of, grant] of state.grants) {
    const { ref, held } = grant;
    const whose =
      ref.kind === 'session'
        ? ref.identity
        : ref.kind === 'made'
          ? federatedBy(state, ref.name)
          : null;
    if (whose !== identity || held === null) continue;
    const madeFor = underOther(held.madeFor, ids, id);
    if (madeFor !== null) carried.set(of, { ...grant, held: { ...held, madeFor } });
  }
  return { ...state, grants: state.grants.with(carried) };
};

/** The identity whose key made a federated user's credentials; null: it is none. */
export const federatedBy = (state: Pick<AppState, 'made'>, name: string): string | null => {
  const how = state.made.get(name)?.how;
  return how?.kind === 'federated-user' ? how.identity : null;
};

export const reduceRotation = (state: AppState, event: RotationEvent): AppState => {
  if (event.kind === 'keys-created') {
    const created = event.created.map(
      ({ accessKeyId, createdAt }) => [accessKeyId, createdAt] as const,
    );
    return { ...state, keysCreated: new Map([...state.keysCreated, ...created]) };
  }
  const before = keysOf(state, event.identity);
  const withKeys = (base: AppState, keys: IdentityKeys): AppState => ({
    ...base,
    keys: new Map(base.keys).set(event.identity, keys),
  });
  switch (event.kind) {
    case 'key-list':
      return withKeys(state, { ...before, list: event.list });
    case 'rotation':
      return event.rotation === null
        ? withKeys(settled(state, event.identity), {
            ...before,
            rotation: null,
            progress: { kind: 'idle' },
          })
        : withKeys(sameOwner(state, event.rotation), { ...before, rotation: event.rotation });
    case 'rotation-progress':
      return withKeys(state, { ...before, progress: event.progress });
    default:
      return event satisfies never;
  }
};

/** Instants that we reckoned ourselves move with our reckoning. */
export const rotationsMoved = (state: AppState, by: number): AppState['keys'] =>
  new Map(
    [...state.keys].map(([identity, keys]) => {
      const { progress } = keys;
      if (progress.kind !== 'waiting') return [identity, keys];
      return [identity, { ...keys, progress: { ...progress, until: progress.until + by } }];
    }),
  );

/** When a plan is tried again; null: none waits. */
export const rotationDue = (state: Pick<AppState, 'keys'>): Instant | null => {
  let due: Instant | null = null;
  for (const { progress } of state.keys.values())
    if (progress.kind === 'waiting') due = Math.min(due ?? progress.until, progress.until);
  return due;
};
