import type { Settings } from '../../settings.ts';
import { languages } from '../language.ts';
import { defaultSettings } from '../../settings.ts';
import { formNames } from './copy.ts';
import { durationWords } from './time.ts';
import { spoken } from './say.ts';

export type SettingWords = {
  readonly label: string;
  /** What it does. */
  readonly effect: string;
  /** The default in words; that of a time is said by what it is. */
  readonly standard: string;
};

/** Every setting: its name, its effect, its default. */
export const settingWords: { readonly [K in keyof Settings]: SettingWords } = spoken({
  tokenLife: {
    label: 'Session lasts',
    effect: 'How long one code is good for, from 15m to 36h. AWS may allow less.',
    standard: durationWords(defaultSettings.tokenLife),
  },
  credentialLife: {
    label: 'Roles last',
    effect: 'For roles that name no duration_seconds. Above 1h each role takes a code of its own.',
    standard: durationWords(defaultSettings.credentialLife),
  },
  start: {
    label: 'After a code',
    effect: 'Whether a new session starts all of its roles or waits to be asked.',
    standard: 'start all roles',
  },
  productionRules: {
    label: 'Production',
    effect:
      'Names, account numbers and role ARNs by commas, with * for anything; behind “not” what is none. What leaves of production is confirmed by you.',
    standard: defaultSettings.productionRules,
  },
  productionLife: {
    label: 'Production lasts',
    effect: 'For production roles that name no duration_seconds; never longer than others.',
    standard: durationWords(defaultSettings.productionLife),
  },
  productionClipboard: {
    label: 'Clear production',
    effect: 'Copied exports of production leave the clipboard after this.',
    standard: durationWords(defaultSettings.productionClipboard),
  },
  renewWindow: {
    label: 'Renew ahead',
    effect: 'A role is renewed when less than this, or a third of its life, is left.',
    standard: durationWords(defaultSettings.renewWindow),
  },
  noticeLead: {
    label: 'Tell me ahead',
    effect:
      'How long before a code is needed a notice appears. In the details of a row, it can have a time of its own.',
    standard: durationWords(defaultSettings.noticeLead),
  },
  noticeQuiet: {
    label: 'Quiet hours',
    effect:
      'No notice appears in them, but of programs that wait for you, once; the rest is told when they end. Such as 22:00-07:00.',
    standard: 'off',
  },
  noticeFetch: {
    label: 'Tell of fetches',
    effect: 'A notice each time a program fetches credentials; the ledger has them all.',
    standard: 'off',
  },
  lockWithScreen: {
    label: 'Lock with the screen',
    effect: 'Fobwatch locks when the screen is locked; a new code opens it again.',
    standard: 'off',
  },
  lockBeforeSleep: {
    label: 'Lock before sleep',
    effect: 'Fobwatch locks before the computer sleeps; a new code opens it again.',
    standard: 'off',
  },
  lockTouchId: {
    label: 'Unlock with Touch ID',
    effect:
      'A lock then keeps the sealed copy on the disk, and Touch ID opens it as it was. Panic deletes the copy all the same.',
    standard: 'off',
  },
  lockAfterIdle: {
    label: 'Lock when nobody is there',
    effect: 'After so long without a key or the pointer, such as 10m; empty for never.',
    standard: 'never',
  },
  clipboardLife: {
    label: 'Clear the clipboard',
    effect: 'Copied exports leave the clipboard after this, if they are still in it.',
    standard: durationWords(defaultSettings.clipboardLife),
  },
  exportFormat: {
    label: 'Saved credentials',
    effect: 'The format of credential files where none is asked for.',
    standard: 'boto',
  },
  exportShell: {
    label: 'Exports are for',
    effect: 'The shell that copied exports are written for. The menu of a row has the others.',
    standard: 'your own shell',
  },
  writtenEnded: {
    label: 'Written credentials',
    effect: 'What becomes of them in the credentials file when they have ended or were stopped.',
    standard: 'kept',
  },
  journalTo: {
    label: 'Journal goes to',
    effect: 'The app’s own log, without secrets: a file, or the terminal it was started from.',
    standard: 'the file journal.log',
  },
  journalDetail: {
    label: 'Journal tells',
    effect: 'Debugging adds what was decided and when it is looked at again.',
    standard: 'the usual',
  },
  trayIcon: {
    label: 'Tray icon',
    effect: 'Dark for light panels, light for dark ones.',
    standard: 'as the desktop says',
  },
  theme: {
    label: 'Colours',
    effect: 'Light or dark for every window of Fobwatch.',
    standard: 'as the system says',
  },
  language: {
    label: 'Language',
    effect: 'Of the window, the menu, notices and what the command says.',
    standard: 'the system’s, or English',
  },
  trayText: {
    label: 'Text beside the icon',
    effect: 'What is left until you are needed, in the menu bar of a Mac.',
    standard: 'none',
  },
  globalShortcut: {
    label: 'Shortcut',
    effect: 'Opens the search from everywhere: auto, none, or keys such as Ctrl+Alt+F.',
    standard: 'Super+Shift+F, on a Mac Ctrl+Alt+F',
  },
  windowKept: {
    label: 'Keep the hidden window',
    effect: 'It opens at once for so long; then its memory is given back.',
    standard: durationWords(defaultSettings.windowKept),
  },
  configFile: {
    label: 'Config file',
    effect: 'Where the profiles are read from.',
    standard: 'AWS_CONFIG_FILE or ~/.aws/config',
  },
  credentialsFile: {
    label: 'Credentials file',
    effect: 'Where keys are read from. It is written only when you ask for it.',
    standard: 'AWS_SHARED_CREDENTIALS_FILE or ~/.aws/credentials',
  },
  proxy: {
    label: 'Proxy',
    effect: 'How AWS is reached: system, none, or the URL of a proxy.',
    standard: 'HTTPS_PROXY, else as the system says',
  },
  proxyUser: {
    label: 'Proxy user',
    effect: 'Who asks the proxy, if it wants to know.',
    standard: 'nobody',
  },
  noProxy: {
    label: 'Without proxy',
    effect: 'Hosts, domains and ranges reached directly, separated by commas.',
    standard: 'NO_PROXY',
  },
  caBundle: {
    label: 'CA bundle',
    effect: 'A PEM file of certificates to trust besides the usual ones.',
    standard: 'AWS_CA_BUNDLE, or ca_bundle of the profile',
  },
  connectTimeout: {
    label: 'Wait for a connection',
    effect: 'Then the network counts as down.',
    standard: durationWords(defaultSettings.connectTimeout),
  },
  callTimeout: {
    label: 'Wait for an answer',
    effect: 'Then a call counts as lost, and its code as used.',
    standard: durationWords(defaultSettings.callTimeout),
  },
  signInEndpoint: {
    label: 'Console sign-in',
    effect: 'The server that gives sign-in tokens, for servers like AWS.',
    standard: 'AWS’s own, by partition',
  },
  consoleBrowser: {
    label: 'Console opens in',
    effect: 'A program with its arguments, run without a shell; {url} stands for the address.',
    standard: 'the browser of the system',
  },
  updates: {
    label: 'When one is out',
    effect:
      'A notice tells of each once; putting one in by itself needs a system that checks its signature (macOS, Windows).',
    standard: 'a notice',
  },
  updatesChannel: {
    label: 'Versions from',
    effect: 'Beta has versions that are being tried, too.',
    standard: 'latest',
  },
  updatesFeed: {
    label: 'Server for versions',
    effect: 'The folder that lists them, where a company keeps its own.',
    standard: 'the one this build was made for',
  },
});

/** Each language by the name it has for itself. */
const languageNames: Readonly<Record<string, string>> = Object.fromEntries(
  languages.map(({ code, name }) => [code, name]),
);

/** The choices of settings that have few values. */
export const choiceWords = spoken({
  start: { all: 'Start all roles', asked: 'Wait to be asked' },
  noticeFetch: { off: 'Off', on: 'Each time' },
  lockWithScreen: { off: 'Off', on: 'On' },
  lockBeforeSleep: { off: 'Off', on: 'On' },
  lockTouchId: { off: 'Off', on: 'On' },
  exportFormat: {
    vault: 'vault (stslib)',
    boto: 'boto',
    json: 'JSON',
    'credential-process': 'credential_process',
  },
  exportShell: {
    auto: 'My own shell',
    bash: formNames.bash,
    zsh: formNames.zsh,
    sh: formNames.sh,
    fish: formNames.fish,
    powershell: formNames.powershell,
    cmd: formNames.cmd,
    nushell: formNames.nushell,
    tcsh: formNames.tcsh,
  } satisfies Readonly<Record<Settings['exportShell'], string>>,
  writtenEnded: { keep: 'Kept', remove: 'Removed' },
  journalTo: { file: 'The file', stream: 'The terminal' },
  journalDetail: { normal: 'The usual', debug: 'Debugging' },
  theme: { system: 'As the system', light: 'Light', dark: 'Dark' },
  language: { auto: 'As the system', ...languageNames } satisfies Readonly<Record<string, string>>,
  trayIcon: { auto: 'As the desktop says', light: 'Light', dark: 'Dark' },
  updates: { off: 'Off', notify: 'Tell me', install: 'Put in by itself' },
  updatesChannel: { latest: 'Latest', beta: 'Beta' },
  trayText: { off: 'None', left: 'What is left' },
} as const);
