import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { ownDetail, type Detail } from '../../app/detail.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { isAbsent } from './file-error.ts';
import { privateRights, type Rights } from './staged-file.ts';

const OWNER_WRITES = 0o200;
const OTHERS = 0o077;

/**
 * Whether named users or groups have rights of their own (an access control list). Node cannot ask for it; `ls` marks
 * it with a `+`. Where that cannot be asked either, yes.
 */
const hasAccessList = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('ls', ['-ldn', path], { env: { ...process.env, LC_ALL: 'C' } }, (error, out) => {
      resolve(error !== null || /^\S{10}\+/.test(out));
    });
  });

/** Whether a file has a second name (a hard link), which would go on saying what the file says now. */
export const hasSecondName = async (path: string): Promise<boolean> => {
  const seen = await stat(path).catch(() => null);
  return seen !== null && seen.nlink > 1;
};

/**
 * Whose a file is and who may do what with it, for the one that replaces it; of one that is not there, its owner alone.
 * Refused where its owner may not write. Throws what the file system says.
 */
export const rightsOf = async (path: string): Promise<Result<Rights, Detail>> => {
  const seen = await stat(path).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
  if (seen === null) return ok(privateRights);
  const { uid, gid } = seen;
  const mode = seen.mode & 0o7777;
  // Whoever took its owner's right to write away wants it left alone, and a rename would not ask.
  if ((mode & OWNER_WRITES) === 0) return fail(ownDetail('read-only'));
  // The new file has no such list, and what the mode shows as the group's rights is the most that anybody on it has.
  const isListed =
    process.platform === 'linux' && (mode & OTHERS) !== 0 && (await hasAccessList(path));
  return ok({ mode: isListed ? mode & ~OTHERS : mode, uid, gid });
};
