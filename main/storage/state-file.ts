import { detailCode, ownDetail, type Detail } from '../../app/detail.ts';
import { copyFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { FileProblem, Journal } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';

export type StateFile<T> = {
  /** null: there is no such file yet. */
  load(): Promise<Result<T | null, FileProblem>>;
  save(body: T): Promise<Result<null, FileProblem>>;
};

/**
 * One of the app's own files: versioned JSON without secrets, replaced as a whole. Each save leaves the same text in
 * `.bak`; a file that does not parse is kept aside as `.broken` and the copy takes its place.
 */
export const createStateFile = <T extends object>(deps: {
  readonly path: string;
  readonly journal: Journal;
  readonly version: number;
  /** All of the file but its version. */
  readonly body: z.ZodType<T>;
  /** The journal's word for a copy that took the file's place. */
  readonly restored: string;
}): StateFile<T> => {
  const copy = `${deps.path}.bak`;
  const broken = `${deps.path}.broken`;
  const header = z.looseObject({ version: z.number() });
  const problem = (detail: Detail): Result<never, FileProblem> => fail({ path: deps.path, detail });

  const parse = (json: string): Result<T, Detail> => {
    try {
      const value: unknown = JSON.parse(json);
      const versioned = header.safeParse(value);
      if (versioned.success && versioned.data.version > deps.version)
        return fail(ownDetail('newer'));
      if (!versioned.success || versioned.data.version !== deps.version)
        return fail(ownDetail('not-ours'));
      const decoded = deps.body.safeParse(value);
      return decoded.success ? ok(decoded.data) : fail(ownDetail('not-ours'));
    } catch {
      return fail(ownDetail('not-json'));
    }
  };

  const read = async (path: string): Promise<Result<T | null, Detail>> => {
    try {
      return parse(await readFile(path, 'utf8'));
    } catch (error) {
      return isAbsent(error) ? ok(null) : fail(errorDetail(error));
    }
  };

  const write = async (body: T): Promise<Result<null, FileProblem>> => {
    const json = `${JSON.stringify({ version: deps.version, ...body }, null, 2)}\n`;
    for (const path of [deps.path, copy]) {
      const written = await writeAtomically(path, json);
      if (!written.ok) return problem(written.failure);
    }
    return ok(null);
  };

  const keepAside = async (): Promise<void> => {
    await copyFile(deps.path, broken).catch(() => undefined);
  };

  return {
    load: async () => {
      const found = await read(deps.path);
      if (found.ok) return found;
      const spare = await read(copy);
      if (!spare.ok || spare.value === null) return problem(found.failure);
      await keepAside();
      deps.journal.write({ kind: deps.restored, facts: { reason: detailCode(found.failure) } });
      const restored = await write(spare.value);
      return restored.ok ? ok(spare.value) : restored;
    },
    save: async (body) => {
      const found = await read(deps.path);
      if (!found.ok) await keepAside();
      return write(body);
    },
  };
};
