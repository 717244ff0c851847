import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, renameSync, unlinkSync } from 'node:fs';
import { open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PRIVATE_FILE, syncFolder } from './atomic-file.ts';
import { errorCode, isAbsent } from './file-error.ts';

const PART = '.fobwatch-';
const END = '.tmp';

/** Whose a file is and who may do what with it, to be given to the one that replaces it; null owners: ours. */
export type Rights = {
  readonly mode: number;
  readonly uid: number | null;
  readonly gid: number | null;
};

export const privateRights: Rights = { mode: PRIVATE_FILE, uid: null, gid: null };

/**
 * Writes a file beside the one it is to replace and makes it last; its path. Only the owner can read it until it is
 * whole. Throws what the file system says, and leaves nothing then.
 */
export const stage = async (target: string, bytes: Buffer, rights: Rights): Promise<string> => {
  const path = `${target}${PART}${randomBytes(6).toString('hex')}${END}`;
  const file = await open(path, 'wx', PRIVATE_FILE);
  try {
    try {
      await file.writeFile(bytes);
      const { uid, gid } = rights;
      // Another user's file must stay theirs, or is left alone. A group we are not in cannot be given.
      if (uid !== null && uid !== process.getuid?.()) await file.chown(uid, gid ?? -1);
      else if (gid !== null) await file.chown(-1, gid).catch(() => undefined);
      await file.chmod(rights.mode);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  }
  return path;
};

/** What file systems without hard links say of them. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
]);

/**
 * Gives a staged file the name of one that is not there yet; false when it is by now. By a link, which never replaces
 * anything; where there are none, by a rename after a look.
 */
export const placeNew = (staged: string, path: string): boolean => {
  try {
    linkSync(staged, path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.has(code)) throw error;
    if (existsSync(path)) return false;
    renameSync(staged, path);
    return true;
  }
  unlinkSync(staged);
  return true;
};

/** A lock on its way: another process waits with it for a while. */
const LOCK_DRAFT = /^lock-[\da-f]{12}$/;
/** Nobody waits for so long, in ms. */
const LEFT_OVER = 60_000;

const isLeftOver = async (path: string): Promise<boolean> => {
  const seen = await stat(path).catch(() => null);
  return seen !== null && Date.now() - seen.mtimeMs > LEFT_OVER;
};

/** Takes away what killed processes staged for a file. To be called by whoever holds its lock. */
export const clearStaged = async (target: string): Promise<void> => {
  const [folder, start] = [dirname(target), `${basename(target)}${PART}`];
  const clear = async (name: string): Promise<void> => {
    const path = join(folder, name);
    const isDraft = LOCK_DRAFT.test(name.slice(start.length));
    if (name.endsWith(END) || (isDraft && (await isLeftOver(path))))
      await unlink(path).catch(() => undefined);
  };
  const ours = (await readdir(folder)).filter((name) => name.startsWith(start));
  await Promise.all(ours.map(clear));
};

/** How many backups of one file are kept. */
const KEPT = 10;

const nameOf = (path: string, age: number): string =>
  age === 0 ? `${path}~` : `${path}${PART}${age}~`;

/** Where backups of a file are, the newest first, whether they are there or not. */
export const backupNames = (path: string): readonly string[] =>
  Array.from({ length: KEPT }, (_, age) => nameOf(path, age));

/**
 * Keeps a text of a file beside it (SE5): the newest as `NAME~`, as setsts.py and editors do, nine older ones as
 * `NAME.fobwatch-1~` and so on, all for the owner's eyes only. Where the newest says the same already, nothing is done.
 * Throws what the file system says.
 */
export const keepBackup = async (
  path: string,
  bytes: Buffer,
  newest: Buffer | null,
): Promise<string> => {
  const backup = nameOf(path, 0);
  if (newest?.equals(bytes) ?? false) return backup;
  await clearStaged(backup);
  const staged = await stage(backup, bytes, privateRights);
  try {
    for (let age = KEPT - 2; age >= 0; age -= 1) {
      // The older ones first, or one would replace the next.
      // eslint-disable-next-line no-await-in-loop
      await rename(nameOf(path, age), nameOf(path, age + 1)).catch((error: unknown) => {
        if (!isAbsent(error)) throw error;
      });
    }
    await rename(staged, backup);
  } catch (error) {
    await unlink(staged).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(backup));
  return backup;
};
