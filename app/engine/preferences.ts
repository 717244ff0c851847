import type { Command } from '../contract.ts';
import { decodeSetting, settingKeys, type SettingProblem } from '../settings.ts';
import { languageOf } from '../view/language.ts';
import { speak } from '../view/words/say.ts';
import type { Core } from './core.ts';

export type Preferences = {
  /** Reads settings.ini and hands each part of it to whom it concerns. */
  read(): Promise<void>;
  /** Writes one setting; a value that breaks its rule is a problem shown, and nothing is written (ST13). */
  change(command: Extract<Command, { kind: 'change-setting' }>): Promise<void>;
};

/** Whether a problem is about what was last typed in the window. */
const isOfWindow = (problem: SettingProblem): boolean =>
  problem.kind === 'not-written' || (problem.kind === 'value' && problem.line === null);

export const createPreferences = (
  { ports, store, look }: Core,
  /** The AWS files may be others now. */
  readFiles: () => Promise<void>,
): Preferences => {
  const read = async (): Promise<void> => {
    const { settings, uncheckedEndpoints, problems } = await ports.settings.load();
    ports.network.use({ ...settings, uncheckedEndpoints });
    // Before anything is told: what comes of it is in words.
    speak(languageOf(settings.language, ports.host.languages));
    store.apply({ kind: 'settings', settings, problems, uncheckedEndpoints });
    ports.journal.use(settings);
    ports.appearance.use(settings.theme);
    ports.awsFiles.use(settings);
    look();
  };
  /** Told beside what the file itself has wrong, until the next reading of it. */
  const add = (problem: SettingProblem): void => {
    const { settings, settingProblems } = store.state();
    const others = settingProblems.filter((one) => !isOfWindow(one));
    store.apply({ kind: 'settings', settings, problems: [...others, problem] });
  };
  return {
    read,
    change: async (command) => {
      const decoded = decodeSetting(command.key, command.value);
      if (!decoded.ok) {
        const { key, value } = command;
        return add({ kind: 'value', key, value, rule: decoded.rule, line: null });
      }
      const changed = await ports.settings.change(command.key, decoded.value);
      await read();
      if (!changed.ok) {
        const { section, key } = settingKeys[command.key];
        add({ kind: 'not-written', key: `${section}.${key}`, cause: changed.failure });
      }
      await readFiles();
    },
  };
};
