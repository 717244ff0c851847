import { readFile } from 'node:fs/promises';
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

const look = async (path: string): Promise<Look> => {
  try {
    const bytes = await readFile(path);
    return bytes.length > MOST_BYTES
      ? { bytes: null, problem: `larger than ${MOST_BYTES / 1024 / 1024} MB` }
      : { bytes, problem: null };
  } catch (error) {
    return { bytes: null, problem: isAbsent(error) ? null : errorDetail(error) };
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
