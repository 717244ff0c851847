import type { Failure } from '../failure.ts';
import type { AwsFileEditor } from '../ports.ts';
import type { WrittenFile } from '../ports-lock.ts';
import type { EditRefusal } from '../profiles/edit.ts';
import { ownedIn, withoutSection } from '../profiles/owned-texts.ts';
import { fail, ok, type Result } from '../result.ts';
import type { RemovedSection } from '../session/lock.ts';
import { editFailure } from './edit-failure.ts';
import type { WrittenFilesKeeper } from './written-files.ts';

type Removed = Result<readonly RemovedSection[], Failure>;

/**
 * Takes every section of ours out of one AWS file, in one edit; one that is refused keeps no other. No backup is made: it
 * would hold what is taken away. A file that is gone is none that could not be cleaned.
 */
const removeFrom = async (
  editor: AwsFileEditor,
  { file, path }: WrittenFile,
): Promise<readonly Removed[]> => {
  // Of all times the change is made: the last time, others may stand for themselves alone.
  const removed = new Set<string>();
  const kept = new Map<string, EditRefusal>();
  const edited = await editor.edit(
    path,
    (text) => {
      kept.clear();
      let rest = text;
      for (const { name } of ownedIn(file, text)) {
        const without = withoutSection({ file, name })(rest);
        if (without.ok) {
          removed.add(name);
          rest = without.value;
        } else kept.set(name, without.failure);
      }
      return ok(rest);
    },
    { backup: false, ifThere: true },
  );
  if (!edited.ok) return [fail(editFailure(edited.failure, path, null))];
  const where = edited.value.path;
  const gone = [...removed].filter((profile) => !kept.has(profile));
  return [
    ok(gone.map((profile) => ({ path: where, profile }))),
    ...[...kept].map(([profile, refusal]) =>
      fail(editFailure({ kind: 'refused', refusal }, where, profile)),
    ),
  ];
};

/**
 * The same in the person's two files and in all that were written into, by earlier runs too. What holds none any more is
 * forgotten; what could not be cleaned is looked through again the next time.
 */
export const removeOwned = async (
  editor: AwsFileEditor,
  written: Pick<WrittenFilesKeeper, 'all' | 'forget' | 'unread'>,
  usual: { readonly config: string; readonly credentials: string },
): Promise<readonly Removed[]> => {
  const { config, credentials } = usual;
  const others = written
    .all()
    .filter(({ file, path }) => path !== (file === 'config' ? config : credentials));
  const files: readonly WrittenFile[] = [
    { file: 'config', path: config },
    { file: 'credentials', path: credentials },
    ...others,
  ];
  const results = await Promise.all(files.map((one) => removeFrom(editor, one)));
  for (const [at, { file, path }] of files.entries())
    // eslint-disable-next-line no-await-in-loop -- each leaves the list that the next one changes
    if (results[at]?.every((one) => one.ok) ?? false) await written.forget(file, path);
  const unread = written.unread();
  return unread === null ? results.flat() : [...results.flat(), fail(unread)];
};
