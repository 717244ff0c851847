import type { Failure } from '../failure.ts';
import type { AwsFileEditor } from '../ports.ts';
import { ownedIn, withoutSection } from '../profiles/owned-texts.ts';
import type { AwsFileKind } from '../profiles/profile.ts';
import { fail, ok, type Result } from '../result.ts';
import type { RemovedSection } from '../session/lock.ts';

/**
 * Takes every section of ours out of one AWS file, in one edit. No backup is made: it would hold what is taken away.
 */
const removeFrom = async (
  editor: AwsFileEditor,
  path: string,
  file: AwsFileKind,
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
    { backup: false },
  );
  if (edited.ok) return ok(removed.map((profile) => ({ path: edited.value.path, profile })));
  const { failure } = edited;
  return fail(
    failure.kind === 'refused'
      ? { kind: 'aws-section', path, profile: removed[0] ?? '', cause: failure.refusal }
      : { kind: 'file', action: 'write', path: failure.path, detail: failure.detail },
  );
};

/** The same in the config file and in these credentials files. */
export const removeOwned = (
  editor: AwsFileEditor,
  config: string,
  credentials: readonly string[],
): Promise<readonly Result<readonly RemovedSection[], Failure>[]> =>
  Promise.all([
    removeFrom(editor, config, 'config'),
    ...credentials.map((path) => removeFrom(editor, path, 'credentials')),
  ]);
