import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { FileProblem, MadeDevices } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';

const VERSION = 1;

const text = z.string().min(1).max(2048);
const fileDecoder = z.object({
  version: z.literal(VERSION),
  devices: z.array(z.object({ identity: text, serial: text })),
});

/** Devices that were made and are nobody's yet: versioned JSON without secrets, replaced as a whole. */
export const createMadeDeviceFile = (path: string): MadeDevices => {
  const problem = (detail: string): Result<never, FileProblem> => fail({ path, detail });
  return {
    load: async () => {
      try {
        const decoded = fileDecoder.safeParse(JSON.parse(await readFile(path, 'utf8')));
        return decoded.success ? ok(decoded.data.devices) : problem('is not a list of devices');
      } catch (error) {
        if (isAbsent(error)) return ok([]);
        return problem(error instanceof SyntaxError ? 'is not JSON' : errorDetail(error));
      }
    },
    save: async (devices) => {
      const json = `${JSON.stringify({ version: VERSION, devices }, null, 2)}\n`;
      const written = await writeAtomically(path, json);
      return written.ok ? ok(null) : problem(written.failure);
    },
  };
};
