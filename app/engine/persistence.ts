import { detailCode, type Detail } from '../detail.ts';
import type { Failure } from '../failure.ts';
import { sealedText, unseal, type Unsealed } from '../credentials/sealed.ts';
import { grantId } from '../model.ts';
import type { FileProblem } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { isLocked, keptLockOf } from '../session/lock.ts';
import type { Core } from './core.ts';
import { createKeepingSteps } from './keeping-steps.ts';
import { createLoadedSteps } from './loaded-steps.ts';

export type Persistence = {
  /**
   * Brings back sealed copies, once; an unreadable one is a problem shown, and is replaced by the next. Nothing is
   * saved before: it would replace what was not read yet; what came to nothing for that, or for want of the keychain, is
   * saved now. Answers true, and brings back nothing, where a lock kept them for a finger: the app is to be locked,
   * whatever became of that lock's file.
   */
  restore(): Promise<boolean>;
  /**
   * Seals what is held now; where that cannot be, it keeps at least which codes are spent. Resolves when that is durable
   * and at least as new as the call.
   */
  save(): Promise<void>;
  /** The code steps that were read, by what is known of the time now. */
  loadedSteps(): ReadonlyMap<string, number>;
  /**
   * Whether it was locked when the app ended, and which codes were spent that no sealed copy knows of; to be asked before
   * anything is restored.
   */
  findLock(): Promise<void>;
  /**
   * Takes what is held now for the copy that the lock to come keeps for a finger: what was stopped or came right before
   * it may not be in the one on the disk.
   */
  keep(): void;
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

/** Sealed copies on disk: one write at a time, and writes asked for meanwhile become one. */
export const createPersistence = ({ ports, store, time, wallet }: Core): Persistence => {
  const loadedSteps = createLoadedSteps({ ports, time });
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  let reading: Promise<boolean> | null = null;
  /** To be sealed as what a lock keeps. */
  let toKeep: Secret | null = null;
  let isRead = false;
  /** A save came to nothing: nothing was read yet, or the keychain gave no key to seal by. */
  let isOwed = false;
  let unsaved: string | null = null;
  /** A lock is on the disk, or may be. */
  let isLockKept = false;
  let lockFailures: readonly Failure[] = [];

  const problem = (detail: Detail, path: string): void => {
    ports.journal.write({
      kind: 'sealed-copies-unavailable',
      facts: { path, detail: detailCode(detail) },
    });
    store.apply({ kind: 'state-file', path, detail });
  };

  /** What is sealed of before the lock goes where it could not be replaced: it may hold what was stopped since. */
  const keepCopy = async (text: Secret): Promise<Result<null, FileProblem>> => {
    const kept = await ports.sealed.save(text);
    if (kept.ok) return kept;
    await ports.sealed.remove();
    return kept;
  };

  /** First the lock, then the copy goes: whatever happens in between, the app starts locked. */
  const writeLock = async (): Promise<void> => {
    const lock = keptLockOf(store.state());
    if (lock === null) return;
    // Nothing is read any more, and after the lock there is nothing to read.
    isRead = true;
    isLockKept = true;
    const text = toKeep;
    toKeep = null;
    const written = await ports.lockKeeping.save(lock);
    const copy = lock.keeps ? text && keepCopy(text) : ports.sealed.remove();
    const results = [written, (await copy) ?? ok(null)];
    lockFailures = results.flatMap((result) =>
      result.ok ? [] : [{ kind: 'file', action: 'write', ...result.failure } as const],
    );
  };

  const removeLock = async (): Promise<void> => {
    const removed = await ports.lockKeeping.remove();
    isLockKept = !removed.ok;
    if (!removed.ok) problem(removed.failure.detail, removed.failure.path);
  };

  const steps = createKeepingSteps({ ports }, (path, detail) => {
    if (detail === null) store.apply({ kind: 'state-file', path, detail });
    else problem(detail, path);
  });

  /** Whether what is held now is sealed. */
  const seal = async (): Promise<boolean> => {
    const saved = await ports.sealed.save(sealedText(store.state(), wallet, time.now()));
    if (!saved.ok) {
      unsaved = saved.failure.path;
      problem(saved.failure.detail, saved.failure.path);
      return false;
    }
    if (unsaved !== null) store.apply({ kind: 'state-file', path: unsaved, detail: null });
    unsaved = null;
    return true;
  };

  const write = async (): Promise<void> => {
    // A code spent meanwhile has to be written down before it is sent, and not over what is being read.
    if (!isLocked(store.state()) && reading !== null) await reading;
    if (isLocked(store.state())) return writeLock();
    isOwed = store.state().vault.kind !== 'ready' || !isRead;
    const isSealed = !isOwed && (await seal());
    if (!isLocked(store.state())) await steps.keep(isSealed ? new Map() : store.state().spentSteps);
    if (isLocked(store.state())) return writeLock();
    // After the copy: until then the lock is what knows of a code that was spent on opening it.
    if (isLockKept) await removeLock();
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
    return opened.ok ? opened : fail({ path: ports.sealed.path, detail: opened.failure });
  };

  const bringBack = (held: Unsealed): void => {
    const { grants, renewable, told, chosen, maximums, made, wallet: sealed } = held;
    store.apply({
      kind: 'restored',
      grants,
      renewable,
      spentSteps: loadedSteps.take(held.spentSteps),
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

  const read = async (): Promise<boolean> => {
    const found = await unsealed();
    if (isLocked(store.state())) return false;
    if (found.ok && found.value?.kept === true) {
      const { spentSteps } = store.state();
      // A code may have been spent while it was read.
      for (const [serial, step] of loadedSteps.take(found.value.spentSteps))
        if (step > (spentSteps.get(serial) ?? 0)) store.apply({ kind: 'spent', serial, step });
      return true;
    }
    isRead = true;
    if (!found.ok) problem(found.failure.detail, found.failure.path);
    else if (found.value !== null) bringBack(found.value);
    return false;
  };

  return {
    save,
    loadedSteps: loadedSteps.reckoned,
    // After a lock there is nothing to read: a code gave up what it kept.
    restore: async () => {
      if (isLocked(store.state())) return false;
      const isKept = !isRead && (await (reading ??= read()));
      if (isOwed && isRead) await save();
      return isKept;
    },
    keep: () => {
      // What was not read yet stays as it is.
      toKeep = isRead ? sealedText(store.state(), wallet, time.now(), true) : null;
    },
    findLock: async () => {
      const found = await ports.lockKeeping.load();
      const known = loadedSteps.take(await steps.load());
      if (found.ok && found.value === null) {
        for (const [serial, step] of known) store.apply({ kind: 'spent', serial, step });
        isOwed = known.size > 0;
        return;
      }
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
        spentSteps: loadedSteps.take(new Map(Object.entries(spentSteps))),
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
