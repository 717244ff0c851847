import { ownDetail, type Detail } from '../../app/detail.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeSourceDecoder } from '../../app/devices/code-source.ts';
import type { FileProblem } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';

const VERSION = 1;

const text = z.string().min(1).max(2048);

/** Devices that were made and are nobody's yet. */
export const madeDeviceDecoder = z.object({ identity: text, serial: text });
/** Who keys are. */
const keyOwnerDecoder = z.object({
  accessKeyId: text,
  arn: text,
  account: text,
  alias: text.nullable(),
});
/** What accounts are called. */
const accountAliasDecoder = z.object({
  account: text,
  iam: text.nullable(),
  alias: text.nullable(),
  askedAt: z.number().int(),
});
/** Whose codes nobody types. */
export const codeChoiceDecoder = z.object({ identity: text, source: codeSourceDecoder });

/** Code steps that are spent, while no sealed copy says so. */
const spentStepDecoder = z.object({ serial: text, step: z.number().int().nonnegative() });

/** A list without secrets in a file of its own: versioned JSON, replaced as a whole. */
export const createListFile = <T>({
  path,
  member,
}: {
  readonly path: string;
  readonly member: z.ZodType<T>;
}): {
  load(): Promise<Result<readonly T[], FileProblem>>;
  save(list: readonly T[]): Promise<Result<null, FileProblem>>;
} => {
  const problem = (detail: Detail): Result<never, FileProblem> => fail({ path, detail });
  const file = z.object({ version: z.literal(VERSION), list: z.array(member) });
  return {
    load: async () => {
      try {
        const decoded = file.safeParse(JSON.parse(await readFile(path, 'utf8')));
        return decoded.success ? ok(decoded.data.list) : problem(ownDetail('not-ours'));
      } catch (error) {
        if (isAbsent(error)) return ok([]);
        return problem(error instanceof SyntaxError ? ownDetail('not-json') : errorDetail(error));
      }
    },
    save: async (list) => {
      const json = `${JSON.stringify({ version: VERSION, list }, null, 2)}\n`;
      const written = await writeAtomically(path, json);
      return written.ok ? ok(null) : problem(written.failure);
    },
  };
};

/** The lists without secrets, each in its file under `data`. */
export const createListFiles = (data: string) => ({
  keyOwners: createListFile({ path: join(data, 'owners.json'), member: keyOwnerDecoder }),
  accountAliases: createListFile({
    path: join(data, 'accounts.json'),
    member: accountAliasDecoder,
  }),
  madeDevices: createListFile({ path: join(data, 'devices.json'), member: madeDeviceDecoder }),
  codeChoices: createListFile({ path: join(data, 'codes.json'), member: codeChoiceDecoder }),
  spentSteps: createListFile({ path: join(data, 'steps.json'), member: spentStepDecoder }),
});
