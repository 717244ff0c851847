import {
  besideItem,
  type Rotation,
  type RotationFacts,
  type RotationMove,
} from '../devices/rotate.ts';
import type { ListedKey } from '../devices/iam-changes.ts';
import type { Failure, Operation } from '../failure.ts';
import type { LongTermKey } from '../model.ts';
import type { Answer, AwsFileText, CallContext } from '../ports.ts';
import { holdsNothing, keyInto, namesKey } from '../profiles/owned-texts.ts';
import { isProfileName } from '../profiles/profile.ts';
import { assertNever, fail, ok, type Result } from '../result.ts';
import { isLocked, lockedFailure } from '../session/lock.ts';
import { editFailure } from './edit-failure.ts';
import type { Core, Sources } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import type { Identities } from './identities.ts';
import type { Keys } from './keys.ts';

/** What AWS said of a user's keys in this run of a plan. */
export type Listing = Pick<RotationFacts, 'listed' | 'used'>;

export const notListed: Listing = { listed: null, used: new Set() };

type Done = Promise<Result<null, Failure>>;

/** Effects that are done and looked at again; the rest of the moves are about the plan itself. */
export type Effect = Exclude<
  RotationMove,
  {
    readonly kind:
      | 'begin'
      | 'list'
      | 'wait'
      | 'blocked'
      | 'not-in-force'
      | 'not-followed'
      | 'rest'
      | 'end';
  }
>;

export type RotationMoves = {
  /** What is found where keys are kept; a failure while it is locked: nothing is known of the files then. */
  gather(rotation: Rotation, listing: Listing): Promise<Result<RotationFacts, Failure>>;
  list(rotation: Rotation): Promise<Result<Listing, Failure>>;
  /** One effect. Each may be done twice: what is gone already is no failure of its deletion. */
  act(rotation: Rotation, effect: Effect): Done;
  /** A call of IAM about an identity's keys, signed by its session where a code was given for it. */
  call<T>(
    identity: string,
    operation: Operation,
    send: (context: CallContext) => Promise<Answer<T>>,
  ): Promise<Result<T, Failure>>;
  /** Forgets a key that was made and stored nowhere yet: the plan deletes it, and makes another. */
  letGo(identity: string): void;
  /** Takes away what the keychain holds beside the identity's own item. */
  clear(identity: string): Done;
};

export const createRotationMoves = (
  { ports, store }: Core,
  keys: Keys,
  sources: Sources,
  { contextFor, learn }: IamAccess,
  identities: Pick<Identities, 'note'>,
  readFiles: () => Promise<void>,
): RotationMoves => {
  /** Keys made and stored nowhere yet: the only copy of their secrets. */
  const minted = new Map<string, LongTermKey>();

  const call: RotationMoves['call'] = async (identity, operation, send) => {
    const context = await contextFor(identity, 'iam', 'session-or-key');
    if (!context.ok) return context;
    return learn(operation, await send(context.value));
  };

  const read = async (item: string): Promise<Result<LongTermKey | null, Failure>> => {
    const kept = await ports.vault.read(item);
    return kept.ok ? kept : fail({ kind: 'vault', action: 'read', ...kept.failure });
  };

  const storeKey = async (item: string, key: LongTermKey): Done => {
    const stored = await ports.vault.store(item, key);
    return stored.ok ? stored : fail({ kind: 'vault', action: 'store', ...stored.failure });
  };

  const remove = async (item: string): Done => {
    const removed = await ports.vault.remove(item);
    return removed.ok ? removed : fail({ kind: 'vault', action: 'remove', ...removed.failure });
  };

  const itemsOf = (identity: string): readonly string[] => [
    identity,
    besideItem(identity, 'next'),
    besideItem(identity, 'old'),
  ];

  /** A key by its id, wherever it is kept. */
  const find = async (
    identity: string,
    accessKeyId: string,
  ): Promise<Result<LongTermKey, Failure>> => {
    for (const item of itemsOf(identity)) {
      const kept = await read(item);
      if (!kept.ok) return kept;
      if (kept.value?.accessKeyId === accessKeyId) return ok(kept.value);
    }
    const written = sources.fileKeys.get(identity);
    if (written?.accessKeyId === accessKeyId && written.sessionToken === null)
      return ok({
        accessKeyId: written.accessKeyId,
        secretAccessKey: written.secretAccessKey,
      });
    return fail({ kind: 'rotation', identity, cause: { kind: 'not-in-force' } });
  };

  const idOf = (rotation: Rotation, which: 'new' | 'old'): string => {
    const { step, oldId } = rotation;
    return which === 'new' && 'newId' in step && step.newId !== null ? step.newId : oldId;
  };

  const prove = async (rotation: Rotation, which: 'new' | 'old'): Done => {
    const { identity } = rotation;
    const key = await find(identity, idOf(rotation, which));
    if (!key.ok) return key;
    const context = await contextFor(identity, 'sts');
    if (!context.ok) return context;
    const signer = { ...key.value, sessionToken: null };
    const answer = await ports.sts.getCallerIdentity({ ...context.value, signer });
    const caller = learn('GetCallerIdentity', answer);
    if (!caller.ok) return caller;
    const check = store.state().identities.get(identity)?.check;
    return check?.kind === 'known' && check.arn !== caller.value.arn
      ? fail({ kind: 'rotation', identity, cause: { kind: 'other-user' } })
      : ok(null);
  };

  const writeFiles = async (
    rotation: Rotation,
    profiles: readonly string[],
    which: 'new' | 'old',
  ): Done => {
    const { identity } = rotation;
    const key = await find(identity, idOf(rotation, which));
    if (!key.ok) return key;
    const stale = idOf(rotation, which === 'new' ? 'old' : 'new');
    const [profile = ''] = profiles;
    for (const file of ['credentials', 'config'] as const) {
      if (isShut()) return fail(lockedFailure);
      const { path, text } = sources.files[file];
      if (!namesKey(text, stale)) continue;
      const change = keyInto(file, profiles.filter(isProfileName), stale, key.value);
      const edited = await ports.awsFileEditor.edit(path, change, { backup: true });
      if (!edited.ok) return fail(editFailure(edited.failure, path, profile));
    }
    await readFiles();
    const left = profiles.find((name) => idInFile(name) === stale);
    return left === undefined
      ? ok(null)
      : fail({
          kind: 'aws-section',
          path: sources.files.credentials.path,
          profile: left,
          cause: { kind: 'changed-since' },
        });
  };

  const isShut = (): boolean => sources.isShut || isLocked(store.state());

  /** A file that somebody writes anew is empty for a moment. */
  const isUnsure = ({ text, problem }: AwsFileText): boolean =>
    problem !== null || holdsNothing(text);

  const idInFile = (profile: string): string | null => {
    const held = sources.profiles.profiles.get(profile)?.keys;
    return held?.kind === 'long-term' ? held.accessKeyId : null;
  };

  /** What is gone already is where a deletion leads. */
  const gone = (done: Result<null, Failure>): Result<null, Failure> =>
    !done.ok && done.failure.kind === 'aws' && done.failure.cause === 'not-found' ? ok(null) : done;

  const deleteKey = async (identity: string, accessKeyId: string): Done =>
    gone(
      await call(identity, 'DeleteAccessKey', (context) =>
        ports.iamChanges.deleteAccessKey(context, { user: null, accessKeyId }),
      ),
    );

  const create = async (identity: string): Done => {
    const made = await call(identity, 'CreateAccessKey', (context) =>
      ports.iamChanges.createAccessKey(context, null),
    );
    if (!made.ok) return made;
    minted.set(identity, made.value);
    return ok(null);
  };

  const putMain = async (rotation: Rotation, which: 'new' | 'old'): Done => {
    const { identity } = rotation;
    const key = await find(identity, idOf(rotation, which));
    if (!key.ok) return key;
    const stored = await storeKey(identity, key.value);
    keys.forget(identity);
    return stored;
  };

  const keepOld = async ({ identity, oldId }: Rotation): Done => {
    const key = await find(identity, oldId);
    return key.ok ? storeKey(besideItem(identity, 'old'), key.value) : key;
  };

  const storeNew = async (identity: string): Done => {
    const key = minted.get(identity);
    if (key === undefined) return ok(null);
    const stored = await storeKey(besideItem(identity, 'next'), key);
    if (stored.ok) minted.delete(identity);
    return stored;
  };

  return {
    call,
    gather: async (rotation, listing) => {
      const { identity, follow } = rotation;
      const ids: (string | null)[] = [];
      for (const item of itemsOf(identity)) {
        const kept = await read(item);
        if (!kept.ok) return kept;
        ids.push(kept.value?.accessKeyId ?? null);
      }
      if (isShut()) return fail(lockedFailure);
      const [main = null, next = null, old = null] = ids;
      const inFiles = new Map(
        [identity, ...follow].flatMap((profile) => {
          const id = idInFile(profile);
          return id === null ? [] : [[profile, id] as const];
        }),
      );
      const known = sources.known.find(({ name }) => name === identity)?.accessKeyId ?? null;
      return ok({
        main,
        next,
        old,
        known,
        inFiles,
        unsure: isUnsure(sources.files.credentials) || isUnsure(sources.files.config),
        minted: minted.get(identity)?.accessKeyId ?? null,
        ...listing,
      });
    },
    list: async ({ identity, before, oldId }) => {
      const listed = await call(identity, 'ListAccessKeys', (context) =>
        ports.iamChanges.listAccessKeys(context, null),
      );
      if (!listed.ok) return listed;
      const used = new Set<string>();
      const isNew = ({ accessKeyId }: ListedKey): boolean =>
        accessKeyId !== oldId && !before.includes(accessKeyId);
      for (const { accessKeyId } of listed.value.filter(isNew)) {
        const last = await call(identity, 'GetAccessKeyLastUsed', (context) =>
          ports.iamChanges.getAccessKeyLastUsed(context, accessKeyId),
        );
        if (last.ok && last.value !== null) used.add(accessKeyId);
      }
      return ok({ listed: listed.value, used });
    },
    act: async (rotation, effect) => {
      const { identity } = rotation;
      switch (effect.kind) {
        case 'create':
          return create(identity);
        case 'discard':
        case 'delete':
          return deleteKey(identity, effect.accessKeyId);
        case 'store-new':
          return storeNew(identity);
        case 'prove':
          return prove(rotation, effect.which);
        case 'keep-old':
          return keepOld(rotation);
        case 'put-main':
          return putMain(rotation, effect.which);
        case 'drop-main': {
          const removed = await remove(identity);
          keys.forget(identity);
          return removed;
        }
        case 'write-files':
          return writeFiles(rotation, effect.profiles, effect.which);
        case 'note':
          return identities.note(identity, effect.accessKeyId);
        case 'set-active': {
          const { accessKeyId, active } = effect;
          return call(identity, 'UpdateAccessKey', (context) =>
            ports.iamChanges.updateAccessKey(context, { user: null, accessKeyId, active }),
          );
        }
        case 'drop':
          return remove(besideItem(identity, effect.item));
        default:
          return assertNever(effect);
      }
    },
    letGo: (identity) => {
      minted.delete(identity);
    },
    clear: async (identity) => {
      minted.delete(identity);
      const next = await remove(besideItem(identity, 'next'));
      return next.ok ? remove(besideItem(identity, 'old')) : next;
    },
  };
};
