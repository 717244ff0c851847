import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { WrittenFiles } from '../../app/ports-lock.ts';
import type { Journal } from '../../app/ports.ts';
import { ok } from '../../app/result.ts';
import { createStateFile } from './state-file.ts';

/** No system takes a longer one. */
const LONGEST_PATH = 32_767;

const member = z.object({
  file: z.enum(['config', 'credentials']),
  path: z
    .string()
    .max(LONGEST_PATH)
    .refine((path) => !path.includes('\0') && (isAbsolute(path) || /^~[/\\]/.test(path))),
});

/** Which AWS files sections of ours were put into. What is none that could be written is not kept. */
export const createWrittenFiles = (deps: {
  readonly path: string;
  readonly journal: Journal;
}): WrittenFiles => {
  const file = createStateFile({
    ...deps,
    version: 1,
    body: z.object({ files: z.array(member) }),
    restored: 'written-files-restored',
  });
  return {
    load: async () => {
      const loaded = await file.load();
      return loaded.ok ? ok(loaded.value?.files ?? []) : loaded;
    },
    save: (files) => file.save({ files: files.filter((one) => member.safeParse(one).success) }),
  };
};
