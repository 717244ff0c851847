import type { Command } from '../contract.ts';
import type { SettingsCommand } from '../contract-settings.ts';
import type { Seconds } from '../model.ts';
import { assertNever } from '../result.ts';
import { leadKey } from '../session/attention.ts';
import {
  decodeSetting,
  encodeSetting,
  settingKeys,
  settingNames,
  type SettingName,
  type SettingProblem,
} from '../settings.ts';
import { languageOf } from '../view/language.ts';
import { language, speak } from '../view/words/say.ts';
import type { Core } from './core.ts';
import { createListening } from './global-shortcut.ts';
import { createLoginStarting } from './login-start.ts';
import { createExchange } from './settings-exchange.ts';

export type Preferences = {
  /** Reads settings.ini and hands each part of it to whom it concerns. */
  read(): Promise<void>;
  /** A value that breaks its rule is a problem shown, and nothing is written (ST13). */
  run(command: SettingsCommand): void;
  /** Reads again whenever the file changes, or what the system says of starting at login; returns its stop. */
  watch(): () => void;
};

/** Whether a problem is about what was last typed in the window. */
const isOfWindow = (problem: SettingProblem): boolean =>
  problem.kind === 'not-written' || (problem.kind === 'value' && problem.line === null);

export const createPreferences = (
  core: Core,
  /** The AWS files may be others now. */
  readFiles: () => Promise<void>,
  send: (command: Command) => void,
): Preferences => {
  const { ports, store, look } = core;
  const listening = createListening(core, () => send({ kind: 'show-search' }));
  const readFile = async (): Promise<void> => {
    const { settings, leads, uncheckedEndpoints, problems } = await ports.settings.load();
    const wanted = languageOf(settings.language, ports.host.languages);
    if (language().code !== wanted.code) {
      // Before anything is told; and what the file has wrong was just said in the language before.
      speak(wanted);
      return readFile();
    }
    ports.network.use({ ...settings, uncheckedEndpoints });
    store.apply({ kind: 'settings', settings, problems, uncheckedEndpoints });
    store.apply({ kind: 'leads', leads });
    ports.journal.use(settings);
    ports.appearance.use(settings.theme);
    ports.awsFiles.use(settings);
    listening.follow();
    look();
  };
  /** Told beside what the file itself has wrong, until the next reading of it. */
  const add = (problem: SettingProblem): void => {
    const { settings, settingProblems } = store.state();
    const others = settingProblems.filter((one) => !isOfWindow(one));
    store.apply({ kind: 'settings', settings, problems: [...others, problem] });
  };
  const put = async (
    values: ReadonlyMap<SettingName, string | null>,
    leads: ReadonlyMap<string, Seconds> = new Map(),
  ): Promise<boolean> => {
    const changed = await ports.settings.write(values, leads);
    await readFile();
    const [first] = [
      ...[...values.keys()].map((name) => `${settingKeys[name].section}.${settingKeys[name].key}`),
      ...[...leads.keys()].map(leadKey),
    ];
    if (!changed.ok && first !== undefined)
      add({ kind: 'not-written', key: first, cause: changed.failure });
    await readFiles();
    return changed.ok;
  };
  const change = async (name: SettingName, value: string): Promise<void> => {
    const decoded = decodeSetting(name, value);
    if (decoded.ok) return void (await put(new Map([[name, encodeSetting(decoded.value)]])));
    const { section, key } = settingKeys[name];
    add({ kind: 'value', key: `${section}.${key}`, value, rule: decoded.rule, line: null });
  };
  const exchange = createExchange(core, put);
  const login = createLoginStarting(core);
  const read = async (): Promise<void> => {
    await Promise.all([readFile(), login.read()]);
  };

  return {
    read,
    watch: () => {
      const stops = [
        ports.settings.watch(() => void readFile().then(readFiles)),
        ports.loginStart.watch(() => void login.read()),
        listening.stop,
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    run: (command) => {
      switch (command.kind) {
        case 'change-setting':
          return void change(command.key, command.value);
        case 'reset-setting':
          return void put(new Map([[command.key, null]]));
        case 'reset-settings':
          return void put(new Map(settingNames.map((name) => [name, null])));
        case 'export-settings':
          return void exchange.write(command.path, command.replace);
        case 'read-settings':
          return void exchange.read(command.path);
        case 'take-settings':
          return void exchange.take();
        case 'drop-settings':
          return exchange.drop();
        case 'start-at-login':
          return void login.set(command.on);
        default:
          return assertNever(command);
      }
    },
  };
};
