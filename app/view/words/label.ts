import type { Failure } from '../../failure.ts';
import { assertNever } from '../../result.ts';
import type { ClipboardHolds } from '../../session/state.ts';
import { leftWords } from './time.ts';
import { plural, spoken, t } from './say.ts';

/** Names of what can be pressed or read, where no fact goes into them. */
export const labels = spoken({
  app: 'Fobwatch',
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
  copyFor: 'Copy for',
  copyLive: 'Copy live block',
  copyClear: 'Copy clear block',
  byDefault: 'default',
  start: 'Start',
  renew: 'Renew now',
  stop: 'Stop',
  startAll: 'Start all',
  stopAll: 'Stop all',
  forAll: 'More for the list',
  details: 'Details',
  hideDetails: 'Hide details',
  production: 'production',
  plainText: 'key in plain text',
  withoutMfa: 'without MFA',
  whatAwsSaid: 'Details',
  addKey: 'Add key',
  remove: 'Remove',
  reallyRemove: 'Remove for good',
  keep: 'Keep',
  check: 'Check',
  identities: 'Identities',
  files: 'AWS files',
  times: 'Times and tray',
  command: 'Command for the terminal',
  inForce: 'Read now',
  keychain: 'Keychain',
  noKeychain: 'none answers',
  noKey: 'No key yet',
  openConfig: 'Open config file',
  openSettingsFile: 'Open settings.ini',
  readAgain: 'Read again',
  quit: 'Quit Fobwatch',
  importKey: 'Import into keychain',
  codeFor: 'Code for',
  needsCode: 'needs a code',
  alsoWaiting: 'Also waiting:',
  role: 'Role',
  noAccount: 'No account',
  account: 'Account',
  reachedBy: 'Reached by',
  lasts: 'Lasts',
  left: 'Left',
  region: 'Region',
  user: 'User',
  device: 'MFA device',
  keyId: 'Access key id',
  notChecked: 'not checked yet',
  checking: 'asking AWS',
  codesFrom: 'Codes come from',
  noDevice: 'none known',
  standard: 'Default:',
  environment: 'left to the environment',
  dismiss: 'Not now',
} as const);

/** Accessible names of what acts on one grant: "Copy exports of dev". */
export const copyLabel = (name: string): string => t`Copy exports of ${name}`;
export const enterCodeLabel = (name: string): string => t`Enter code for ${name}`;
export const startLabel = (name: string): string => t`Start ${name}`;
export const moreLabel = (name: string): string => t`More for ${name}`;

/** What AWS's or the system's own words are folded away under: with AWS's code, which people search for. */
export const detailsLabel = (failure: Failure): string =>
  failure.kind === 'aws' && failure.code !== ''
    ? `${labels.whatAwsSaid}: ${failure.code}`
    : labels.whatAwsSaid;

/** Said once to those who cannot see the row change. */
export const copiedSaid = (name: string, what: ClipboardHolds['what']): string => {
  switch (what) {
    case 'exports':
      return t`Exports of ${name} copied`;
    case 'live':
      return t`Live block of ${name} copied`;
    // The same for all roles.
    case 'clear':
      return t`Clear block copied`;
    case 'endpoint':
      return t`Endpoint block of ${name} copied`;
    case 'sign-in-url':
      return t`Sign-in URL of ${name} copied`;
    case 'device-seed':
      return t`Seed of the device of ${name} copied`;
    default:
      return assertNever(what);
  }
};

export const keyFormWords = spoken({
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
} as const);

/** What is folded away under the first problems. */
export const moreProblemsLabel = (count: number): string =>
  plural(count, { one: '# more thing to look at', other: '# more things to look at' });

/** Said once the keys of several profiles can be imported. */
export const importLabel = (profile: string): string =>
  t`Import the key of ${profile} into the keychain`;

/** The bottom line when there are several identities. */
export const identitiesWords = (count: number): string =>
  plural(count, { one: '# identity', other: '# identities' });

/** "needs you in 42 min"; "needs you now". In ms. */
export const needsYouWords = (needsYouIn: number): string =>
  needsYouIn <= 0 ? t`needs you now` : t`needs you in ${leftWords(needsYouIn)}`;
