import { YOUNG_KEY, type RotationStep } from '../../devices/rotate.ts';
import type { RotationCause } from '../../failure.ts';
import type { Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { KeyLine, KeysView } from '../keys-view.ts';
import { momentWords } from './time.ts';
import { plural, spoken, t } from './say.ts';

/** Why a rotation does not go on, and what to do. */
export const rotationFailureWords = (identity: string, cause: RotationCause): string => {
  switch (cause.kind) {
    case 'two-keys':
      return t`AWS lets a user have two access keys, and ${cause.other} is the second of ${identity}; delete it if nothing needs it, then rotate.`;
    case 'not-proven':
      return t`AWS does not take the new key of ${identity} yet; the old one is still in use, so try again in a while or go back.`;
    case 'other-user':
      return t`The new key is not of the user that ${identity} is; go back, and check the identity.`;
    case 'not-in-force':
      return t`A key of ${identity} is not where the rotation put it; look into the keychain and the credentials file, then go on or go back.`;
    case 'not-followed':
      return t`No key is seen in ${cause.profile} of the AWS files, which is to follow the key of ${identity}; look into the files, then go on or go back.`;
    case 'under-way':
      return t`A rotation of the key of ${identity} is not over: its old key is still there; delete that, or go back to it.`;
    case 'none':
      return t`No rotation of the key of ${identity} is under way; start one.`;
    case 'no-way-back':
      return t`The old key of ${identity} may be deleted already, so there is no way back; go on.`;
    default:
      return assertNever(cause);
  }
};

const DAY = 86_400_000;

const daysBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.floor((to - from) / DAY));

const ago = (days: number): string => {
  if (days === 0) return t`today`;
  return plural(days, { one: 'yesterday', other: '# days ago' });
};

/** How old a key in use is, where that is worth a word (90 days and more); null: it is not. */
export const keyAgeWords = (createdAt: Instant | null, now: Instant): string | null => {
  if (createdAt === null || now - createdAt < YOUNG_KEY) return null;
  return plural(daysBetween(createdAt, now), { one: 'key # day old', other: 'key # days old' });
};

const usedWords = (lastUsed: Instant | null | undefined, now: Instant): string => {
  if (lastUsed === undefined) return '';
  return ` · ${lastUsed === null ? t`never used` : t`last used ${ago(daysBetween(lastUsed, now))}`}`;
};

/** The quiet line under a key's id. */
export const keyLineWords = (key: KeyLine, now: Instant): string => {
  const what = key.inUse ? t`in use here` : key.active ? t`active` : t`inactive`;
  const made = t`made ${ago(daysBetween(key.createdAt, now))}`;
  return `${what} · ${made}${usedWords(key.lastUsed, now)}`;
};

export const keyWords = spoken({
  title: 'Access keys',
  rotate: 'Rotate',
  rotateOf: (identity: string): string => t`Rotate the key of ${identity}`,
  reading: 'AWS is asked which keys this user has.',
  unknown: 'AWS was not asked yet which keys this user has.',
  question: (identity: string): string => t`Rotate the key of ${identity}?`,
  about:
    'A second key is made, kept beside the first, and used as soon as AWS knows it. The old key is then deactivated; it stays until you delete it, and there is a way back until then.',
  where: 'The new key',
  places: { keychain: 'moves into the keychain', file: 'stays in the credentials file' },
  follow: (profile: string): string => t`Replace it in ${profile} of the AWS files too`,
  followHelp:
    'These profiles hold the same key in plain text. A profile that is not chosen keeps the old key, which ends with the rotation. A backup of the file is made first.',
  start: 'Rotate the key',
  cancel: 'Cancel',
  goOn: 'Go on',
  goBack: 'Back to the old key',
  enterCode: 'Enter a code',
  activate: 'Activate',
  deactivate: 'Deactivate',
  remove: 'Delete',
  reallyRemove: 'Delete it for good',
  keep: 'Keep it',
  activateOf: (accessKeyId: string): string => t`Activate key ${accessKeyId}`,
  deactivateOf: (accessKeyId: string): string => t`Deactivate key ${accessKeyId}`,
  removeOf: (accessKeyId: string): string => t`Delete key ${accessKeyId}`,
  whenGone: (accessKeyId: string): string =>
    t`Whoever still uses ${accessKeyId} is refused from then on, and nobody can bring it back.`,
} as const);

type StepKind = RotationStep['kind'];

/** The way there, for "3 of 7". */
const WAY: readonly StepKind[] = [
  'checking',
  'creating',
  'storing',
  'proving',
  'switching',
  'deactivating',
];

const stepWords: Readonly<Record<Exclude<StepKind, 'resting'>, string>> = spoken({
  checking: 'Looking for room for a second key.',
  creating: 'Making the new key.',
  storing: 'Storing the new key in the keychain.',
  proving: 'Waiting until AWS knows the new key.',
  switching: 'Putting the new key in the place of the old one.',
  deactivating: 'Deactivating the old key.',
  deleting: 'Deleting the old key.',
  reviving: 'Activating the old key.',
  'proving-old': 'Waiting until AWS knows the old key again.',
  'switching-back': 'Putting the old key back.',
  discarding: 'Deleting the new key.',
  clearing: 'Clearing the keychain of the other key.',
});

const restWords = (
  oldId: string,
  rest: NonNullable<NonNullable<KeysView['rotation']>['rest']>,
  now: Instant,
): string => {
  if (rest.old === 'active')
    return t`The new key is in use, and the old one, ${oldId}, is active beside it; deactivate it when nothing uses it any more.`;
  return rest.due
    ? t`The old key, ${oldId}, has been inactive for ${daysBetween(rest.since, now)} days; if nothing misses it, delete it.`
    : t`The new key is in use. The old one, ${oldId}, is inactive since ${momentWords(rest.since, now)}; delete it once nothing misses it.`;
};

/** How far a rotation has come, in a sentence; null: there is nothing to tell. */
export const rotationWords = (
  { rotation, progress }: Pick<KeysView, 'rotation' | 'progress'>,
  now: Instant,
): string | null => {
  if (rotation === null) return null;
  if (progress.kind === 'needs-code')
    return t`AWS wants a code for this; the rotation goes on once it is entered.`;
  if (progress.kind === 'offered')
    return t`A rotation begun ${momentWords(rotation.startedAt, now)} was left half done; go on with it, or back to the old key.`;
  if (rotation.step === 'resting')
    return rotation.rest === null ? null : restWords(rotation.oldId, rotation.rest, now);
  const at = WAY.indexOf(rotation.step);
  const words = stepWords[rotation.step];
  return at === -1 ? words : t`${at + 1} of ${WAY.length}: ${words}`;
};

/** The same for the command: one line a key, and the plan's. */
export const keysLines = (view: KeysView, now: Instant): readonly string[] => {
  const sentence = rotationWords(view, now);
  return [
    `${view.identity}:`,
    ...view.keys.map((key) => `  ${key.accessKeyId}  ${keyLineWords(key, now)}`),
    ...(view.keys.length === 0 ? [`  ${keyWords.unknown}`] : []),
    ...(sentence === null ? [] : [`  ${sentence}`]),
  ];
};

export const rotatedWords = (identity: string, view: Pick<KeysView, 'rotation'>): string =>
  view.rotation === null
    ? t`The key of ${identity} is the only one.`
    : t`The key of ${identity} was rotated; fobwatch rotate ${identity} --delete-old deletes the old one, --roll-back goes back to it.`;

export const keptInFileWords = (profiles: readonly string[]): string =>
  t`${profiles.join(', ')} in the AWS files keep the old key; with --follow they get the new one.`;
