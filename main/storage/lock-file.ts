import { ownDetail } from '../../app/detail.ts';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { grantRefDecoder } from '../../app/grant-ref.ts';
import type { LockKeeping } from '../../app/ports-lock.ts';
import { fail, ok } from '../../app/result.ts';
import { lockCauses } from '../../app/session/lock.ts';
import { removeDurably, writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';

const VERSION = 1;
const instant = z.number().nonnegative();

const fileDecoder = z.object({
  version: z.literal(VERSION),
  since: instant,
  cause: z.enum(lockCauses),
  livesOn: z.array(
    z.object({ target: grantRefDecoder, arn: z.string().nullable(), expiresAt: instant }),
  ),
  keeps: z.boolean().default(false),
  spentSteps: z.record(z.string(), z.number().int()),
});

/**
 * The lock over a restart: while its file is there the app starts locked. It holds no secret. There is no spare copy,
 * since a file that cannot be read counts as locked, and one that was taken away must not come back.
 */
export const createLockKeeping = (
  path: string,
  /** What adapters keep of what they read from the keychain goes. */
  letGo: readonly (() => void)[],
): LockKeeping => ({
  load: async () => {
    try {
      const found = fileDecoder.safeParse(JSON.parse(await readFile(path, 'utf8')));
      return found.success ? ok(found.data) : fail({ path, detail: ownDetail('not-ours') });
    } catch (error) {
      if (isAbsent(error)) return ok(null);
      return fail({
        path,
        detail: error instanceof SyntaxError ? ownDetail('not-json') : errorDetail(error),
      });
    }
  },
  save: async (lock) => {
    const json = `${JSON.stringify({ version: VERSION, ...lock }, null, 2)}\n`;
    const written = await writeAtomically(path, json);
    return written.ok ? ok(null) : fail({ path, detail: written.failure });
  },
  remove: async () => {
    const removed = await removeDurably(path);
    return removed.ok ? ok(null) : fail({ path, detail: removed.failure });
  },
  letGo: () => {
    for (const one of letGo) one();
  },
});
