import type { Detail } from '../../detail.ts';
import { detailWords } from './detail.ts';
import type { ExchangeProblem } from '../../ports-settings.ts';
import { assertNever } from '../../result.ts';
import type { LoginEntry } from '../../session/login-start.ts';
import type { SettingPart } from '../../settings/sections.ts';
import { defaultSettings, type SettingName } from '../../settings.ts';
import { plural, spoken, t } from './say.ts';
import { choiceWords, settingWords } from './setting.ts';
import { durationWords } from './time.ts';

/** The settings view's own words; those of each setting are in setting.ts. */
export const settingsWords = spoken({
  search: 'Search settings',
  changed: 'Changed',
  reset: 'Reset',
  none: 'No setting is called that.',
  noneChanged: 'Every setting has its default.',
  showAll: 'Show all settings',
  showProblem: 'Show',
  close: 'Not now',

  unheard: 'This desktop does not tell of that, so nothing is locked by it.',

  loginStart: 'Start at login',
  loginEffect: 'Fobwatch waits in the tray from the moment you log in.',
  loginDefault: 'off',
  loginKept: 'kept by the system, not in settings.ini',

  fileAbout: 'Everything above is in settings.ini, which can be edited while Fobwatch runs.',
  exchange: 'Take along',
  exchangeAbout:
    'All settings in a file of their own, for another computer, and how long ahead single roles and sessions are told, by their names. Keys and passwords are never in it, nor which endpoints go unchecked: each computer is told that by hand.',
  exchangeFile: 'File to write or read',
  exportTo: 'Export',
  importFrom: 'Import',
  replace: 'Replace it',
  importTitle: 'Take these settings?',
  importNothing: 'The file has nothing that is not so already.',
  take: 'Take them',
  was: 'was',
  empty: 'empty',

  resetAll: 'Reset all settings',
  resetAllAbout: 'Identities, keys, your tags and your own lines in settings.ini stay.',
  resetAllTitle: 'Give every setting its default?',
  resetAllSure: 'Reset them',
  resetTroubled: 'The values that cannot be taken leave settings.ini.',
});

/** Sections of settings.ini that are about one role or endpoint each. */
export const ownSectionWords = spoken({
  leads: {
    title: 'Notices of single roles',
    about: 'How long ahead one role or session is told; its details in the list choose it.',
    none: 'All are told as usual.',
  },
  endpoints: {
    title: 'Endpoints whose certificates are not checked',
    about:
      'An endpoint of your own with a certificate that nothing vouches for. Anyone on the way can then answer in its place.',
    none: 'All are checked.',
  },
} as const);

export const partTitles: Readonly<Record<SettingPart, string>> = spoken({
  identities: 'Identities',
  window: 'Window, tray and keys',
  session: 'Sessions and roles',
  production: 'Production',
  notices: 'Notices',
  lock: 'Lock',
  copies: 'Copies, files and console',
  network: 'Network',
  files: 'AWS files',
  updates: 'Updates',
  journal: 'Journal',
  tools: 'Tools',
  file: 'Export, import, reset',
});

const choicesByName: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> =
  choiceWords;

/** The choices of a setting that has few values, in words; null: it is typed. */
export const choicesOf = (name: SettingName): Readonly<Record<string, string>> | null =>
  choicesByName[name] ?? null;

/** The default of a setting, in words. */
export const standardWords = (name: SettingName): string => {
  const standard = defaultSettings[name];
  return typeof standard === 'number' ? durationWords(standard) : settingWords[name].standard;
};

export const defaultLine = (standard: string): string => t`Default: ${standard}`;

/** What the button that resets one setting says to whoever cannot see where it stands. */
export const resetOf = (label: string, standard: string): string =>
  t`Reset “${label}” to the default, ${standard}`;

export const changedLabel = (count: number): string =>
  plural(count, { one: '# changed', other: '# changed' });

export const foundLabel = (count: number): string =>
  plural(count, { one: '# found', other: '# found' });

export const problemsLine = (count: number): string =>
  plural(count, {
    one: '# setting has a value that cannot be taken.',
    other: '# settings have values that cannot be taken.',
  });

export const resetCount = (count: number): string =>
  plural(count, { one: '# setting gets its default:', other: '# settings get their defaults:' });

/** What the system says of starting at login, where that is more than on or off. */
export const loginWords = (entry: LoginEntry | null, refused: Detail | null): string | null => {
  if (refused !== null) return t`It could not be changed: ${detailWords(refused)}`;
  if (entry === null) return null;
  switch (entry.kind) {
    case 'off':
    case 'on':
      return null;
    case 'other':
      return t`At login something else is started under this name: ${entry.command}. Switch it on to start this Fobwatch instead.`;
    case 'held-back':
      return t`The system holds it back; allow it among the login items of the system settings.`;
    case 'unreadable':
      return t`Whether it is on could not be read: ${detailWords(entry.detail)}`;
    default:
      return assertNever(entry);
  }
};

export const exportedLine = (path: string): string => t`All settings are in ${path}.`;
export const takenLine = (count: number, path: string): string =>
  plural(
    count,
    { one: '# setting was taken from {0}.', other: '# settings were taken from {0}.' },
    path,
  );

/** What would change, at the head of the list. */
export const importLine = (count: number): string =>
  plural(count, { one: '# setting would change:', other: '# settings would change:' });

export const passedOverLine = (names: readonly string[]): string =>
  t`Passed over, since it is none of the settings, or would leave certificates unchecked: ${names.join(', ')}.`;

export const exchangeProblemWords = (problem: ExchangeProblem): string => {
  switch (problem.kind) {
    case 'exists':
      return t`There is a file ${problem.path} already; replace it or name another.`;
    case 'file':
      return t`The file ${problem.path} could not be used: ${detailWords(problem.detail)}. Check its name and permissions.`;
    case 'not-settings':
      return t`${problem.path} holds no settings of Fobwatch; name another file.`;
    case 'newer':
      return t`${problem.path} is of version ${problem.version}, from a newer Fobwatch; update this one first.`;
    default:
      return assertNever(problem);
  }
};

/** A value as settings.ini writes it, in words where it has some. */
export const valueWords = (name: SettingName, text: string): string =>
  choicesOf(name)?.[text] ?? (text === '' ? settingsWords.empty : text);

/** What a text that is being typed breaks. */
export const ruleWords = (label: string, rule: string): string => t`${label} takes ${rule}.`;
