import type { Check, Found, JournalTrouble, Verdict } from '../../doctor/check.ts';
import type { Permission } from '../../doctor/machine.ts';
import { assertNever } from '../../result.ts';
import { failureWords } from './failure.ts';
import { skewWords } from './problem.ts';

/** Words of the panel that looks for what is wrong. */
export const doctorWords = {
  title: 'Doctor',
  show: 'Examine',
  about: 'Looks at keychain, files, clock, network and devices, and says what to do.',
  examine: 'Examine again',
  examining: 'Examining…',
  copyReport: 'Copy report',
  copied: 'Report copied',
  reportHelp:
    'The report holds counts, codes and AWS’s own names: no name, number or path of yours.',
  list: 'Checks',
} as const;

/** What a verdict is called: read out, and seen beside its colour. */
export const verdictWords = {
  ok: 'Fine',
  note: 'Note',
  warning: 'Warning',
  problem: 'Problem',
  unknown: 'Not checked',
} as const satisfies Record<Verdict, string>;

/** "Nothing is wrong." or "1 problem, 2 warnings." */
export const summaryWords = (checks: readonly Check[]): string => {
  const count = (verdict: Verdict): number =>
    checks.filter((one) => one.verdict === verdict).length;
  const some = (number: number, one: string): readonly string[] =>
    number === 0 ? [] : [number === 1 ? `1 ${one}` : `${number} ${one}s`];
  const told = [...some(count('problem'), 'problem'), ...some(count('warning'), 'warning')];
  return told.length === 0 ? 'Nothing is wrong.' : `${told.join(', ')}.`;
};

export type CheckWords = {
  /** What was looked at. */
  readonly title: string;
  /** What was found, and what to do about it. */
  readonly sentence: string;
  /** What the app can do about it itself. */
  readonly does:
    | 'retry-vault'
    | 'open-config'
    | 'open-settings-file'
    | 'show-network'
    | 'show-identity'
    | 'show-profiles'
    | 'show-found'
    | null;
  readonly label: string | null;
  /** Whose panel is shown. */
  readonly identity: string | null;
};

const MOST_NAMES = 5;

/** "a, b and 3 more". */
const some = (names: readonly string[]): string => {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${shown} and ${more} more` : shown;
};

const places = {
  config: 'the config file',
  credentials: 'the credentials file',
  'data-folder': 'Fobwatch’s folder',
  'socket-folder': 'the folder of its socket',
  sealed: 'the sealed copies',
} as const satisfies Record<Permission['what'], string>;

/** 0600 for files, 0700 for folders. */
const rightMode = (what: Permission['what']): string => (what.endsWith('folder') ? '700' : '600');

const openWords = (open: readonly Permission[]): string => {
  const [first] = open;
  if (first === undefined) return 'Nobody else can read or change what should be yours alone.';
  const { path, what, mine } = first;
  const rest = open.length > 1 ? ` So can ${some(open.slice(1).map((one) => one.path))}.` : '';
  return mine
    ? `Others can get at ${places[what]}: run chmod ${rightMode(what)} '${path}'.${rest}`
    : `${path} belongs to another user; move it away and let it be made anew.${rest}`;
};

const journalWords = (troubles: readonly JournalTrouble[] | null): string => {
  if (troubles === null)
    return 'The journal cannot be read or written; check the permissions of its file, journal.log.';
  if (troubles.length === 0) return 'The journal tells of nothing wrong in the last day.';
  const told = some(troubles.map(({ kind, count }) => `${kind} (${count})`));
  return `The journal of the last day tells of ${told}; read it with fobwatch journal.`;
};

type Said = Omit<CheckWords, 'does' | 'label' | 'identity'> &
  Partial<Pick<CheckWords, 'does' | 'label' | 'identity'>>;

const said = (found: Found): Said => {
  switch (found.check) {
    case 'keychain':
      if (found.works === null)
        return { title: 'Keychain', sentence: 'The keychain was not asked yet; examine again.' };
      return found.works
        ? { title: 'Keychain', sentence: `${found.backend} keeps the keys.` }
        : {
            title: 'Keychain',
            sentence: `${found.backend} does not answer, so no key can be kept; start or unlock it.`,
            does: 'retry-vault',
            label: 'Try again',
          };
    case 'tray-host':
      return {
        title: 'Tray',
        sentence: found.shown
          ? 'A panel shows the icon.'
          : 'Nothing shows tray icons on this desktop; on GNOME add the AppIndicator extension. The window opens at start instead.',
      };
    case 'permissions':
      return { title: 'Permissions', sentence: openWords(found.open) };
    case 'plain-keys':
      return {
        title: 'Keys in plain text',
        sentence:
          found.profiles.length === 0
            ? 'The AWS files hold no long-term key.'
            : `The AWS files hold long-term keys of ${some(found.profiles)}; import them into the keychain, then take them out of the file.`,
        ...(found.profiles.length === 0 ? {} : { does: 'show-found', label: 'Show keys' }),
      };
    case 'shadowed':
      return {
        title: 'Keys that hide a tool',
        sentence:
          found.profiles.length === 0
            ? 'No key hides the tool of its profile.'
            : `Keys beside ${some(found.profiles)} win over the credential_process or SSO of the same profile; remove one of the two.`,
        ...(found.profiles.length === 0 ? {} : { does: 'open-config', label: 'Open config file' }),
      };
    case 'variables': {
      const where = found.where === 'app' ? 'where Fobwatch was started' : 'in this terminal';
      return {
        title: 'Variables',
        sentence:
          found.names.length === 0
            ? `No variable names a profile or credentials ${where}.`
            : `${some(found.names)} ${found.names.length === 1 ? 'is' : 'are'} set ${where}, and programs there follow ${found.names.length === 1 ? 'it' : 'them'}; unset what you did not mean.`,
      };
    }
    case 'journal':
      return { title: 'Journal', sentence: journalWords(found.troubles) };
    case 'clock':
      if (found.skew === null)
        return {
          title: 'Clock',
          sentence:
            'AWS was not heard of yet, so nothing is known of the clock; start something, then examine again.',
        };
      return {
        title: 'Clock',
        sentence:
          Math.abs(found.skew) < 1000
            ? 'The clock agrees with AWS.'
            : `This computer’s clock is ${skewWords(found.skew)}; Fobwatch reckons with that, other tools fail from five minutes on.`,
      };
    case 'reach':
      return { title: `STS in ${found.region}`, sentence: `${found.host} answers.` };
    case 'reach-failed':
      return {
        title: `STS in ${found.region}`,
        sentence: failureWords(found.failure, 0).sentence,
        does: 'show-network',
        label: 'Network settings',
      };
    case 'no-endpoint':
      return {
        title: 'Endpoint',
        sentence: failureWords(found.failure, 0).sentence,
        does: 'open-config',
        label: 'Open config file',
      };
    case 'codes-refused':
      return {
        title: `Device of ${found.identity}`,
        sentence: `AWS refused ${found.refusals} codes of ${found.identity} in a row; check the clock of the device, then resync it.`,
        does: 'show-identity',
        label: 'Devices',
        identity: found.identity,
      };
    case 'no-codes':
      return {
        title: 'MFA devices',
        sentence: `No device that gives codes is known for ${some(found.identities)}; add one.`,
        does: 'show-identity',
        label: 'Devices',
        identity: found.identities[0] ?? null,
      };
    case 'sockets':
      return {
        title: 'Sockets',
        sentence:
          found.dead.length === 0
            ? 'Every socket of Fobwatch is answered.'
            : `Nobody answers at ${some(found.dead)}; an app that ended left it, so remove it.`,
      };
    case 'other-tools':
      return {
        title: 'Other tools',
        sentence: `${some(found.profiles)} ${found.profiles.length === 1 ? 'gets its' : 'get their'} credentials from another tool, which Fobwatch never runs.`,
      };
    case 'files':
      return {
        title: 'AWS files',
        sentence:
          found.places.length === 0
            ? 'Every line of the AWS files is understood.'
            : `Not everything in the AWS files is understood: ${some(found.places)}.`,
        ...(found.places.length === 0 ? {} : { does: 'open-config', label: 'Open config file' }),
      };
    case 'chains':
      return {
        title: 'Roles',
        sentence:
          found.profiles.length === 0
            ? 'Every role leads to a key.'
            : `${some(found.profiles)} cannot be started; their rows say why.`,
        ...(found.profiles.length === 0 ? {} : { does: 'show-profiles', label: 'Edit profiles' }),
      };
    case 'settings':
      return {
        title: 'Settings',
        sentence:
          found.lines.length === 0
            ? 'Every setting is understood.'
            : 'Some settings are not understood, and their defaults hold.',
        ...(found.lines.length === 0
          ? {}
          : { does: 'open-settings-file', label: 'Open settings file' }),
      };
    case 'unchecked':
      return {
        title: 'Certificates',
        sentence: `Certificates of ${some(found.urls)} are not checked, so anybody on the way could answer; remove validate_certs = no once it is not needed.`,
        does: 'open-settings-file',
        label: 'Open settings file',
      };
    case 'own-files':
      return {
        title: 'Fobwatch’s files',
        sentence: `${some(found.paths)} could not be read; what was broken was kept aside.`,
      };
    default:
      return assertNever(found);
  }
};

/** One check, told to a person. */
export const checkWords = ({ found }: Check): CheckWords => ({
  does: null,
  label: null,
  identity: null,
  ...said(found),
});
