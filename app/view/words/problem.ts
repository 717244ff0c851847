import { assertNever } from '../../result.ts';
import type { Problem } from '../window.ts';
import { profileProblemWords } from './profile.ts';
import { settingProblemWords } from './setting-problem.ts';
import { leftWords } from './time.ts';

export type ProblemWords = {
  readonly title: string;
  readonly sentence: string;
  readonly detail: string | null;
  readonly does:
    | 'retry-vault'
    | 'open-config'
    | 'open-settings-file'
    | 'reload-files'
    | 'import'
    | null;
  /** Label of the button; null when there is none. */
  readonly label: string | null;
};

/** How wrong this computer's clock is: "70 s behind", "2 min 10 ahead". `skew` in ms, positive when behind. */
export const skewWords = (skew: number): string =>
  `${leftWords(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead'}`;

const isMissing = (detail: string): boolean => /ENOENT|no such file/i.test(detail);

/** A problem told to a person, with the one button that helps. */
export const problemWords = (problem: Problem): ProblemWords => {
  switch (problem.kind) {
    case 'vault':
      return {
        title: 'No keychain',
        sentence: `${problem.backend} does not answer, so no key can be kept. Start or unlock it, then try again.`,
        detail: problem.detail === '' ? null : problem.detail,
        does: 'retry-vault',
        label: 'Try again',
      };
    case 'aws-file':
      return {
        title: 'AWS file unreadable',
        sentence: `${problem.path} could not be read, so its profiles are missing here.`,
        detail: problem.detail === '' ? null : problem.detail,
        does: isMissing(problem.detail) ? 'reload-files' : 'open-config',
        label: isMissing(problem.detail) ? 'Read again' : 'Open config file',
      };
    case 'profile':
      return {
        title: 'Profile',
        sentence: profileProblemWords(problem.problem),
        detail: problem.problem.path,
        // Only the config file has a command that opens it.
        does: problem.problem.file === 'config' ? 'open-config' : 'reload-files',
        label: problem.problem.file === 'config' ? 'Open config file' : 'Read again',
      };
    case 'setting': {
      const { sentence, detail } = settingProblemWords(problem.problem);
      return {
        title: 'Settings',
        sentence,
        detail,
        does: 'open-settings-file',
        label: 'Open settings.ini',
      };
    }
    case 'state-file':
      return {
        title: 'Own file unreadable',
        sentence: `${problem.path} could not be used; a new one takes its place with the next change.`,
        detail: problem.detail === '' ? null : problem.detail,
        does: null,
        label: null,
      };
    case 'importable':
      return {
        title: problem.profile,
        sentence: `The key of ${problem.profile} (${problem.accessKeyId}) lies in a file in plain text.`,
        detail: null,
        does: 'import',
        label: 'Import into keychain',
      };
    case 'unchecked-endpoint':
      return {
        title: 'Certificates unchecked',
        sentence: `Anyone can answer as ${problem.url} and read what is sent there: settings.ini says validate_certs = no.`,
        detail: null,
        does: 'open-settings-file',
        label: 'Open settings.ini',
      };
    case 'clock':
      return {
        title: 'Clock',
        sentence: `The clock of this computer is ${skewWords(problem.skew)}; times shown here allow for it.`,
        detail: null,
        does: null,
        label: null,
      };
    default:
      return assertNever(problem);
  }
};
