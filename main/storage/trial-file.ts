import { readFile, rm } from 'node:fs/promises';
import type { TrialFile } from '../../app/lab/trial-file.ts';
import { fail, ok } from '../../app/result.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';

/** The trial on the disk: replaced as a whole, and on the disk for good before anything is made. */
export const createTrialFile = (path: string): TrialFile => ({
  path,
  read: async () => {
    try {
      return ok(await readFile(path, 'utf8'));
    } catch (error) {
      return isAbsent(error) ? ok(null) : fail({ path, detail: errorDetail(error) });
    }
  },
  write: async (text) => {
    const written = await writeAtomically(path, text);
    return written.ok ? ok(null) : fail({ path, detail: written.failure });
  },
  remove: async () => {
    try {
      await rm(path, { force: true });
      return ok(null);
    } catch (error) {
      return fail({ path, detail: errorDetail(error) });
    }
  },
});
