import type { Command } from '../contract.ts';
import type { Failure } from '../failure.ts';
import type { Result } from '../result.ts';
import { keysOf, type KeyFacts, type KeyList } from '../session/rotations.ts';
import type { Core } from './core.ts';
import type { RotationMoves } from './rotation-moves.ts';

export type KeyLists = {
  /** Asks AWS which keys a user has; how old they are is remembered. Where AWS does not say, what it said before stays. */
  read(identity: string): Promise<void>;
  /** Of a key that no plan is about. */
  change(command: Extract<Command, { kind: 'change-key' }>): Promise<Result<null, Failure>>;
};

/** A user's access keys as AWS lists them. */
export const createKeyLists = (
  { ports, store }: Core,
  { call }: Pick<RotationMoves, 'call'>,
  saveAges: () => Promise<void>,
): KeyLists => {
  const listOf = async (identity: string, known: KeyList): Promise<KeyList> => {
    const listed = await call(identity, 'ListAccessKeys', (context) =>
      ports.iamChanges.listAccessKeys(context, null),
    );
    if (!listed.ok)
      return known.kind === 'known' ? { ...known } : { kind: 'failed', failure: listed.failure };
    const all: KeyFacts[] = [];
    for (const key of listed.value) {
      const last = await call(identity, 'GetAccessKeyLastUsed', (context) =>
        ports.iamChanges.getAccessKeyLastUsed(context, key.accessKeyId),
      );
      all.push({ ...key, lastUsed: last.ok ? last.value : undefined });
    }
    return { kind: 'known', keys: all };
  };

  return {
    read: async (identity) => {
      if (!store.state().identities.has(identity)) return;
      const before = keysOf(store.state(), identity).list;
      if (before.kind === 'reading') return;
      if (before.kind !== 'known')
        store.apply({ kind: 'key-list', identity, list: { kind: 'reading' } });
      const list = await listOf(identity, before);
      store.apply({ kind: 'key-list', identity, list });
      if (list.kind !== 'known') return;
      const known = store.state().keysCreated;
      const isNew = list.keys.some(
        ({ accessKeyId, createdAt }) => known.get(accessKeyId) !== createdAt,
      );
      store.apply({ kind: 'keys-created', created: list.keys });
      if (isNew) await saveAges();
    },
    change: ({ identity, accessKeyId, to }) =>
      to === 'deleted'
        ? call(identity, 'DeleteAccessKey', (context) =>
            ports.iamChanges.deleteAccessKey(context, { user: null, accessKeyId }),
          )
        : call(identity, 'UpdateAccessKey', (context) =>
            ports.iamChanges.updateAccessKey(context, {
              user: null,
              accessKeyId,
              active: to === 'active',
            }),
          ),
  };
};
