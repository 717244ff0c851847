import { detailAbout, detailCode, ownDetail, type Detail } from '../../app/detail.ts';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { errorDetail, isAbsent } from './file-error.ts';

/** Larger than any honest file of profiles; a device or a log by mistake must not fill the memory. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Between two reads, in ms: awscli truncates and rewrites without a lock. */
const BETWEEN_READS = 15;
const MOST_READS = 8;

/** What a look at a file found. Neither bytes nor a problem: there is no such file. */
export type Look = {
  readonly bytes: Buffer | null;
  readonly problem: Detail | null;
  /** When it was last written, ms since 1970; 0 where there is none. */
  readonly writtenAt: number;
};

const none = (problem: Detail | null): Look => ({ bytes: null, problem, writtenAt: 0 });

const readOpened = async (handle: FileHandle): Promise<Look> => {
  const facts = await handle.stat();
  // Who writes into it would decide when, and whether, there is an end.
  if (facts.isFIFO()) return none(ownDetail('pipe'));
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of handle.createReadStream({ autoClose: false })) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    // Counted while reading: a device has no size, and a file may grow.
    if (size > MOST_BYTES) return none(detailAbout('too-large', MOST_BYTES));
    parts.push(bytes);
  }
  return { bytes: Buffer.concat(parts), problem: null, writtenAt: facts.mtimeMs };
};

/** Opened without waiting: to open a pipe waits for its other end, and a thread with it, for ever. */
const WITHOUT_WAITING =
  constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

const look = async (path: string): Promise<Look> => {
  try {
    const handle = await open(path, WITHOUT_WAITING);
    try {
      return await readOpened(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return none(isAbsent(error) ? null : errorDetail(error));
  }
};

const isSameDetail = (one: Detail | null, other: Detail | null): boolean =>
  one === null || other === null ? one === other : detailCode(one) === detailCode(other);

const same = (one: Look, other: Look): boolean =>
  isSameDetail(one.problem, other.problem) &&
  (one.bytes === null || other.bytes === null
    ? one.bytes === other.bytes
    : one.bytes.equals(other.bytes));

/**
 * Reads a file until two reads agree and, if asked, until `calm` says that it may have come to rest; after so many
 * reads what there is. `stable` is false when they never agreed.
 */
export const readStable = async (
  path: string,
  calm: (seen: Look) => boolean = () => true,
  mostReads = MOST_READS,
): Promise<Look & { readonly stable: boolean }> => {
  const again = async (
    before: Look,
    reads: number,
  ): Promise<Look & { readonly stable: boolean }> => {
    await pause(BETWEEN_READS);
    const now = await look(path);
    const agreed = same(before, now);
    if (agreed && calm(now)) return { ...now, stable: true };
    return reads >= mostReads ? { ...now, stable: agreed } : again(now, reads + 1);
  };
  return again(await look(path), 2);
};
