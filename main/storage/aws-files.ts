import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AwsFiles, AwsFileText } from '../../app/ports.ts';
import { awsFilePaths, type AwsFileEnv } from '../../app/profiles/file-paths.ts';
import { secret } from '../../app/secret.ts';
import type { Settings } from '../../app/settings.ts';
import { errorDetail, isAbsent } from './file-error.ts';
import { watchFiles } from './watch-files.ts';

/** Larger than any honest file of profiles; a device or a log by mistake must not fill the memory. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Between two reads, in ms: awscli truncates and rewrites without a lock. */
const BETWEEN_READS = 15;
const MOST_READS = 8;

type Look = { readonly bytes: Buffer | null; readonly problem: string | null };

const none = (problem: string | null): Look => ({ bytes: null, problem });

const readOpened = async (handle: FileHandle): Promise<Look> => {
  const facts = await handle.stat();
  // Who writes into it would decide when, and whether, there is an end.
  if (facts.isFIFO()) return none('is a pipe, not a file');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of handle.createReadStream({ autoClose: false })) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    // Counted while reading: a device has no size, and a file may grow.
    if (size > MOST_BYTES) return none(`larger than ${MOST_BYTES / 1024 / 1024} MB`);
    parts.push(bytes);
  }
  return { bytes: Buffer.concat(parts), problem: null };
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

const same = (one: Look, other: Look): boolean =>
  one.problem === other.problem &&
  (one.bytes === null || other.bytes === null
    ? one.bytes === other.bytes
    : one.bytes.equals(other.bytes));

const readStable = async (path: string): Promise<Look> => {
  const again = async (before: Look, reads: number): Promise<Look> => {
    await pause(BETWEEN_READS);
    const now = await look(path);
    return same(before, now) || reads >= MOST_READS ? now : again(now, reads + 1);
  };
  return again(await look(path), 2);
};

const readText = async (path: string): Promise<AwsFileText> => {
  const { bytes, problem } = await readStable(path);
  return { path, text: bytes === null ? null : secret(bytes.toString('utf8')), problem };
};

/**
 * The person's AWS files: followed through symbolic links, read until two reads agree, watched by their folders, so
 * that a replacing editor and a file that comes later are seen. Never written.
 */
export const createAwsFiles = (deps: {
  readonly env: AwsFileEnv;
  readonly home: string;
}): AwsFiles => {
  const where = (setting: Pick<Settings, 'configFile' | 'credentialsFile'>) =>
    awsFilePaths({
      env: deps.env,
      home: deps.home,
      setting: { config: setting.configFile, credentials: setting.credentialsFile },
      separator: sep === '\\' ? '\\' : '/',
    });
  const state = { paths: where({ configFile: null, credentialsFile: null }) };
  const watches = new Set<{ stop: () => void; readonly changed: () => void }>();
  const listen = (changed: () => void): (() => void) =>
    watchFiles([state.paths.config.path, state.paths.credentials.path], changed);
  return {
    read: async () => {
      const { config, credentials } = state.paths;
      const [configText, credentialsText] = await Promise.all([
        readText(config.path),
        readText(credentials.path),
      ]);
      return { config: configText, credentials: credentialsText };
    },
    watch: (changed) => {
      const held = { stop: listen(changed), changed };
      watches.add(held);
      return () => {
        held.stop();
        watches.delete(held);
      };
    },
    use: (setting) => {
      state.paths = where(setting);
      for (const held of watches) {
        held.stop();
        held.stop = listen(held.changed);
      }
    },
  };
};
