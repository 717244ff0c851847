import type { Command } from '../contract.ts';
import { decodeSetting } from '../settings.ts';
import type { Core } from './core.ts';

export type Preferences = {
  /** Reads settings.ini and hands each part of it to whom it concerns. */
  read(): Promise<void>;
  /** Writes one setting; a value that breaks its rule is a problem shown, and nothing is written (ST13). */
  change(command: Extract<Command, { kind: 'change-setting' }>): Promise<void>;
};

export const createPreferences = (
  { ports, store, look }: Core,
  /** The AWS files may be others now. */
  readFiles: () => Promise<void>,
): Preferences => {
  const read = async (): Promise<void> => {
    const { settings, uncheckedEndpoints, problems } = await ports.settings.load();
    ports.network.use({ ...settings, uncheckedEndpoints });
    store.apply({ kind: 'settings', settings, problems, uncheckedEndpoints });
    ports.journal.use(settings);
    ports.awsFiles.use(settings);
    look();
  };
  return {
    read,
    change: async (command) => {
      const decoded = decodeSetting(command.key, command.value);
      if (!decoded.ok) {
        const { settings } = store.state();
        const problem = { key: command.key, value: command.value, rule: decoded.rule };
        return store.apply({ kind: 'settings', settings, problems: [problem] });
      }
      const changed = await ports.settings.change(command.key, decoded.value);
      const { path } = ports.settings;
      store.apply(
        changed.ok
          ? { kind: 'state-file', path, detail: null }
          : { kind: 'state-file', ...changed.failure },
      );
      await read();
      await readFiles();
    },
  };
};
