import type { Backup } from '../../backups.ts';
import type { PlainLine } from '../../profiles/plain-keys.ts';
import type { Place, Problem as ProfileProblem } from '../../profiles/profile.ts';
import { assertNever } from '../../result.ts';
import type { PlainKey, ProcessObstacle, Removal, RemovalOutcome } from '../../session/found.ts';
import type { RoleGroup, SessionRow } from '../window.ts';
import { toldProblemWords } from './profile.ts';
import { namedAccountWords } from './row.ts';
import { momentWords } from './time.ts';
import { and } from './list.ts';
import { plural, spoken, t } from './say.ts';

/** What the AWS files hold: the first run, and the panel later. */
export const foundWords = spoken({
  title: 'What the AWS files hold',
  about: 'Keys in plain text, roles by account, problems by line, and sealed backups.',
  show: 'Show what they hold',
  keys: 'Keys',
  roles: 'Roles by account',
  problems: 'Problems',
  backups: 'Sealed backups',
  nothing: 'No key and no role was found. Add a key, or name other files in the settings.',
  noRoles: 'No profile has a role_arn yet.',
  noKeychain:
    'Keys are kept in the keychain and nowhere else, so none can be moved now. Those in the files work as they lie there.',
  otherFiles: 'Other files',
  addKey: 'Add key',
  trial: 'Try it out',
  goOn: 'Go on',
  notNow: 'Not now',
  close: 'Close',
  importing: 'Importing…',
  intoKeychain: 'going into the keychain',
  asking: 'asking AWS who this is',
  noDevice: 'No MFA device.',
  setUpDevice: 'Set up a device',
  setUpDeviceOf: (identity: string): string => t`Set up a device for ${identity}`,
  checkAgain: 'Check again',
  checkAgainOf: (identity: string): string => t`Check ${identity} again`,
  takeOut: 'Take keys out of the files…',
  question: 'Take keys out of the files',
  looking: 'Looking at the files…',
  working: 'Taking the keys out…',
  leadNow: 'Let other tools ask Fobwatch…',
  leadNowOf: (profile: string): string => t`Let other tools ask Fobwatch for ${profile}…`,
  letThem: 'Let them',
  lead: 'Let other tools go on: they ask Fobwatch',
  remove: 'Take out',
  lookAgain: 'Look again',
  undo: 'Undo',
  putBack: 'Put back…',
  putBackNow: 'Put back',
  more: 'more',
} as const);

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** `credentials:12`. */
export const placeWords = (at: Pick<Place, 'path' | 'line'>): string =>
  `${baseName(at.path)}:${at.line}`;

const rolesWords = (count: number): string => plural(count, { one: '# role', other: '# roles' });

/** What was read, in a line: "2 keys in plain text, 6 roles in 4 accounts, 1 problem." */
export const foundSummary = (
  keys: number,
  groups: readonly RoleGroup[],
  problems: number,
): string => {
  const roles = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const parts = [
    keys === 0
      ? t`no key in plain text`
      : plural(keys, { one: '# key in plain text', other: '# keys in plain text' }),
    roles === 0
      ? t`no role`
      : plural(
          groups.length,
          { one: '{0} in # account', other: '{0} in # accounts' },
          rolesWords(roles),
        ),
    ...(problems === 0 ? [] : [plural(problems, { one: '# problem', other: '# problems' })]),
  ];
  return t`Read, not changed: ${and(parts)}.`;
};

export const importAllLabel = (count: number): string =>
  plural(count, { one: 'Import the key', other: 'Import # keys' });

/** How it is with a key in the files, beside its name. */
export const plainKeyWords = (key: PlainKey): string => {
  const where = key.at === null ? t`in the files` : placeWords(key.at);
  if (key.nameTaken) return t`${where} holds another key than the keychain`;
  if (key.keptBy === null) return t`in plain text, ${where}`;
  const as = key.keptBy === key.profile ? '' : t` as ${key.keptBy}`;
  return t`in the keychain${as}; still in ${where}`;
};

/** What AWS says of an identity that was asked about. */
export const knownWords = (row: SessionRow): string => {
  const user = row.userArn ?? row.identity;
  return row.account === null ? user : `${user}, ${namedAccountWords(row.account, row.alias)}`;
};

/** Three names of an account's roles, and how many more there are. */
export const roleNamesWords = (group: RoleGroup): string => {
  const names = group.rows.slice(0, 3).map(({ name }) => name);
  const more = group.rows.length - names.length;
  return more > 0 ? t`${names.join(', ')} and ${more} more` : names.join(', ');
};

export const foundAccountWords = (group: RoleGroup): string => {
  if (group.account === '') return t`No account`;
  return namedAccountWords(group.account, group.alias);
};

export const roleCountWords = rolesWords;
export const moreAccountsWords = (count: number): string =>
  plural(count, { one: '# more account', other: '# more accounts' });
export const moreFoundWords = (count: number): string =>
  plural(count, { one: '# more problem', other: '# more problems' });

/** A problem by its place: the same sentence as elsewhere, its line in front. */
export const placedProblemWords = (
  problem: ProfileProblem,
): { readonly place: string; readonly sentence: string } => ({
  place: placeWords(problem),
  sentence: toldProblemWords(problem),
});

const lineNames: Readonly<Record<PlainLine['key'], string>> = spoken({
  aws_access_key_id: 'aws_access_key_id',
  aws_secret_access_key: 'aws_secret_access_key',
  'session-token': 'a left-over session token',
  comment: 'a comment that holds the secret',
});

/** A line that would go: "− credentials:3 aws_access_key_id". */
export const goneLineWords = (path: string, line: PlainLine): string =>
  `− ${placeWords({ path, line: line.line })} ${lineNames[line.key]}`;

/** Lines that would come. */
export const cameLineWords = (profile: string, line: string): readonly string[] => [
  `+ [${profile === 'default' ? profile : t`profile ${profile}`}]`,
  `+ ${line}`,
];

export const questionWords = (paths: readonly string[]): string =>
  paths.length === 0
    ? t`Nothing leaves the files; these lines come into the config file, and other tools get this profile from Fobwatch.`
    : t`These lines leave ${and(paths)}; every other byte stays. The backup made first is sealed under the keychain’s key, as are older ones that hold the key.`;

export const alsoWords = (also: readonly string[]): string =>
  plural(
    also.length,
    {
      one: '{0} holds the same key and goes into the keychain too.',
      other: '{0} hold the same key and go into the keychain too.',
    },
    and(also),
  );

export const leadHelp = (): string =>
  t`They get the identity’s session. It calls IAM only if it was made with a code.`;
export const leadDefaultHelp = (): string =>
  t`Tools that name no profile use [default], so they all ask Fobwatch.`;

const obstacleNames: Readonly<Record<ProcessObstacle, string>> = spoken({
  role_arn: 'has a role_arn that other tools sign with this key, so they cannot use it afterwards',
  sso: 'has a sign-in of its own that other tools use instead',
  credential_process: 'has a credential_process already that other tools use instead',
  command: 'has a name that shells do not take as one word, so other tools cannot ask for it',
});
export const obstacleWords = (profile: string, by: ProcessObstacle): string =>
  `${profile} ${obstacleNames[by]}.`;

/** What became of a removal, sentence by sentence. */
export const removalSaid = (outcome: RemovalOutcome): readonly string[] => {
  const { files, sealed, processes, elsewhere } = outcome;
  return [
    ...files.map(({ path, lines }) =>
      plural(lines, { one: '# line taken out of {0}.', other: '# lines taken out of {0}.' }, path),
    ),
    ...(sealed.length === 0
      ? []
      : [
          plural(
            sealed.length,
            { one: '# backup sealed: {0}.', other: '# backups sealed: {0}.' },
            and(sealed.map(baseName)),
          ),
        ]),
    ...(processes.length === 0 ? [] : [t`Other tools ask Fobwatch for ${and(processes)} now.`]),
    ...(elsewhere.length === 0
      ? []
      : [
          t`The key is in plain text in ${and(elsewhere)} too, which Fobwatch did not make; remove it there yourself.`,
        ]),
  ];
};

/** A removal as far as it came, for those who do not see it. */
export const removalSpoken = (removal: Removal): string => {
  switch (removal.kind) {
    case 'none':
    case 'asked':
    case 'refused':
      return '';
    case 'looking':
      return foundWords.looking;
    case 'working':
      return foundWords.working;
    case 'done':
      return removalSaid(removal.outcome).join(' ');
    case 'restored':
      return t`${removal.path} is again what its backup was.`;
    case 'undone':
      return removal.paths.length === 0
        ? t`Nothing is left to take back.`
        : plural(
            removal.paths.length,
            { one: '{0} is as before.', other: '{0} are as before.' },
            and(removal.paths),
          );
    default:
      return assertNever(removal);
  }
};

export const backupWords = (backup: Backup, now: number): string =>
  t`${baseName(backup.path)}, of ${momentWords(backup.madeAt, now)}`;

export const putBackQuestion = (backup: Backup): string =>
  t`${backup.of} becomes what ${baseName(backup.path)} was, to the byte, with its key in plain text. What is there now is kept as a backup.`;
