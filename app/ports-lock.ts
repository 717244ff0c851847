import type { FileProblem } from './ports.ts';
import type { AwsFileKind } from './profiles/profile.ts';
import type { Result } from './result.ts';
import type { KeptLock } from './session/lock.ts';
import type { Away, PresenceTells } from './session/presence.ts';

/** What outlasts the app while it is locked, and what main lets go of with the engine. */
export type LockKeeping = {
  /** null: it was not locked. A file that cannot be read is a failure: then it is taken for locked. */
  load(): Promise<Result<KeptLock | null, FileProblem>>;
  /** Durable when it resolves. */
  save(lock: KeptLock): Promise<Result<null, FileProblem>>;
  remove(): Promise<Result<null, FileProblem>>;
  /** Nothing that was read from the keychain is kept in memory: the sealing key, proxies' passwords. */
  letGo(): void;
};

/** Whether a person is at the computer, as far as its desktop tells. */
export type Presence = {
  /** Says what the desktop can tell, soon and with each change of it; and each time a person goes away. */
  watch(listener: {
    readonly tells: (tells: PresenceTells) => void;
    readonly away: (how: Away) => void;
  }): () => void;
  /** For how long nobody has touched keys or pointer, ms; null: the desktop does not say. */
  idleFor(): Promise<number | null>;
  /** Asks the person for a finger, with what it is for, as `Fobwatch wants to …` goes on; whether it was theirs. */
  askFinger(reason: string): Promise<boolean>;
};

/** An AWS file that a section of ours was put into. */
export type WrittenFile = { readonly file: AwsFileKind; readonly path: string };

/** Which those are, over restarts: versioned and atomic on disk, without secrets. */
export type WrittenFiles = {
  load(): Promise<Result<readonly WrittenFile[], FileProblem>>;
  /** Durable when it resolves. */
  save(files: readonly WrittenFile[]): Promise<Result<null, FileProblem>>;
};

/** A code step that is spent, by its device; no secret. */
export type SpentStep = { readonly serial: string; readonly step: number };

/** Which those are while no sealed copy can say so: versioned and atomic on disk. */
export type SpentSteps = {
  /** Empty where there is no such file. */
  load(): Promise<Result<readonly SpentStep[], FileProblem>>;
  /** Durable when it resolves. */
  save(steps: readonly SpentStep[]): Promise<Result<null, FileProblem>>;
};
