import { awsSettings } from './aws.ts';
import { clipboardSettings } from './clipboard.ts';
import { consoleSettings } from './console.ts';
import { exportSettings } from './export.ts';
import { journalSettings } from './journal.ts';
import { keyboardSettings } from './keyboard.ts';
import { lockSettings } from './lock.ts';
import { networkSettings } from './network.ts';
import { noticeSettings } from './notice.ts';
import { productionSettings } from './production.ts';
import { renewalSettings } from './renewal.ts';
import { sessionSettings } from './session.ts';
import type { Setting } from './setting.ts';
import { traySettings } from './tray.ts';
import { updatesSettings } from './updates.ts';
import { windowSettings } from './window.ts';
import { writeSettings } from './write.ts';

/** Every setting, in the order of settings.ini: a section is a file here, a setting one entry in it. */
const table = {
  ...awsSettings,
  ...sessionSettings,
  ...productionSettings,
  ...renewalSettings,
  ...noticeSettings,
  ...lockSettings,
  ...clipboardSettings,
  ...exportSettings,
  ...writeSettings,
  ...journalSettings,
  ...windowSettings,
  ...traySettings,
  ...keyboardSettings,
  ...networkSettings,
  ...consoleSettings,
  ...updatesSettings,
};

/** What a person can change; `settings.ini` holds the same keys (ST10). */
export type Settings = {
  readonly [K in keyof typeof table]: (typeof table)[K]['standard'];
};

export type SettingName = keyof Settings;

/** Where each setting stands in settings.ini, what the template says of it, and what it may be. */
export const settingKeys: { readonly [K in SettingName]: Setting<Settings[K]> } = table;

/** Every setting, in the order of settings.ini. */
export const settingNames: readonly SettingName[] = Object.keys(table).filter(
  (name): name is SettingName => Object.hasOwn(table, name),
);

const isWhole = (some: Partial<Settings>): some is Settings =>
  settingNames.every((name) => Object.hasOwn(some, name));

/** All settings, each as `valueOf` has it. */
export const everySetting = (
  valueOf: <K extends SettingName>(name: K) => Settings[K],
): Settings => {
  const values: { -readonly [K in SettingName]?: Settings[K] } = {};
  const put = <K extends SettingName>(name: K, value: Settings[K]): void => {
    values[name] = value;
  };
  for (const name of settingNames) put(name, valueOf(name));
  if (!isWhole(values)) throw new Error('a setting has no value');
  return values;
};

export const defaultSettings: Settings = everySetting((name) => settingKeys[name].standard);
