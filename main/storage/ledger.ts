import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  handOvers,
  ledgerPaths,
  outcomes,
  type Ledger,
  type LedgerEntry,
} from '../../app/ledger.ts';
import type { GrantId } from '../../app/model.ts';
import type { Journal } from '../../app/ports.ts';
import { fail, ok } from '../../app/result.ts';
import { errorCode, errorDetail, isAbsent } from './file-error.ts';
import { createLineFile, fullName } from './line-file.ts';

/** Past this many bytes the ledger starts anew; the one before is kept: some ten thousand lines in all. */
const MOST_BYTES = 1024 * 1024;

const isGrantId = (text: string): text is GrantId => /^(session|role|made):/.test(text);

const instant = z.iso.datetime().transform((text) => Date.parse(text));

/** Lines of before there was an outcome tell of what was given: nothing else was kept. */
const entryDecoder = z.object({
  at: instant,
  target: z.string().refine(isGrantId),
  how: z.enum(handOvers),
  via: z.enum(ledgerPaths).nullable().default(null),
  to: z.string().nullable(),
  by: z.string().nullable().default(null),
  pid: z.number().nullable(),
  outcome: z.enum(outcomes).default('given'),
  expiresAt: instant.nullable(),
});

const entryIn = (line: string): readonly LedgerEntry[] => {
  try {
    const decoded = entryDecoder.safeParse(JSON.parse(line));
    return decoded.success ? [decoded.data] : [];
  } catch {
    // Half a line, as a full disk leaves it: the others still count.
    return [];
  }
};

/** One JSON object a line in a file of mode 0600; times as ISO 8601, for a person's eye. */
export const createLedger = (deps: {
  readonly path: string;
  readonly journal: Journal;
  readonly mostBytes?: number;
}): Ledger => {
  const { path, journal } = deps;
  const file = createLineFile(path, deps.mostBytes ?? MOST_BYTES);

  const textOf = async (name: string): Promise<string> => {
    try {
      return await readFile(name, 'utf8');
    } catch (error) {
      if (isAbsent(error)) return '';
      throw error;
    }
  };

  return {
    write: (entry) => {
      const at = new Date(entry.at).toISOString();
      const expiresAt = entry.expiresAt === null ? null : new Date(entry.expiresAt).toISOString();
      try {
        file.append(`${JSON.stringify({ ...entry, at, expiresAt })}\n`);
      } catch (error) {
        journal.write({ kind: 'ledger-not-kept', facts: { path, detail: errorCode(error) } });
      }
    },
    read: async (most, of) => {
      try {
        const texts = await Promise.all([textOf(fullName(path)), textOf(path)]);
        const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line !== '');
        if (of === undefined) return ok(lines.slice(-most).flatMap(entryIn));
        // Sought as text before they are decoded: there may be ten thousand, and few are about one grant.
        const name = JSON.stringify(of);
        const about = lines.filter((line) => line.includes(name)).flatMap(entryIn);
        return ok(about.filter(({ target }) => target === of).slice(-most));
      } catch (error) {
        return fail({ path, detail: errorDetail(error) });
      }
    },
  };
};
