import type { Failure } from '../failure.ts';
import type { AwsFileEdited, EditProblem } from '../ports.ts';
import type { WrittenFile } from '../ports-lock.ts';
import { ownedIn } from '../profiles/owned-texts.ts';
import type { AwsFileKind } from '../profiles/profile.ts';
import { ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { Core } from './core.ts';

export type WrittenFilesKeeper = {
  /** Reads what earlier runs wrote into; what it cannot read is a problem shown. */
  load(): Promise<void>;
  all(): readonly WrittenFile[];
  /** Why it is not known what earlier runs wrote into; null: it is. */
  unread(): Failure | null;
  /**
   * Makes an edit that puts a section of ours into a file. The file is remembered before the section is there, so that
   * a crash in between leaves none that nobody knows of.
   */
  writing<T extends AwsFileEdited>(
    file: AwsFileKind,
    path: string,
    edit: () => Promise<Result<T, EditProblem>>,
  ): Promise<Result<T, EditProblem>>;
  /** What a file holds by now: it is remembered while a section of ours is in it, and forgotten when none is. */
  see(file: AwsFileKind, path: string, text: Secret): Promise<void>;
  /** Whether `see` would change anything. */
  isNews(file: AwsFileKind, path: string, text: Secret): boolean;
  forget(file: AwsFileKind, path: string): Promise<void>;
};

/**
 * Which AWS files sections of ours were put into, over restarts: panic looks through all of them. Whoever changes
 * something here does one thing after another.
 */
export const createWrittenFiles = ({
  ports,
  store,
}: {
  readonly ports: Pick<Core['ports'], 'writtenFiles' | 'awsFileEditor'>;
  readonly store: Pick<Core['store'], 'apply'>;
}): WrittenFilesKeeper => {
  let files: readonly WrittenFile[] = [];
  let unread: Failure | null = null;
  let unsaved: string | null = null;

  const isSame =
    (file: AwsFileKind, path: string) =>
    (one: WrittenFile): boolean =>
      one.file === file && one.path === path;
  const has = (file: AwsFileKind, path: string): boolean => files.some(isSame(file, path));

  /** What cannot be saved is known in this run all the same. */
  const change = async (next: readonly WrittenFile[]): Promise<void> => {
    files = next;
    const saved = await ports.writtenFiles.save(next);
    if (!saved.ok) {
      unsaved = saved.failure.path;
      return store.apply({ kind: 'state-file', ...saved.failure });
    }
    if (unsaved !== null) store.apply({ kind: 'state-file', path: unsaved, detail: null });
    unsaved = null;
  };

  const remember = async (file: AwsFileKind, path: string): Promise<void> => {
    // Tried again where the last time came to nothing.
    if (!has(file, path) || unsaved !== null)
      await change([...files.filter((one) => !isSame(file, path)(one)), { file, path }]);
  };

  const forget = async (file: AwsFileKind, path: string): Promise<void> => {
    if (has(file, path)) await change(files.filter((one) => !isSame(file, path)(one)));
  };

  const holds = (file: AwsFileKind, text: Secret): boolean => ownedIn(file, text).length > 0;

  const see: WrittenFilesKeeper['see'] = (file, path, text) =>
    holds(file, text) ? remember(file, path) : forget(file, path);

  return {
    load: async () => {
      const loaded = await ports.writtenFiles.load();
      if (loaded.ok) {
        files = loaded.value;
        return;
      }
      unread = { kind: 'file', action: 'read', ...loaded.failure };
      store.apply({ kind: 'state-file', ...loaded.failure });
    },
    all: () => files,
    unread: () => unread,
    writing: async (file, path, edit) => {
      const wasKnown = has(file, path);
      await remember(file, path);
      const edited = await edit();
      if (edited.ok) {
        // By its whole path, where it was named from the home folder on.
        if (edited.value.path !== path && !wasKnown) await forget(file, path);
        await see(file, edited.value.path, edited.value.after);
      } else if (!wasKnown) {
        // It may have failed after the section was there. What cannot be looked at could not be written either.
        const seen = await ports.awsFileEditor.edit(path, ok, { backup: false, ifThere: true });
        if (seen.ok) await see(file, path, seen.value.after);
        else await forget(file, path);
      }
      return edited;
    },
    see,
    isNews: (file, path, text) => holds(file, text) !== has(file, path),
    forget,
  };
};
