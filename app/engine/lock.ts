import { fingerReason } from '../view/words/lock.ts';
import { revocationPolicy } from '../credentials/revocation.ts';
import {
  isLocked,
  keepsCopies,
  lockedFailure,
  unlockers,
  type LockCause,
} from '../session/lock.ts';
import type { Failure } from '../failure.ts';
import type { AssertionReading } from './assertions.ts';
import type { Calls } from './calls.ts';
import type { Codes } from './codes.ts';
import type { Copying } from './copying.ts';
import { emptySources, type Core, type Sources } from './core.ts';
import type { DeviceWizardDoer } from './device-wizard.ts';
import type { Identities } from './identities.ts';
import type { Keys } from './keys.ts';
import type { Lab } from './lab.ts';
import type { Operations } from './operations.ts';
import type { OwnedSections } from './owned-sections.ts';
import type { Persistence } from './persistence.ts';
import type { PlainKeys } from './plain-keys.ts';
import type { Serving } from './serving.ts';
import { noLockSince } from './since-lock.ts';
import type { Outside } from './sources.ts';
import type { Telling } from './telling.ts';
import type { Waiting } from './waiting.ts';
import { isPerson, type Asker } from '../session/asker.ts';

export type Locking = {
  /** Whether it was locked when the app ended; to be asked before anything else is read. */
  load(): Promise<void>;
  /**
   * Lets go of everything held at once, in this turn; then of the sealed copy and the clipboard, and says that it is
   * locked. A second one joins the first. Locked already, it ends the ways in that somebody is on: a code that was sent
   * stays spent, and opens nothing.
   */
  lock(cause: LockCause): Promise<void>;
  /** The same, and takes every section of ours out of the AWS files. Locked already, it does the rest. */
  panic(): Promise<void>;
  /** Spends a code that a person typed on a session, which opens the lock when AWS grants it. */
  enter(identity: string, typed: string): Promise<void>;
  /**
   * Opens it without a code: by a finger where that was kept for one, or where no identity has a device that shows
   * codes. The files say so, and are read for it: where one cannot be read, it stays locked and says which.
   */
  open(): void;
  copyRevocation(): Promise<void>;
  /**
   * Where it is locked: lets go of what was read from the files, and takes out what a panic left there that the app did
   * not live to end. For the start, once names and files are known.
   */
  goOn(): void;
  /** Resolves once a lock and a panic that are under way are done. */
  settled(): Promise<void>;
};

/** What holds something, each in its own way. */
export type LockedParts = {
  readonly calls: Pick<Calls, 'abandonAll'>;
  readonly operations: Pick<Operations, 'abandonAll'>;
  readonly owned: Pick<OwnedSections, 'removeAll'>;
  readonly keys: Pick<Keys, 'forgetAll'>;
  readonly plainKeys: Pick<PlainKeys, 'forget'>;
  readonly outside: Pick<Outside, 'forgetAll'>;
  readonly waiting: Pick<Waiting, 'refuse'>;
  readonly serving: Pick<Serving, 'stop'>;
  readonly assertions: Pick<AssertionReading, 'drop'>;
  readonly telling: Pick<Telling, 'forget'>;
  readonly lab: Pick<Lab, 'takeUrl'>;
  readonly wizard: Pick<DeviceWizardDoer, 'leave'>;
  readonly copying: Pick<Copying, 'clear' | 'place'>;
  readonly codes: Pick<Codes, 'submit'>;
  readonly identities: Pick<Identities, 'load'>;
  readonly persistence: Pick<Persistence, 'findLock' | 'keep' | 'lock' | 'openWithCopies' | 'save'>;
  readonly readFiles: () => Promise<void>;
};

/** What set a lock off, where nobody said. */
export const causeOf = (from: Asker): LockCause => (isPerson(from) ? 'asked' : 'command');

/** The lock: everything let go of at once, and opened by a new code alone. */
export const createLocking = (core: Core, sources: Sources, parts: LockedParts): Locking => {
  const { ports, store, time, look } = core;
  let under: Promise<void> | null = null;
  /** Panic takes out what stands in the AWS files: whoever opens it meanwhile waits for that. */
  let removing: Promise<void> | null = null;
  let panicking: Promise<void> | null = null;
  /** In which lock somebody entered a code, or clicked, and in which a finger opens it; the next lock is free of either. */
  let enteringIn: number | null = null;
  let fingerIn: number | null = null;
  const isOn = (way: number | null): boolean => way === store.state().lock.locks;

  const shut = (): void => {
    const { files, profiles, fileKeys } = emptySources();
    Object.assign(sources, { files, profiles, fileKeys, isShut: true });
    parts.keys.forgetAll();
    parts.outside.forgetAll();
    ports.lockKeeping.letGo();
  };

  /** What lies in memory, in one turn: nobody sees half of it. */
  const letGo = (cause: LockCause): void => {
    parts.waiting.refuse(lockedFailure);
    const keeps = keepsCopies(store.state(), cause);
    if (keeps) parts.persistence.keep();
    store.apply({ kind: 'locking', cause, at: time.now(), keeps });
    parts.calls.abandonAll();
    parts.operations.abandonAll();
    parts.serving.stop();
    parts.assertions.drop();
    parts.telling.forget();
    parts.plainKeys.forget();
    parts.lab.takeUrl();
    // While the app starts the names are still to be read; it is shut then.
    if (store.state().loaded) shut();
    // What a person types elsewhere goes with its window.
    ports.desktop.closeKeyForm();
    store.apply({ kind: 'key-form', keyForm: { kind: 'closed' } });
    // What it takes to delete a device that is nobody's yet is let go of, too.
    void parts.wizard.leave('ending').then(() => {
      if (isLocked(store.state())) ports.lockKeeping.letGo();
    });
  };

  const carryOut = async (cause: LockCause): Promise<void> => {
    letGo(cause);
    const [unkept, uncleared] = await Promise.all([
      parts.persistence.lock(),
      parts.copying.clear(),
    ]);
    // What is kept for a finger was sealed just now, by a key that was read again for it.
    ports.lockKeeping.letGo();
    const failures = [...unkept, ...uncleared];
    store.apply({ kind: 'locked', failures });
    ports.journal.write({ kind: 'locked', facts: { cause, failures: failures.length } });
    look();
  };

  /** Nothing else lets go of what a person began after the lock: a code on its way, a finger that is asked for. */
  const endWaysIn = (cause: LockCause): void => {
    const { lock: now } = store.state();
    const isOnOne = isOn(enteringIn) || isOn(fingerIn);
    if (now.kind !== 'locked' || !(isOnOne || now.finger === 'asked')) return;
    store.apply({ kind: 'locked-again' });
    parts.calls.abandonAll();
    shut();
    ports.journal.write({ kind: 'locked-again', facts: { cause } });
    look();
  };

  const lock = (cause: LockCause): Promise<void> => {
    endWaysIn(cause);
    if (under === null && !isLocked(store.state()))
      under = carryOut(cause).finally(() => {
        under = null;
      });
    return under ?? Promise.resolve();
  };

  const removeSections = async (): Promise<void> => {
    const { lock: now } = store.state();
    if (now.kind === 'open') return;
    store.apply({ kind: 'panic', panic: { kind: 'removing' } });
    // What was kept for a finger goes as well, and the next start knows that it was panic.
    const isToTell = now.keeps || now.cause !== 'panic';
    const kept = isToTell ? await parts.persistence.lock() : [];
    const results = await parts.owned.removeAll();
    const removed = results.flatMap((one) => (one.ok ? one.value : []));
    const failures = [...kept, ...results.flatMap((one) => (one.ok ? [] : [one.failure]))];
    store.apply({ kind: 'panic', panic: { kind: 'done', removed, failures } });
    ports.journal.write({
      kind: 'panic',
      facts: { removed: removed.length, failures: failures.length },
    });
  };

  const removeOnce = (): Promise<void> =>
    (removing ??= removeSections().finally(() => {
      removing = null;
    }));

  const panic = async (): Promise<void> => {
    await lock('panic');
    await removeOnce();
  };

  const openFiles = async (): Promise<void> => {
    sources.isShut = false;
    await parts.readFiles();
  };

  /** What names identities and their devices, and could not be read. The list of the keychain's is tried once more. */
  const unreadFiles = async (): Promise<readonly Failure[]> => {
    if (sources.listProblem !== null) await parts.identities.load();
    const { files, listProblem } = sources;
    const problems = [
      ...[files.config, files.credentials].map(({ path, problem }) => ({ path, detail: problem })),
      ...(listProblem === null ? [] : [listProblem]),
    ];
    return problems.flatMap(({ path, detail }) =>
      detail === null ? [] : [{ kind: 'file', action: 'read', path, detail } as const],
    );
  };

  const opened = (how: 'code' | 'click' | 'finger'): void => {
    ports.journal.write({ kind: 'unlocked', facts: { how } });
    look();
  };

  /** One way in led nowhere; what it read is still needed by another that somebody is on. */
  const stayedShut = (): void => {
    if (isLocked(store.state()) && !isOn(enteringIn) && !isOn(fingerIn)) shut();
  };

  const openByFinger = async (): Promise<void> => {
    const { lock: now } = store.state();
    if (now.kind !== 'locked' || now.finger === 'asked' || isOn(enteringIn)) return;
    const isSame = noLockSince(store);
    // Panic meanwhile left nothing to a finger.
    const isSameLock = (): boolean => {
      const { lock: then } = store.state();
      return isSame() && then.kind === 'locked' && then.keeps;
    };
    store.apply({ kind: 'finger', finger: 'asked' });
    const isTheirs = await ports.presence.askFinger(fingerReason());
    if (!isSameLock()) return;
    if (!isTheirs) return store.apply({ kind: 'finger', finger: 'refused' });
    fingerIn = now.locks;
    try {
      // What a name stands for is in the files, and what was held is held under names.
      await openFiles();
      const outcome = await parts.persistence.openWithCopies(isSameLock);
      if (outcome === 'opened') return opened('finger');
      if (outcome === 'unread') store.apply({ kind: 'finger', finger: 'unread' });
    } finally {
      if (fingerIn === now.locks) fingerIn = null;
    }
    stayedShut();
  };

  const openByClick = async (): Promise<void> => {
    const { lock: now } = store.state();
    if (now.kind !== 'locked' || isOn(enteringIn)) return;
    enteringIn = now.locks;
    const isSameLock = noLockSince(store);
    const unread: Failure[] = [];
    try {
      await removing;
      await openFiles();
      unread.push(...(await unreadFiles()));
    } finally {
      if (enteringIn === now.locks) enteringIn = null;
    }
    if (!isSameLock() || !isLocked(store.state())) return;
    // Nobody knows of a device whose profile could not be read; and one may have come since it was shown.
    if (unread.length > 0 || unlockers(store.state()).length > 0) {
      store.apply({ kind: 'unopened', failures: unread });
      return stayedShut();
    }
    store.apply({ kind: 'unlocked' });
    await parts.persistence.save();
    opened('click');
  };

  return {
    load: parts.persistence.findLock,
    lock,
    panic: () => (panicking = panic()),
    enter: async (identity, typed) => {
      const { lock: now } = store.state();
      if (now.kind !== 'locked' || isOn(enteringIn)) return;
      enteringIn = now.locks;
      const sameLock = noLockSince(store);
      try {
        await removing;
        // The key may stand in a file, and what a name stands for in another.
        await openFiles();
        if (sameLock()) await parts.codes.submit(identity, typed);
      } finally {
        if (enteringIn === now.locks) enteringIn = null;
      }
      // Not the lock it was typed for: that one let go already.
      if (!sameLock()) return;
      if (!isLocked(store.state())) return opened('code');
      store.apply({ kind: 'stayed-locked' });
      stayedShut();
    },
    open: () => {
      const state = store.state();
      if (!state.loaded || state.lock.kind !== 'locked') return;
      if (state.lock.keeps) return void openByFinger();
      if (unlockers(state).length === 0) void openByClick();
    },
    copyRevocation: async () => {
      const { lock: now } = store.state();
      if (now.kind !== 'locked') return;
      const isThere = await parts.copying.place(revocationPolicy(now.since));
      if (isThere) store.apply({ kind: 'revocation-copied' });
    },
    goOn: () => {
      const { lock: now } = store.state();
      if (now.kind === 'open') return;
      shut();
      if (now.cause === 'panic') void removeOnce();
    },
    settled: async () => {
      await Promise.all([under, panicking, removing]);
    },
  };
};
