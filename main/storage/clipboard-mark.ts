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

/** Texts that may stand there still, since those after them never came there. */
const MOST_BEFORE = 4;

const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]+=*$/)
  .max(64);
const markDecoder = z.object({ key: base64, digest: base64 });
const fileDecoder = markDecoder.extend({
  version: z.literal(VERSION),
  /** Of what stood there before, in case the last text never came there. */
  before: z.array(markDecoder).default([]),
});

const digestOf = (key: Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** What the clipboard was last given, as far as it has to be known again after a crash. */
export type ClipboardMark = {
  /**
   * Remembers a text by a hash under a key of its own; the text itself is nowhere on disk. Until it is settled that the
   * text stands there, those of before are remembered as well.
   */
  note(text: string): Promise<void>;
  /** The text noted last stands there, and none of before. */
  settle(): void;
  /** Whether anything is noted, also by an app that was killed since: else nobody's clipboard is read. */
  stands(): Promise<boolean>;
  /** Whether a text is the one noted last, or one of before while the last is not settled. */
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
  type Marks = { readonly last: Mark; readonly before: readonly Mark[] };
  /** undefined: the file was not read yet. */
  const state: { marks: Marks | null | undefined } = { marks: undefined };

  const markOf = ({ key, digest }: z.infer<typeof markDecoder>): Mark => ({
    key: Buffer.from(key, 'base64'),
    digest: Buffer.from(digest, 'base64'),
  });
  const written = ({ key, digest }: Mark): z.infer<typeof markDecoder> => ({
    key: key.toString('base64'),
    digest: digest.toString('base64'),
  });

  const read = async (): Promise<Marks | null> => {
    try {
      const found = fileDecoder.safeParse(JSON.parse(await readFile(path, 'utf8')));
      if (!found.success) return null;
      const { before } = found.data;
      return { last: markOf(found.data), before: before.map(markOf) };
    } catch (error) {
      if (!isAbsent(error))
        journal.write({ kind: 'clipboard-mark-unread', facts: { detail: errorCode(error) } });
      return null;
    }
  };

  const current = async (): Promise<Marks | null> => {
    const marks = state.marks === undefined ? await read() : state.marks;
    state.marks = marks;
    return marks;
  };

  const isOf = ({ key, digest }: Mark, text: string): boolean => {
    const other = digestOf(key, text);
    return other.length === digest.length && timingSafeEqual(other, digest);
  };

  return {
    note: async (text) => {
      const marks = await current();
      const key = randomBytes(KEY_BYTES);
      const last = { key, digest: digestOf(key, text) };
      const before = marks === null ? [] : [...marks.before, marks.last].slice(-MOST_BEFORE);
      state.marks = { last, before };
      const body = { version: VERSION, ...written(last), before: before.map(written) };
      const saved = await writeAtomically(path, `${JSON.stringify(body)}\n`);
      if (!saved.ok)
        journal.write({
          kind: 'clipboard-mark-unwritten',
          facts: { detail: detailCode(saved.failure) },
        });
    },
    settle: () => {
      if (state.marks) state.marks = { ...state.marks, before: [] };
    },
    stands: async () => (await current()) !== null,
    isNoted: async (text) => {
      const marks = await current();
      if (marks === null) return false;
      return [marks.last, ...marks.before].some((mark) => isOf(mark, text));
    },
    forget: async () => {
      state.marks = null;
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
};
