/** Names of what can be pressed or read, where no fact goes into them. */
export const labels = {
  search: 'Search roles',
  clearSearch: 'Clear search',
  code: 'MFA code',
  submitCode: 'Send code',
  notNow: 'Not now',
  enterCode: 'Enter code',
  roles: 'Roles',
  sessions: 'Sessions',
  session: 'session',
  settings: 'Settings',
  back: 'Back',
  copyExports: 'Copy exports',
  start: 'Start',
  stop: 'Stop',
  startAll: 'Start all',
  stopAll: 'Stop all',
  details: 'Details',
  hideDetails: 'Hide details',
  production: 'production',
  plainText: 'key in plain text',
  withoutMfa: 'without MFA',
  whatAwsSaid: 'What was said',
  addKey: 'Add key',
  remove: 'Remove',
  reallyRemove: 'Remove for good',
  keep: 'Keep',
  check: 'Check',
  identities: 'Identities',
  files: 'AWS files',
  keychain: 'Keychain',
  noKeychain: 'none answers',
  openConfig: 'Open config file',
  openSettingsFile: 'Open settings.ini',
  readAgain: 'Read again',
  quit: 'Quit Fobwatch',
  importKey: 'Import into keychain',
} as const;

/** Accessible names of what acts on one grant: "Copy exports of dev". */
export const copyLabel = (name: string): string => `Copy exports of ${name}`;
export const startLabel = (name: string): string => `Start ${name}`;
export const stopLabel = (name: string): string => `Stop ${name}`;
export const moreLabel = (name: string): string => `More for ${name}`;

/** Said once to those who cannot see the row change. */
export const copiedSaid = (name: string): string => `Exports of ${name} copied`;

export const keyFormWords = {
  title: 'Add key',
  intro: 'The key goes into your keychain and nowhere else.',
  name: 'Name',
  nameHelp: 'The profile that roles name as their source_profile.',
  accessKeyId: 'Access key id',
  secretAccessKey: 'Secret access key',
  serial: 'MFA serial number (optional)',
  serialHelp: 'Found by itself when the key may list its own devices.',
  submit: 'Add key',
  storing: 'Asking the keychain',
  cancel: 'Cancel',
} as const;
