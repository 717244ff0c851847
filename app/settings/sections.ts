/**
 * The sections of settings.ini, and the part of the settings view that shows each. A new section is a line here; a new
 * part is a name in `settingParts` and its title in view/words/settings-view.ts.
 */
export const sections = {
  aws: 'files',
  session: 'session',
  renewal: 'session',
  production: 'production',
  notice: 'notices',
  lock: 'lock',
  clipboard: 'copies',
  export: 'copies',
  write: 'copies',
  console: 'copies',
  journal: 'journal',
  window: 'window',
  tray: 'window',
  keyboard: 'window',
  network: 'network',
  updates: 'updates',
} as const satisfies Readonly<Record<string, SettingPart>>;

export type Section = keyof typeof sections;

/** The parts of the settings view, in its order. */
export const settingParts = [
  'identities',
  'window',
  'session',
  'production',
  'notices',
  'lock',
  'copies',
  'network',
  'files',
  'updates',
  'journal',
  'tools',
  'file',
] as const;
export type SettingPart = (typeof settingParts)[number];
