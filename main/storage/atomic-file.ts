import type { Detail } from '../../app/detail.ts';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { writeFile } from 'atomically';
import { fail, ok, type Result } from '../../app/result.ts';
import { errorDetail, isAbsent } from './file-error.ts';

/** Only this user reads and writes. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** How long a busy file (Windows: virus scanner, backup) is waited for, in ms. */
const BUSY = 5_000;

/** Makes what was renamed into a folder last over a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  // A rename is durable only when its folder is; Windows can neither open nor sync one and needs not.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Replaces a file as a whole: a temporary file beside it, synced, renamed, its folder synced. A reader sees the old
 * text or the new one and never half of either, also after a power cut. A symbolic link is followed, not replaced.
 * The file is readable by its owner alone. Errors: the file system's, as a sentence with its code.
 */
export const writeAtomically = async (
  path: string,
  data: string | Uint8Array,
): Promise<Result<null, Detail>> => {
  try {
    const bytes = Buffer.from(data);
    // As a stream: handed bytes, the library writes once and takes the part that still fitted on a full disk for all.
    await writeFile(path, Readable.from([bytes]), { mode: PRIVATE_FILE, timeout: BUSY });
    await syncFolder(dirname(path));
    return ok(null);
  } catch (error) {
    return fail(errorDetail(error));
  }
};

/**
 * Takes a file away, with what a write of it that was killed left beside it, so that it stays away after a power cut.
 * None there is no failure.
 */
export const removeDurably = async (path: string): Promise<Result<null, Detail>> => {
  try {
    const folder = dirname(path);
    const name = basename(path);
    const names = await readdir(folder);
    // The library that writes atomically names its temporary files so.
    const found = names.filter((one) => one === name || one.startsWith(`${name}.tmp-`));
    if (found.length === 0) return ok(null);
    await Promise.all(found.map((one) => rm(join(folder, one), { force: true })));
    await syncFolder(folder);
    return ok(null);
  } catch (error) {
    return isAbsent(error) ? ok(null) : fail(errorDetail(error));
  }
};
