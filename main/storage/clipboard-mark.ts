import { detailCode } from '../../app/detail.ts';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Journal } from '../../app/ports.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorCode, isAbsent } from './file-error.ts';

const VERSION = 1;

/** Bytes of the key by chance, one for each text: the same text never leaves the same mark twice. */
const KEY_BYTES = 32;

const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]+=*$/)
  .max(64);
const fileDecoder = z.object({ version: z.literal(VERSION), key: base64, digest: base64 });

const digestOf = (key: Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** What the clipboard was last given, as far as it has to be known again after a crash. */
export type ClipboardMark = {
  /** Remembers a text by a hash under a key of its own; the text itself is nowhere on disk. */
  note(text: string): Promise<void>;
  /** Whether anything is noted, also by an app that was killed since: else nobody's clipboard is read. */
  stands(): Promise<boolean>;
  /** Whether a text is the one noted last. */
  isNoted(text: string): Promise<boolean>;
  forget(): Promise<void>;
};

/**
 * The mark in a file of mode 0600. Whoever reads it can try texts against it, no more: what is copied here holds a
 * secret of AWS's making, which nobody guesses. A mark that cannot be written costs what follows a crash alone.
 */
export const createClipboardMark = (deps: {
  readonly path: string;
  readonly journal: Journal;
}): ClipboardMark => {
  const { path, journal } = deps;
  type Mark = { readonly key: Buffer; readonly digest: Buffer };
  /** undefined: the file was not read yet. */
  const state: { mark: Mark | null | undefined } = { mark: undefined };

  const read = async (): Promise<Mark | null> => {
    try {
      const found = fileDecoder.safeParse(JSON.parse(await readFile(path, 'utf8')));
      if (!found.success) return null;
      const { key, digest } = found.data;
      return { key: Buffer.from(key, 'base64'), digest: Buffer.from(digest, 'base64') };
    } catch (error) {
      if (!isAbsent(error))
        journal.write({ kind: 'clipboard-mark-unread', facts: { detail: errorCode(error) } });
      return null;
    }
  };

  const current = async (): Promise<Mark | null> => {
    const mark = state.mark === undefined ? await read() : state.mark;
    state.mark = mark;
    return mark;
  };

  return {
    note: async (text) => {
      const key = randomBytes(KEY_BYTES);
      const digest = digestOf(key, text);
      state.mark = { key, digest };
      const body = {
        version: VERSION,
        key: key.toString('base64'),
        digest: digest.toString('base64'),
      };
      const written = await writeAtomically(path, `${JSON.stringify(body)}\n`);
      if (!written.ok)
        journal.write({
          kind: 'clipboard-mark-unwritten',
          facts: { detail: detailCode(written.failure) },
        });
    },
    stands: async () => (await current()) !== null,
    isNoted: async (text) => {
      const mark = await current();
      if (mark === null) return false;
      const digest = digestOf(mark.key, text);
      return digest.length === mark.digest.length && timingSafeEqual(digest, mark.digest);
    },
    forget: async () => {
      state.mark = null;
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
};
