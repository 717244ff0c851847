import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { CredentialFiles, FileProblem } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret } from '../../app/secret.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorDetail } from './file-error.ts';

/** Real ones are below 20 kB; a device or a wrong path must not fill the memory. */
const MOST_BYTES = 1024 * 1024;

/** Opened without waiting: to open a pipe waits for its other end, and a thread with it, for ever. */
const WITHOUT_WAITING =
  constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** Reads at most a limit's worth, also of what tells no size, such as a device. */
const readLimited = async (path: string): Promise<Result<string, string>> => {
  const file = await open(path, WITHOUT_WAITING);
  try {
    if ((await file.stat()).isFIFO()) return fail('is a pipe, not a file');
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of file.createReadStream({ autoClose: false })) {
      const bytes = Buffer.from(part);
      size += bytes.length;
      if (size > MOST_BYTES) return fail(`larger than ${MOST_BYTES / 1024} kB`);
      parts.push(bytes);
    }
    return ok(Buffer.concat(parts).toString('utf8'));
  } finally {
    await file.close();
  }
};

/**
 * Files that a command names: tokens and credentials to read, credentials to save. What is saved only this user reads
 * (0600), whatever the file's mode was, and no reader sees half of it; missing
 * folders are made. Paths are absolute or begin with `~/`: the app
 * has no folder of its own to count from.
 */
export const createCredentialFiles = (deps: { readonly home: string }): CredentialFiles => {
  const placeOf = (path: string): Result<string, FileProblem> => {
    const whole = /^~[/\\]/.test(path) ? join(deps.home, path.slice(2)) : path;
    return isAbsolute(whole) ? ok(whole) : fail({ path, detail: 'the path is not absolute' });
  };
  return {
    read: async (path) => {
      const place = placeOf(path);
      if (!place.ok) return place;
      try {
        const text = await readLimited(place.value);
        return text.ok ? ok(secret(text.value)) : fail({ path: place.value, detail: text.failure });
      } catch (error) {
        return fail({ path: place.value, detail: errorDetail(error) });
      }
    },
    write: async (path, text) => {
      const place = placeOf(path);
      if (!place.ok) return place;
      const written = await writeAtomically(place.value, reveal(text));
      return written.ok ? written : fail({ path: place.value, detail: written.failure });
    },
  };
};
