import type { Check, Found, JournalTrouble, Verdict } from '../../doctor/check.ts';
import type { Permission } from '../../doctor/machine.ts';
import { assertNever } from '../../result.ts';
import { failureWords } from './failure.ts';
import { skewWords } from './problem.ts';
import { plural, spoken, t } from './say.ts';

/** Words of the panel that looks for what is wrong. */
export const doctorWords = spoken({
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
} as const);

/** What a verdict is called: read out, and seen beside its colour. */
export const verdictWords = spoken({
  ok: 'Fine',
  note: 'Note',
  warning: 'Warning',
  problem: 'Problem',
  unknown: 'Not checked',
} as const satisfies Record<Verdict, string>);

/** "Nothing is wrong." or "1 problem, 2 warnings." */
export const summaryWords = (checks: readonly Check[]): string => {
  const count = (verdict: Verdict): number =>
    checks.filter((one) => one.verdict === verdict).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  const told = [
    ...(problems === 0 ? [] : [plural(problems, { one: '# problem', other: '# problems' })]),
    ...(warnings === 0 ? [] : [plural(warnings, { one: '# warning', other: '# warnings' })]),
  ];
  return told.length === 0 ? t`Nothing is wrong.` : `${told.join(', ')}.`;
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
  return more > 0 ? t`${shown} and ${more} more` : shown;
};

const places = spoken({
  config: 'the config file',
  credentials: 'the credentials file',
  'data-folder': 'Fobwatch’s folder',
  'socket-folder': 'the folder of its socket',
  sealed: 'the sealed copies',
} as const satisfies Record<Permission['what'], string>);

/** 0600 for files, 0700 for folders. */
const rightMode = (what: Permission['what']): string => (what.endsWith('folder') ? '700' : '600');

const openWords = (open: readonly Permission[]): string => {
  const [first] = open;
  if (first === undefined) return t`Nobody else can read or change what should be yours alone.`;
  const { path, what, mine } = first;
  const rest = open.length > 1 ? t` So can ${some(open.slice(1).map((one) => one.path))}.` : '';
  return mine
    ? t`Others can get at ${places[what]}: run chmod ${rightMode(what)} '${path}'.${rest}`
    : t`${path} belongs to another user; move it away and let it be made anew.${rest}`;
};

const journalWords = (troubles: readonly JournalTrouble[] | null): string => {
  if (troubles === null)
    return t`The journal cannot be read or written; check the permissions of its file, journal.log.`;
  if (troubles.length === 0) return t`The journal tells of nothing wrong in the last day.`;
  const told = some(troubles.map(({ kind, count }) => `${kind} (${count})`));
  return t`The journal of the last day tells of ${told}; read it with fobwatch journal.`;
};

type Said = Omit<CheckWords, 'does' | 'label' | 'identity'> &
  Partial<Pick<CheckWords, 'does' | 'label' | 'identity'>>;

const said = (found: Found): Said => {
  switch (found.check) {
    case 'keychain':
      if (found.works === null)
        return { title: t`Keychain`, sentence: t`The keychain was not asked yet; examine again.` };
      return found.works
        ? { title: t`Keychain`, sentence: t`${found.backend} keeps the keys.` }
        : {
            title: t`Keychain`,
            sentence: t`${found.backend} does not answer, so no key can be kept; start or unlock it.`,
            does: 'retry-vault',
            label: t`Try again`,
          };
    case 'tray-host':
      return {
        title: t`Tray`,
        sentence: found.shown
          ? t`A panel shows the icon.`
          : t`Nothing shows tray icons on this desktop; on GNOME add the AppIndicator extension. The window opens at start instead.`,
      };
    case 'permissions':
      return { title: t`Permissions`, sentence: openWords(found.open) };
    case 'plain-keys':
      return {
        title: t`Keys in plain text`,
        sentence:
          found.profiles.length === 0
            ? t`The AWS files hold no long-term key.`
            : t`The AWS files hold long-term keys of ${some(found.profiles)}; import them into the keychain, then take them out of the file.`,
        ...(found.profiles.length === 0 ? {} : { does: 'show-found', label: t`Show keys` }),
      };
    case 'shadowed':
      return {
        title: t`Keys that hide a tool`,
        sentence:
          found.profiles.length === 0
            ? t`No key hides the tool of its profile.`
            : t`Keys beside ${some(found.profiles)} win over the credential_process or SSO of the same profile; remove one of the two.`,
        ...(found.profiles.length === 0 ? {} : { does: 'open-config', label: t`Open config file` }),
      };
    case 'variables': {
      const where = found.where === 'app' ? t`where Fobwatch was started` : t`in this terminal`;
      return {
        title: t`Variables`,
        sentence:
          found.names.length === 0
            ? t`No variable names a profile or credentials ${where}.`
            : plural(
                found.names.length,
                {
                  one: '{0} is set {1}, and programs there follow it; unset what you did not mean.',
                  other:
                    '{0} are set {1}, and programs there follow them; unset what you did not mean.',
                },
                some(found.names),
                where,
              ),
      };
    }
    case 'journal':
      return { title: t`Journal`, sentence: journalWords(found.troubles) };
    case 'clock':
      if (found.skew === null)
        return {
          title: t`Clock`,
          sentence: t`AWS was not heard of yet, so nothing is known of the clock; start something, then examine again.`,
        };
      return {
        title: t`Clock`,
        sentence:
          Math.abs(found.skew) < 1000
            ? t`The clock agrees with AWS.`
            : t`This computer’s clock is ${skewWords(found.skew)}; Fobwatch reckons with that, other tools fail from five minutes on.`,
      };
    case 'reach':
      return { title: t`STS in ${found.region}`, sentence: t`${found.host} answers.` };
    case 'reach-failed':
      return {
        title: t`STS in ${found.region}`,
        sentence: failureWords(found.failure, 0).sentence,
        does: 'show-network',
        label: t`Network settings`,
      };
    case 'no-endpoint':
      return {
        title: t`Endpoint`,
        sentence: failureWords(found.failure, 0).sentence,
        does: 'open-config',
        label: t`Open config file`,
      };
    case 'codes-refused':
      return {
        title: t`Device of ${found.identity}`,
        sentence: t`AWS refused ${found.refusals} codes of ${found.identity} in a row; check the clock of the device, then resync it.`,
        does: 'show-identity',
        label: t`Devices`,
        identity: found.identity,
      };
    case 'no-codes':
      return {
        title: t`MFA devices`,
        sentence: t`No device that gives codes is known for ${some(found.identities)}; add one.`,
        does: 'show-identity',
        label: t`Devices`,
        identity: found.identities[0] ?? null,
      };
    case 'sockets':
      return {
        title: t`Sockets`,
        sentence:
          found.dead.length === 0
            ? t`Every socket of Fobwatch is answered.`
            : t`Nobody answers at ${some(found.dead)}; an app that ended left it, so remove it.`,
      };
    case 'other-tools':
      return {
        title: t`Other tools`,
        sentence: plural(
          found.profiles.length,
          {
            one: '{0} gets its credentials from another tool, which Fobwatch never runs.',
            other: '{0} get their credentials from another tool, which Fobwatch never runs.',
          },
          some(found.profiles),
        ),
      };
    case 'files':
      return {
        title: t`AWS files`,
        sentence:
          found.places.length === 0
            ? t`Every line of the AWS files is understood.`
            : t`Not everything in the AWS files is understood: ${some(found.places)}.`,
        ...(found.places.length === 0 ? {} : { does: 'open-config', label: t`Open config file` }),
      };
    case 'chains':
      return {
        title: t`Roles`,
        sentence:
          found.profiles.length === 0
            ? t`Every role leads to a key.`
            : t`${some(found.profiles)} cannot be started; their rows say why.`,
        ...(found.profiles.length === 0 ? {} : { does: 'show-profiles', label: t`Edit profiles` }),
      };
    case 'settings':
      return {
        title: t`Settings`,
        sentence:
          found.lines.length === 0
            ? t`Every setting is understood.`
            : t`Some settings are not understood, and their defaults hold.`,
        ...(found.lines.length === 0
          ? {}
          : { does: 'open-settings-file', label: t`Open settings file` }),
      };
    case 'unchecked':
      return {
        title: t`Certificates`,
        sentence: t`Certificates of ${some(found.urls)} are not checked, so anybody on the way could answer; remove validate_certs = no once it is not needed.`,
        does: 'open-settings-file',
        label: t`Open settings file`,
      };
    case 'version':
      return {
        title: t`Version`,
        sentence:
          found.newer === null
            ? t`Whether a newer Fobwatch is out could not be found out; the settings say why.`
            : t`Fobwatch ${found.newer} is out; the settings lead to it.`,
      };
    case 'own-files':
      return {
        title: t`Fobwatch’s files`,
        sentence: t`${some(found.paths)} could not be read; what was broken was kept aside.`,
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
