import { detailAbout, ownDetail, type Detail } from '../../app/detail.ts';
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../app/result.ts';

/** Real ones are below 20 kB; a device or a wrong path must not fill the memory. */
const MOST_BYTES = 1024 * 1024;

/** Opened without waiting: to open a pipe waits for its other end, and a thread with it, for ever. */
const WITHOUT_WAITING =
  constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/**
 * Reads at most `most` bytes, also of what tells no size, such as a device; a pipe is refused. Throws what the file
 * system says.
 */
export const readLimited = async (
  path: string,
  most = MOST_BYTES,
): Promise<Result<Buffer, Detail>> => {
  const file = await open(path, WITHOUT_WAITING);
  try {
    if ((await file.stat()).isFIFO()) return fail(ownDetail('pipe'));
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of file.createReadStream({ autoClose: false })) {
      const bytes = Buffer.from(part);
      size += bytes.length;
      if (size > most) return fail(detailAbout('too-large', most));
      parts.push(bytes);
    }
    return ok(Buffer.concat(parts));
  } finally {
    await file.close();
  }
};

/** The whole path of a file that a person names: absolute, or from `~/` on. The app has no folder of its own to count from. */
export const wholePath = (path: string, home: string): Result<string, Detail> => {
  const whole = /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path;
  return isAbsolute(whole) ? ok(whole) : fail(ownDetail('path-not-absolute'));
};

/** Where a path leads; of what is not there, where it would be. */
const behindLinks = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch {
    const folder = await realpath(dirname(path)).catch(() => resolve(dirname(path)));
    return join(folder, basename(path));
  }
};

const idOf = async (path: string): Promise<string | null> => {
  const seen = await stat(path, { bigint: true }).catch(() => null);
  return seen === null ? null : `${seen.dev} ${seen.ino}`;
};

/** Whether a path leads to one of these files by whatever links, also to one that is not there yet. */
export const leadsToAny = async (path: string, files: readonly string[]): Promise<boolean> => {
  const [place, id] = [await behindLinks(path), await idOf(path)];
  const same = await Promise.all(
    files.map(
      async (file) =>
        (id !== null && id === (await idOf(file))) || place === (await behindLinks(file)),
    ),
  );
  return same.includes(true);
};
