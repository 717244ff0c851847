import { spoken } from './say.ts';

/** A drawn state: the whole list gives way to one sentence and one button. */
export type StageWords = {
  readonly title: string;
  readonly sentence: string;
  readonly label: string;
};

export const stageWords = spoken({
  loading: {
    title: 'Reading your AWS files',
    sentence: 'The keychain and the profiles are being read.',
    label: 'Read again',
  },
  empty: {
    title: 'Start with a key',
    sentence:
      'Fobwatch keeps the access key of an IAM user in your keychain and makes short-lived credentials of it.',
    label: 'Add key',
  },
  emptyNoKeychain: {
    title: 'No keychain',
    sentence: 'does not answer, and keys are kept nowhere else. Start or unlock it.',
    label: 'Try again',
  },
  emptyBrokenFile: {
    title: 'AWS file unreadable',
    sentence: 'could not be read, so there are no profiles to show.',
    label: 'Open config file',
  },
  noRoles: {
    title: 'No roles yet',
    sentence: 'A profile with a role_arn in your config file appears here by itself.',
    label: 'Open config file',
  },
  noMatch: {
    title: 'No match',
    sentence: 'No role has a name, account or alias like this.',
    label: 'Clear search',
  },
  offline: {
    title: 'Offline',
    sentence: 'could not be reached. What is shown stays good for the time it has left.',
    label: 'Try again',
  },
} as const satisfies Readonly<Record<string, StageWords>>);
