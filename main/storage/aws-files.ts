import { sep } from 'node:path';
import type { AwsFiles, AwsFileText } from '../../app/ports.ts';
import { awsFilePaths, type AwsFileEnv } from '../../app/profiles/file-paths.ts';
import { secret } from '../../app/secret.ts';
import type { Settings } from '../../app/settings.ts';
import { readStable } from './stable-read.ts';
import { watchFiles } from './watch-files.ts';

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
