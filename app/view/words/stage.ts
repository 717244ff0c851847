import { spoken, t } from './say.ts';

/** A drawn state: the whole list gives way to one sentence and one button. */
export type StageWords = {
  readonly title: string;
  readonly sentence: string;
  readonly label: string;
};

/** The same where the sentence begins with what it is about. */
type NamedStageWords = Omit<StageWords, 'sentence'> & { readonly of: (name: string) => string };

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
    of: (backend: string): string =>
      t`${backend} does not answer, and keys are kept nowhere else. Start or unlock it.`,
    label: 'Try again',
  },
  emptyBrokenFile: {
    title: 'AWS file unreadable',
    of: (path: string): string => t`${path} could not be read, so there are no profiles to show.`,
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
    of: (host: string): string =>
      t`${host} could not be reached. What is shown stays good for the time it has left.`,
    label: 'Try again',
  },
} as const satisfies Readonly<Record<string, StageWords | NamedStageWords>>);
