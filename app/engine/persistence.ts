import { stepOf } from '../credentials/mfa-code.ts';
import type { Failure } from '../failure.ts';
import { sealedText, unseal, type Unsealed } from '../credentials/sealed.ts';
import { grantId } from '../model.ts';
import type { FileProblem } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { isLocked, keptLockOf } from '../session/lock.ts';
import type { Core } from './core.ts';

export type Persistence = {
  /**
   * Brings back sealed copies, once; an unreadable one is a problem shown, and is replaced by the next. Nothing is
   * saved before: it would replace what was not read yet.
   */
  restore(): Promise<void>;
  /** Seals what is held now. Resolves when a copy at least as new as the call is durable. */
  save(): Promise<void>;
  /** Whether it was locked when the app ended; to be asked before anything is restored. */
  findLock(): Promise<void>;
  /**
   * Locked, it keeps the lock instead, and the sealed copy is taken away. Resolves when both are durable, with what
   * could not be done.
   */
  lock(): Promise<readonly Failure[]>;
  /**
   * Opens the lock with what its sealed copy holds, in one turn, if it is the same lock still. What the copy said of
   * codes does not undo what the lock knows of them. A copy that cannot be read, such as by a keychain that refuses,
   * opens nothing: what is saved next would replace it.
   */
  openWithCopies(isSameLock: () => boolean): Promise<'opened' | 'over' | 'unread'>;
};

/** Named in problems when the store did not say which file it was. */
const SEALED = 'The sealed copy of sessions and roles';

/** Sealed copies on disk: one write at a time, and writes asked for meanwhile become one. */
export const createPersistence = ({ ports, store, time, wallet }: Core): Persistence => {
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  let reading: Promise<void> | null = null;
  let isRead = false;
  let unsaved: string | null = null;
  /** A lock is on the disk, or may be. */
  let isLockKept = false;
  let lockFailures: readonly Failure[] = [];

  const problem = (detail: string, path: string): void => {
    ports.journal.write({ kind: 'sealed-copies-unavailable', facts: { path, detail } });
    store.apply({ kind: 'state-file', path, detail });
  };

  /** First the lock, then the copy goes: whatever happens in between, the app starts locked. */
  const writeLock = async (): Promise<void> => {
    const lock = keptLockOf(store.state());
    if (lock === null) return;
    // Nothing is read any more, and after the lock there is nothing to read.
    isRead = true;
    isLockKept = true;
    const results = [
      await ports.lockKeeping.save(lock),
      lock.keeps ? ok(null) : await ports.sealed.remove(),
    ];
    lockFailures = results.flatMap((result) =>
      result.ok ? [] : [{ kind: 'file', action: 'write', ...result.failure } as const],
    );
  };

  const removeLock = async (): Promise<void> => {
    const removed = await ports.lockKeeping.remove();
    isLockKept = !removed.ok;
    if (!removed.ok) problem(removed.failure.detail, removed.failure.path);
  };

  const write = async (): Promise<void> => {
    if (isLocked(store.state())) return writeLock();
    if (isLockKept) await removeLock();
    // A code spent meanwhile has to be written down before it is sent, and not over what is being read.
    if (reading !== null) await reading;
    if (isLocked(store.state())) return writeLock();
    if (store.state().vault.kind !== 'ready' || !isRead) return;
    const saved = await ports.sealed.save(sealedText(store.state(), wallet, time.now()));
    if (!saved.ok) {
      unsaved = saved.failure.path;
      return problem(saved.failure.detail, saved.failure.path);
    }
    if (unsaved !== null) store.apply({ kind: 'state-file', path: unsaved, detail: null });
    unsaved = null;
  };

  const save = (): Promise<void> => {
    if (running === null) {
      running = write().finally(() => {
        running = null;
      });
      return running;
    }
    again ??= running.then(() => {
      again = null;
      return save();
    });
    return again;
  };

  /** What the copy holds; null: there is none. */
  const unsealed = async (): Promise<Result<Unsealed | null, FileProblem>> => {
    const loaded = await ports.sealed.load();
    if (!loaded.ok || loaded.value === null) return loaded.ok ? ok(null) : loaded;
    const opened = unseal(loaded.value, time.latest());
    return opened.ok ? opened : fail({ path: SEALED, detail: opened.failure });
  };

  const bringBack = (held: Unsealed): void => {
    const { grants, spentSteps, told, chosen, maximums, made, wallet: sealed } = held;
    // A step in the future was spent under another clock: by this one it may be the step in progress, never later.
    const step = stepOf(time.now());
    store.apply({
      kind: 'restored',
      grants,
      spentSteps: new Map([...spentSteps].map(([serial, at]) => [serial, Math.min(at, step)])),
      told,
      chosen,
      maximums,
      made,
    });
    for (const { ref, held } of grants) {
      const id = grantId(ref);
      const credentials = sealed.get(id);
      // What is held already is newer, and what its name no longer stands for was dropped.
      if (credentials !== undefined && store.state().grants.get(id)?.held === held)
        wallet.set(id, credentials);
    }
  };

  const read = async (): Promise<void> => {
    const found = await unsealed();
    isRead = true;
    if (isLocked(store.state())) return;
    if (!found.ok) problem(found.failure.detail, found.failure.path);
    else if (found.value !== null) bringBack(found.value);
  };

  return {
    save,
    restore: () => (isLocked(store.state()) ? Promise.resolve() : (reading ??= read())),
    findLock: async () => {
      const found = await ports.lockKeeping.load();
      if (found.ok && found.value === null) return;
      if (!found.ok) problem(found.failure.detail, found.failure.path);
      const { spentSteps, ...lock } = (found.ok ? found.value : null) ?? {
        since: time.now(),
        cause: 'asked' as const,
        livesOn: [],
        keeps: false,
        spentSteps: {},
      };
      store.apply({
        kind: 'found-locked',
        lock,
        spentSteps: new Map(Object.entries(spentSteps)),
      });
      await save();
    },
    openWithCopies: async (isSameLock) => {
      const found = await unsealed();
      if (!isSameLock()) return 'over';
      if (!found.ok) {
        problem(found.failure.detail, found.failure.path);
        return 'unread';
      }
      store.apply({ kind: 'unlocked' });
      if (found.value !== null) bringBack(found.value);
      await save();
      return 'opened';
    },
    lock: async () => {
      await save();
      return lockFailures;
    },
  };
};
