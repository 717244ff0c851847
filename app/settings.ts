import { credentialFormats, type CredentialFormat } from './credentials/format-names.ts';
import { shells, type Shell } from './export/names.ts';
import type { Seconds } from './model.ts';
import {
  duration,
  oneOf,
  path,
  proxy,
  origin,
  command,
  user,
  type Decoded,
} from './setting-decoders.ts';

/** What a person can change; `settings.ini` holds the same keys (ST10). */
export type Settings = {
  /** AWS files; null means the environment's or AWS's default place. */
  readonly configFile: string | null;
  readonly credentialsFile: string | null;
  /** Wanted life of a session, 900..129600 s (ST1, SE3). */
  readonly tokenLife: Seconds;
  /** Wanted life of a role without duration_seconds, 900..43200 s. */
  readonly credentialLife: Seconds;
  /** Whether a fresh session starts all its roles or waits to be asked. */
  readonly start: 'all' | 'asked';
  /** Roles are renewed when less than this, or a third of their life, is left. */
  readonly renewWindow: Seconds;
  /** How long before "needs you at" a notice appears. */
  readonly noticeLead: Seconds;
  /** Whether a notice tells of each fetch by a program. */
  readonly noticeFetch: 'off' | 'on';
  /** How long copied exports stay in the clipboard. */
  readonly clipboardLife: Seconds;
  /** The format of exported files where none is asked for (ST6, ST10). */
  readonly exportFormat: CredentialFormat;
  /** The shell that copied exports are written for; `auto`: the person's own. */
  readonly exportShell: 'auto' | Shell;
  /** What becomes of credentials written into an AWS file, once they have ended or were stopped. */
  readonly writtenEnded: 'keep' | 'remove';
  /** Where the journal goes: its file, or the stream the app writes to (ST11). */
  readonly journalTo: 'file' | 'stream';
  /** `debug` also tells what was decided and when it is looked at again. */
  readonly journalDetail: 'normal' | 'debug';
  /** Tray icon colour, where the desktop does not decide by itself. */
  readonly trayIcon: 'auto' | 'light' | 'dark';
  /** `system`, `none`, or the URL of a proxy without user and password (BO9). */
  readonly proxy: string;
  /** Who asks the proxy; the password is in the keychain. */
  readonly proxyUser: string | null;
  /** Hosts reached without the proxy; null means NO_PROXY of the environment. */
  readonly noProxy: string | null;
  /** A file of certificates to trust besides Node's and the system's. */
  readonly caBundle: string | null;
  /** How long a connection may take to come about, and a call in all. */
  readonly connectTimeout: Seconds;
  readonly callTimeout: Seconds;
  /** Where the console's sign-in tokens come from: an origin, for servers like AWS; null: AWS's own, by partition. */
  readonly signInEndpoint: string | null;
  /** The command that opens the console, in words; null: the system's browser. */
  readonly consoleBrowser: string | null;
};

export const defaultSettings: Settings = {
  configFile: null,
  credentialsFile: null,
  tokenLife: 43200,
  credentialLife: 3600,
  start: 'all',
  renewWindow: 1200,
  noticeLead: 600,
  noticeFetch: 'off',
  clipboardLife: 60,
  exportFormat: 'boto',
  exportShell: 'auto',
  writtenEnded: 'keep',
  journalTo: 'file',
  journalDetail: 'normal',
  trayIcon: 'auto',
  proxy: 'system',
  proxyUser: null,
  noProxy: null,
  caBundle: null,
  connectTimeout: 5,
  callTimeout: 15,
  signInEndpoint: null,
  consoleBrowser: null,
};

/** Why a file cannot be read as settings at all: it is no text (UTF-8 without NUL), or no ini. */
export type BrokenSettings = 'not-text' | 'not-ini';

/** Why settings.ini was not written. */
export type SettingsRefusal =
  /** Written by a newer Fobwatch: what this one does not understand must not be touched unasked. */
  | { readonly kind: 'newer'; readonly version: number; readonly known: number }
  | { readonly kind: 'file'; readonly detail: string };

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
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'not-written'; readonly key: string; readonly cause: SettingsRefusal };

/**
 * The version of settings.ini, its key `version` above all sections; a file without one is of version 1. Keys may come
 * without a new version. One that changes what a key means takes the next number, and the file is then read by its
 * own version's rules until a person changes something.
 */
export const SETTINGS_VERSION = 1;

/** Every setting, in the order of settings.ini. */
export const settingNames = [
  'configFile',
  'credentialsFile',
  'tokenLife',
  'credentialLife',
  'start',
  'renewWindow',
  'noticeLead',
  'noticeFetch',
  'clipboardLife',
  'exportFormat',
  'exportShell',
  'writtenEnded',
  'journalTo',
  'journalDetail',
  'trayIcon',
  'proxy',
  'proxyUser',
  'noProxy',
  'caBundle',
  'connectTimeout',
  'callTimeout',
  'signInEndpoint',
  'consoleBrowser',
] as const satisfies readonly (keyof Settings)[];

/** Section and key in settings.ini of each setting, in the file's order; the comment is what the template says. */
export const settingKeys = {
  configFile: {
    section: 'aws',
    key: 'config_file',
    says: 'AWS config file; empty: AWS_CONFIG_FILE or ~/.aws/config',
  },
  credentialsFile: {
    section: 'aws',
    key: 'credentials_file',
    says: 'AWS credentials file; empty: AWS_SHARED_CREDENTIALS_FILE or ~/.aws/credentials',
  },
  tokenLife: {
    section: 'session',
    key: 'token_life',
    says: 'wanted life of a session, 15m to 36h',
  },
  credentialLife: {
    section: 'session',
    key: 'credential_life',
    says: 'wanted life of a role that names no duration_seconds, 15m to 12h; above 1h each role costs a code of its own',
  },
  start: {
    section: 'session',
    key: 'start',
    says: 'all: a fresh session starts its roles; asked: roles start when asked',
  },
  renewWindow: {
    section: 'renewal',
    key: 'window',
    says: 'a role is renewed when less than this, or a third of its life, is left',
  },
  noticeLead: {
    section: 'notice',
    key: 'lead',
    says: 'how long before it needs you a notice appears',
  },
  noticeFetch: {
    section: 'notice',
    key: 'fetch',
    says: 'off, or on: a notice each time a program fetches credentials',
  },
  clipboardLife: {
    section: 'clipboard',
    key: 'clear_after',
    says: 'how long copied exports stay in the clipboard',
  },
  exportFormat: {
    section: 'export',
    key: 'format',
    says: 'vault, boto, json or credential-process: the format of saved credentials where none is asked for',
  },
  exportShell: {
    section: 'export',
    key: 'shell',
    says: 'auto, bash, zsh, sh, fish, powershell, cmd, nushell or tcsh: for which shell exports are copied; auto: yours',
  },
  writtenEnded: {
    section: 'write',
    key: 'when_ended',
    says: 'keep, or remove: what becomes of sections of ours in the credentials file when their credentials end',
  },
  journalTo: {
    section: 'journal',
    key: 'to',
    says: 'file: journal.log beside this file; stream: what the app writes to the terminal it was started from',
  },
  journalDetail: {
    section: 'journal',
    key: 'detail',
    says: 'normal, or debug: also what was decided and when it is looked at again',
  },
  trayIcon: { section: 'tray', key: 'icon', says: 'auto, light or dark' },
  proxy: {
    section: 'network',
    key: 'proxy',
    says: 'system, none, or a URL such as http://proxy.example.org:8080, without user and password',
  },
  proxyUser: {
    section: 'network',
    key: 'proxy_user',
    says: 'who asks the proxy; the password goes into the keychain, from the settings in the window',
  },
  noProxy: {
    section: 'network',
    key: 'no_proxy',
    says: 'hosts reached without the proxy, by commas; empty: NO_PROXY',
  },
  caBundle: {
    section: 'network',
    key: 'ca_bundle',
    says: 'a PEM file of certificates to trust besides the usual ones; AWS_CA_BUNDLE and ca_bundle of a profile win',
  },
  connectTimeout: {
    section: 'network',
    key: 'connect_timeout',
    says: 'how long a connection may take to come about, 1s to 60s',
  },
  callTimeout: {
    section: 'network',
    key: 'timeout',
    says: 'how long a call may take in all, 1s to 5m',
  },
  signInEndpoint: {
    section: 'network',
    key: 'signin_endpoint',
    says: 'the server that signs in to the console, for servers like AWS, such as https://aws.example.org:8443; empty: AWS’s own',
  },
  consoleBrowser: {
    section: 'console',
    key: 'browser',
    says: 'the command that opens the console, such as google-chrome --profile-directory=Work {url}; also {encoded-url} and {name}, the name of the role; empty: the system’s browser',
  },
} as const satisfies Record<keyof Settings, { section: string; key: string; says: string }>;

const decoders: { readonly [K in keyof Settings]: (text: string) => Decoded<Settings[K]> } = {
  configFile: path,
  credentialsFile: path,
  tokenLife: duration(900, 129600),
  credentialLife: duration(900, 43200),
  start: oneOf('all', 'asked'),
  renewWindow: duration(1, 43200),
  noticeLead: duration(1, 86400),
  noticeFetch: oneOf('off', 'on'),
  clipboardLife: duration(1, 3600),
  exportFormat: oneOf(...credentialFormats),
  exportShell: oneOf('auto', ...shells),
  writtenEnded: oneOf('keep', 'remove'),
  journalTo: oneOf('file', 'stream'),
  journalDetail: oneOf('normal', 'debug'),
  trayIcon: oneOf('auto', 'light', 'dark'),
  proxy,
  proxyUser: user,
  noProxy: path,
  caBundle: path,
  connectTimeout: duration(1, 60),
  callTimeout: duration(1, 300),
  signInEndpoint: origin,
  consoleBrowser: command,
};

/** One setting from its text, or the rule it breaks. */
export const decodeSetting = <K extends keyof Settings>(
  key: K,
  text: string,
): Decoded<Settings[K]> => decoders[key](text);

/** A value as settings.ini holds it, and on which line, from 1. */
export type SettingText = { readonly text: string; readonly line: number };

/** Settings from the texts of settings.ini; a bad value is a problem and its default stays in force (ST13). */
export const decodeSettings = (
  texts: (section: string, key: string) => SettingText | undefined,
): { readonly settings: Settings; readonly problems: readonly SettingProblem[] } => {
  const problems: SettingProblem[] = [];
  const one = <K extends keyof Settings>(name: K): Settings[K] => {
    const { section, key } = settingKeys[name];
    const found = texts(section, key);
    if (found === undefined) return defaultSettings[name];
    const decoded = decoders[name](found.text);
    if (decoded.ok) return decoded.value;
    const { text: value, line } = found;
    problems.push({ kind: 'value', key: `${section}.${key}`, value, rule: decoded.rule, line });
    return defaultSettings[name];
  };
  const settings: Settings = {
    configFile: one('configFile'),
    credentialsFile: one('credentialsFile'),
    tokenLife: one('tokenLife'),
    credentialLife: one('credentialLife'),
    start: one('start'),
    renewWindow: one('renewWindow'),
    noticeLead: one('noticeLead'),
    noticeFetch: one('noticeFetch'),
    clipboardLife: one('clipboardLife'),
    exportFormat: one('exportFormat'),
    exportShell: one('exportShell'),
    writtenEnded: one('writtenEnded'),
    journalTo: one('journalTo'),
    journalDetail: one('journalDetail'),
    trayIcon: one('trayIcon'),
    proxy: one('proxy'),
    proxyUser: one('proxyUser'),
    noProxy: one('noProxy'),
    caBundle: one('caBundle'),
    connectTimeout: one('connectTimeout'),
    callTimeout: one('callTimeout'),
    signInEndpoint: one('signInEndpoint'),
    consoleBrowser: one('consoleBrowser'),
  };
  return { settings, problems };
};

/** A setting's value as settings.ini writes it. */
export const encodeSetting = (value: Settings[keyof Settings]): string => {
  if (value === null) return '';
  if (typeof value !== 'number') return value;
  if (value % 3600 === 0) return `${value / 3600}h`;
  if (value % 60 === 0) return `${value / 60}m`;
  return `${value}s`;
};
