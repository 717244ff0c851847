import type { Detail } from './detail.ts';
import type { Decoded } from './settings/decoders.ts';
import {
  everySetting,
  settingKeys,
  settingNames,
  type SettingName,
  type Settings,
} from './settings/table.ts';

/** The settings, a table in `settings/`: what else is asked of them is here. */
export {
  defaultSettings,
  settingKeys,
  settingNames,
  type SettingName,
  type Settings,
} from './settings/table.ts';

/** Why a file cannot be read as settings at all: it is no text (UTF-8 without NUL), or no ini. */
export type BrokenSettings = 'not-text' | 'not-ini';

/** Why settings.ini was not written. */
export type SettingsRefusal =
  /** Written by a newer Fobwatch: what this one does not understand must not be touched unasked. */
  | { readonly kind: 'newer'; readonly version: number; readonly known: number }
  | { readonly kind: 'file'; readonly detail: Detail };

export type SettingProblem =
  /** A bad value; the default is in force. The line counts from 1; null: it was typed in the window. */
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly value: string;
      readonly rule: string;
      readonly line: number | null;
    }
  /** A line that is neither a section nor a key with a value: passed over, and so many others. */
  | { readonly kind: 'stray-line'; readonly line: number; readonly others: number }
  /** Read as far as it is understood, and never written until a person sets its version back. */
  | { readonly kind: 'newer'; readonly version: number; readonly known: number }
  /** A broken file, moved beside itself; a new one is in its place. */
  | { readonly kind: 'set-aside'; readonly to: string; readonly why: BrokenSettings }
  | { readonly kind: 'unreadable'; readonly detail: Detail }
  | { readonly kind: 'not-written'; readonly key: string; readonly cause: SettingsRefusal };

/**
 * The version of settings.ini, its key `version` above all sections; a file without one is of version 1. Keys may come
 * without a new version. One that changes what a key means takes the next number, and the file is then read by its
 * own version's rules until a person changes something.
 */
export const SETTINGS_VERSION = 1;

/** One setting from its text, or the rule it breaks. */
export const decodeSetting = <K extends SettingName>(key: K, text: string): Decoded<Settings[K]> =>
  settingKeys[key].decode(text);

/** A value as settings.ini holds it, and on which line, from 1. */
export type SettingText = { readonly text: string; readonly line: number };

/** What a file says of the settings, as settings.ini would write it, and what of it cannot be taken. */
export const readSettings = (
  texts: (section: string, key: string) => SettingText | undefined,
): {
  readonly values: ReadonlyMap<SettingName, string>;
  readonly problems: readonly SettingProblem[];
} => {
  const { settings, problems } = decodeSettings(texts);
  const bad = new Set(problems.map((problem) => (problem.kind === 'value' ? problem.key : '')));
  const said = settingNames.filter((name) => {
    const { section, key } = settingKeys[name];
    return texts(section, key) !== undefined && !bad.has(`${section}.${key}`);
  });
  return { values: new Map(said.map((name) => [name, encodeSetting(settings[name])])), problems };
};

/** Settings from the texts of settings.ini; a bad value is a problem and its default stays in force (ST13). */
export const decodeSettings = (
  texts: (section: string, key: string) => SettingText | undefined,
): { readonly settings: Settings; readonly problems: readonly SettingProblem[] } => {
  const problems: SettingProblem[] = [];
  const one = <K extends SettingName>(name: K): Settings[K] => {
    const { section, key, standard, decode } = settingKeys[name];
    const found = texts(section, key);
    if (found === undefined) return standard;
    const decoded = decode(found.text);
    if (decoded.ok) return decoded.value;
    const { text: value, line } = found;
    problems.push({ kind: 'value', key: `${section}.${key}`, value, rule: decoded.rule, line });
    return standard;
  };
  const settings = everySetting(one);
  return { settings, problems };
};

/** A setting's value as settings.ini writes it. */
export const encodeSetting = (value: Settings[SettingName]): string => {
  if (value === null) return '';
  if (typeof value !== 'number') return value;
  if (value % 3600 === 0) return `${value / 3600}h`;
  if (value % 60 === 0) return `${value / 60}m`;
  return `${value}s`;
};
