import { copyFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { FileProblem, IdentityList, Journal, KnownIdentity } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';

const VERSION = 1;

const text = z.string().max(2048);
const fileDecoder = z.object({
  version: z.literal(VERSION),
  identities: z.array(
    z.object({
      name: text.min(1),
      accessKeyId: text.min(1),
      serial: text.nullable(),
      userArn: text.nullable(),
      account: text.nullable(),
      alias: text.nullable(),
    }),
  ),
});

const parse = (json: string): Result<readonly KnownIdentity[], string> => {
  try {
    const value: unknown = JSON.parse(json);
    const decoded = fileDecoder.safeParse(value);
    if (decoded.success) return ok(decoded.data.identities);
    const version =
      typeof value === 'object' && value !== null && 'version' in value ? value.version : null;
    return typeof version === 'number' && version > VERSION
      ? fail('written by a newer Fobwatch')
      : fail('is not a list of identities');
  } catch {
    return fail('is not JSON');
  }
};

const read = async (path: string): Promise<Result<readonly KnownIdentity[] | null, string>> => {
  try {
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    return isAbsent(error) ? ok(null) : fail(errorDetail(error));
  }
};

/**
 * Which identities are in the keychain, without their secrets: versioned JSON, replaced as a whole. Each save leaves
 * the same list in `.bak`; a list that does not parse is kept aside as `.broken` and the copy takes its place.
 */
export const createIdentityList = (deps: {
  readonly path: string;
  readonly journal: Journal;
}): IdentityList => {
  const copy = `${deps.path}.bak`;
  const broken = `${deps.path}.broken`;
  const problem = (detail: string): Result<never, FileProblem> => fail({ path: deps.path, detail });

  const write = async (
    identities: readonly KnownIdentity[],
  ): Promise<Result<null, FileProblem>> => {
    const json = `${JSON.stringify({ version: VERSION, identities }, null, 2)}\n`;
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
      if (found.ok) return ok(found.value ?? []);
      const spare = await read(copy);
      if (!spare.ok || spare.value === null) return problem(found.failure);
      await keepAside();
      deps.journal.write({ kind: 'identities-restored', facts: { reason: found.failure } });
      const restored = await write(spare.value);
      return restored.ok ? ok(spare.value) : restored;
    },
    save: async (identities) => {
      const found = await read(deps.path);
      if (!found.ok) await keepAside();
      return write(identities);
    },
  };
};
