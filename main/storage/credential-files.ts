import type { FileProblem } from '../../app/ports.ts';
import type { CredentialFiles } from '../../app/ports-credential-files.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret } from '../../app/secret.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorDetail } from './file-error.ts';
import { leadsToAny, readLimited, wholePath } from './named-file.ts';

/**
 * Files that a command names: tokens and credentials to read, credentials to save. What is saved only this user reads
 * (0600), whatever the file's mode was, and no reader sees half of it; missing folders are made.
 */
export const createCredentialFiles = (deps: { readonly home: string }): CredentialFiles => {
  const placeOf = (path: string): Result<string, FileProblem> => {
    const whole = wholePath(path, deps.home);
    return whole.ok ? whole : fail({ path, detail: whole.failure });
  };
  return {
    read: async (path) => {
      const place = placeOf(path);
      if (!place.ok) return place;
      try {
        const bytes = await readLimited(place.value);
        return bytes.ok
          ? ok(secret(bytes.value.toString('utf8')))
          : fail({ path: place.value, detail: bytes.failure });
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
    isAnyOf: (path, files) => {
      const place = placeOf(path);
      return place.ok ? leadsToAny(place.value, files) : Promise.resolve(false);
    },
  };
};
