import { ownDetail, type Detail } from '../../app/detail.ts';
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fail, ok, type Result } from '../../app/result.ts';
import { PRIVATE_FILE } from './atomic-file.ts';
import { errorCode, errorDetail, isAbsent } from './file-error.ts';
import { placeNew } from './staged-file.ts';

/** Nobody holds a lock for longer than an edit takes, and that is below a second; in ms. */
const TOO_OLD = 30_000;
/** How long a lock is waited for, and how long between two tries, in ms. */
const PATIENCE = 5_000;
const BETWEEN_TRIES = 20;

export type Lock = { release(): Promise<void> };

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
};

/** Whether whoever made a lock is gone: killed, or lost with its machine. */
const isOver = (holder: string, age: number): boolean => {
  const [host, pid] = holder.split(' ');
  if (age > TOO_OLD) return true;
  return host === hostname() && !isAlive(Number(pid));
};

const readOr = async (path: string): Promise<{ text: string; age: number } | null> => {
  try {
    const [text, facts] = [await readFile(path, 'utf8'), await stat(path)];
    return { text, age: Date.now() - facts.mtimeMs };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
};

/** Takes a left-over lock away, and gives it back when it turns out to be another's by then. */
const clear = async (path: string, judged: string): Promise<void> => {
  const aside = `${path}-${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isAbsent(error)) return;
    throw error;
  }
  // Whoever took the lock meanwhile may have swept it away: then it was as old as it was judged.
  const taken = await readOr(aside);
  if (taken !== null && taken.text !== judged) await link(aside, path).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
};

/**
 * One holder at a time, among all Fobwatch processes of all users who can write beside the file. A file with whose it
 * is, made whole by `link`, since Node has no `flock`; the lock of a process that was killed is taken over at once.
 * (`proper-lockfile` would be the library for it: it has had no release since 2021.)
 */
export const takeLock = async (path: string): Promise<Result<Lock, Detail>> => {
  const id = randomBytes(6).toString('hex');
  const own = `${hostname()} ${process.pid} ${id}`;
  const draft = `${path}-${id}`;
  const until = performance.now() + PATIENCE;
  const take = async (): Promise<boolean> => {
    if (placeNew(draft, path)) return true;
    const held = await readOr(path);
    if (held !== null && isOver(held.text, held.age)) await clear(path, held.text);
    else if (performance.now() > until) return false;
    else await pause(BETWEEN_TRIES);
    return take();
  };
  try {
    const file = await open(draft, 'wx', PRIVATE_FILE);
    try {
      try {
        await file.writeFile(own);
      } finally {
        await file.close();
      }
      if (!(await take())) return fail(ownDetail('held'));
    } finally {
      await unlink(draft).catch(() => undefined);
    }
  } catch (error) {
    return fail(errorDetail(error));
  }
  return ok({
    release: async () => {
      // Should it have been taken over as too old, it is not ours to take away.
      if ((await readOr(path))?.text === own) await unlink(path).catch(() => undefined);
    },
  });
};
