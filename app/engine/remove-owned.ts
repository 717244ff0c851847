import type { Failure } from '../failure.ts';
import type { AwsFileEditor } from '../ports.ts';
import type { WrittenFile } from '../ports-lock.ts';
import { ownedIn, withoutSection } from '../profiles/owned-texts.ts';
import { fail, ok, type Result } from '../result.ts';
import type { RemovedSection } from '../session/lock.ts';
import { editFailure } from './edit-failure.ts';
import type { WrittenFilesKeeper } from './written-files.ts';

/**
 * Takes every section of ours out of one AWS file, in one edit. No backup is made: it would hold what is taken away. A
 * file that is gone is none that could not be cleaned.
 */
const removeFrom = async (
  editor: AwsFileEditor,
  { file, path }: WrittenFile,
): Promise<Result<readonly RemovedSection[], Failure>> => {
  let removed: readonly string[] = [];
  const edited = await editor.edit(
    path,
    (text) => {
      const names = ownedIn(file, text).map(({ name }) => name);
      removed = names;
      let rest = text;
      for (const name of names) {
        const without = withoutSection({ file, name })(rest);
        if (!without.ok) return without;
        rest = without.value;
      }
      return ok(rest);
    },
    { backup: false, ifThere: true },
  );
  if (edited.ok) return ok(removed.map((profile) => ({ path: edited.value.path, profile })));
  return fail(editFailure(edited.failure, path, removed[0] ?? ''));
};

/**
 * The same in the person's two files and in all that were written into, by earlier runs too. What holds none any more is
 * forgotten; what could not be cleaned is looked through again the next time.
 */
export const removeOwned = async (
  editor: AwsFileEditor,
  written: Pick<WrittenFilesKeeper, 'all' | 'forget' | 'unread'>,
  usual: { readonly config: string; readonly credentials: string },
): Promise<readonly Result<readonly RemovedSection[], Failure>[]> => {
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
    if (results[at]?.ok) await written.forget(file, path);
  const unread = written.unread();
  return unread === null ? results : [...results, fail(unread)];
};
