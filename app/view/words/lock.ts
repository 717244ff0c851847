import type { Failure } from '../../failure.ts';
import { grantName, type Instant } from '../../model.ts';
import { stillAlive, type LivesOn } from '../../session/lives-on.ts';
import type { Finger, LockCause, LockState, RemovedSection } from '../../session/lock.ts';
import { failureWords } from './failure.ts';
import { assertNever } from '../../result.ts';
import type { AnotherDevice } from '../../session/another-device.ts';
import { plural, spoken, t } from './say.ts';
import { momentWords } from './time.ts';

type Locked = Extract<LockState, { readonly kind: 'locked' }>;

/** Instants of STS's, and how far this computer's clock is from them. */
type Facts = { readonly lock: Locked; readonly now: Instant; readonly skew: number };

/** What is still good at AWS, though nothing of it is here any more. */
export const livesOnWords = (
  livesOn: readonly LivesOn[],
  now: Instant,
  skew: number,
): readonly string[] =>
  stillAlive(livesOn, now).map(
    ({ target, expiresAt }) =>
      t`${grantName(target)} until ${momentWords(expiresAt - skew, now - skew)}`,
  );

/** Honest: AWS goes on taking what programs have. */
const aliveLines = ({ lock, now, skew }: Facts): readonly string[] => {
  const alive = livesOnWords(lock.livesOn, now, skew);
  return alive.length === 0
    ? []
    : [t`What programs have already works at AWS until it ends: ${alive.join(', ')}.`];
};

export const lockDoneWords = (facts: Facts): readonly string[] => [
  t`Fobwatch is locked; a new code in its window unlocks it.`,
  ...aliveLines(facts),
];

export const removedWords = ({ path, profile }: RemovedSection): string =>
  t`${profile} was taken out of ${path}.`;

export const nothingRemoved = (): string => t`The AWS files held no section that Fobwatch wrote.`;

export const panicDoneWords = (facts: Facts): readonly string[] => {
  const { panic } = facts.lock;
  const removed = panic.kind === 'done' ? panic.removed : [];
  return [
    t`Fobwatch is locked; a new code in its window unlocks it.`,
    ...(removed.length === 0 ? [nothingRemoved()] : removed.map(removedWords)),
    ...aliveLines(facts),
  ];
};

export const lockFailedWords = (failures: readonly Failure[], now: Instant): string =>
  failures.map((failure) => failureWords(failure, now).sentence).join('\n');

/** The question at the terminal. */
export const panicQuestion = (): string =>
  t`This locks Fobwatch and takes every section that it wrote out of your AWS files. Type yes and press Return: `;

export const panicUnaskedWords = (): string =>
  t`panic takes sections out of your AWS files; answer yes, or add --yes. Nothing was done.`;

/** In a line of its own in `fobwatch status`. */
export const statusLockedWords = (since: Instant, now: Instant): string =>
  t`Locked since ${momentWords(since, now)}; a new code in its window unlocks it.`;

/** What the tray says of a locked app. */
export const lockedTooltip = (): string => t`Fobwatch is locked`;

export const lockLabels = spoken({
  lock: 'Lock Fobwatch',
  lockNow: 'Lock now',
  unlock: 'Unlock…',
  unlockNow: 'Unlock',
  unlockByFinger: 'Unlock with Touch ID',
  fingerRefused: 'Touch ID did not say that it is you; try again, or enter a code.',
  fingerUnread:
    'The sealed copy could not be read, perhaps since the keychain refused; try again, or enter a code, which drops it.',
  locking: 'Locking',
  locked: 'Locked',
  others: 'Or with a code of',
  anotherDevice: 'Another device?',
  panic: 'Panic…',
  panicAbout:
    'Panic also takes every section that Fobwatch wrote out of your AWS files: credentials and live profiles.',
  removed: 'Taken out of the AWS files',
  removing: 'Looking through the files',
  backups:
    'Backups beside those files, files that were saved and terminals keep what they had until it ends.',
  alive: 'What programs have already',
  aliveAbout:
    'A lock cannot take back what left before it, also of roles that were stopped or renewed since. AWS takes those credentials until they end, or until they are revoked there.',
  copyPolicy: 'Copy the policy',
  policyCopied: 'The policy is in the clipboard.',
  title: 'Lock and panic',
  about:
    'A lock drops every session and role and the copy on disk, empties the clipboard and closes endpoints; a new code opens it again.',
} as const);

/** The two questions before panic. */
export const panicWords = spoken({
  first: {
    title: 'Lock, and clean the AWS files?',
    about:
      'Everything is locked, and every section that Fobwatch wrote is taken out of your AWS files. Your own sections stay as they are.',
    yes: 'Go on',
    no: 'Not now',
  },
  second: {
    title: 'Take the sections out now?',
    about: 'No backup is made of them. Programs that read them find nothing there from now on.',
    yes: 'Take them out',
    no: 'Keep them',
  },
} as const);

const causes = spoken({
  asked: 'Locked by hand',
  command: 'Locked by the fobwatch command',
  panic: 'Locked by panic',
  screen: 'Locked with the screen',
  sleep: 'Locked when the computer went to sleep',
  idle: 'Locked because nobody was there',
} as const);

/** One sentence: since when, why, and what opens it. */
export const lockedSentence = (
  lock: { readonly since: Instant; readonly cause: LockCause; readonly finger: 'none' | Finger },
  needsCode: boolean,
  now: Instant,
): string =>
  lock.finger !== 'none'
    ? t`${causes[lock.cause]} (${momentWords(lock.since, now)}); memory holds nothing. Touch ID or a new code unlocks it.`
    : needsCode
      ? t`${causes[lock.cause]} (${momentWords(lock.since, now)}); nothing is held. A new code unlocks it.`
      : t`${causes[lock.cause]} (${momentWords(lock.since, now)}); nothing is held.`;

/** What a finger is asked for, as “Fobwatch wants to …” goes on. */
export const fingerReason = (): string => t`unlock your AWS sessions and roles`;

/** Said without being opened: that a lock does not end what is still good at AWS, and that it can be ended there. */
export const aliveSummary = (count: number): string =>
  count === 0
    ? lockLabels.alive
    : plural(count, {
        one: '# set of credentials still works at AWS: which, and how to end it',
        other: '# sets of credentials still work at AWS: which, and how to end them',
      });

/** What is still good at AWS. */
export const aliveWords = (
  one: { readonly name: string; readonly endsAt: Instant; readonly role: string | null },
  now: Instant,
): string =>
  one.role === null
    ? t`${one.name} until ${momentWords(one.endsAt, now)}, a session of the user`
    : t`${one.name} until ${momentWords(one.endsAt, now)}, the role ${one.role}`;

/** How to end it there, a step a line. Deactivating a key ends no session that was made of it. */
export const revokeWords = (): readonly string[] => [
  t`A role: in the IAM console open Roles, the role, Revoke sessions; or give the role the copied policy as an inline policy.`,
  t`A session of a user, or a federated user: give the user the copied policy as an inline policy. Deactivate the access key too, so that no new ones are made; that alone does not end those there are.`,
];

/** What became of asking AWS for another device; none: nobody asked. */
export const anotherDeviceWords = (lookup: AnotherDevice): string => {
  switch (lookup.kind) {
    case 'none':
      return '';
    case 'asking':
      return t`Asking AWS for the devices of ${lookup.identity}`;
    case 'found':
      return lookup.inFile
        ? t`AWS names this device now; name it as mfa_serial in the config file, too.`
        : t`AWS names this device now.`;
    case 'still-listed':
      return t`AWS still lists this device; if it is lost, ask whoever manages the account to remove it and to register another.`;
    case 'none-listed':
      return t`AWS lists no device of ${lookup.identity} that shows codes, so it stays locked; ask whoever manages the account to register one.`;
    case 'failed': {
      const { failure } = lookup;
      const isDenied =
        failure.kind === 'aws' &&
        failure.cause === 'denied' &&
        failure.operation === 'ListMFADevices';
      return isDenied
        ? t`AWS denied listing the devices of ${lookup.identity}; ask whoever manages the account for the permission iam:ListMFADevices.`
        : failureWords(failure, 0).sentence;
    }
    default:
      return assertNever(lookup);
  }
};
