import { saysAbsent } from '../../detail.ts';
import { detailOrNone } from './detail.ts';
import { assertNever } from '../../result.ts';
import type { Problem } from '../window.ts';
import { profileProblemWords } from './profile.ts';
import { settingProblemWords } from './setting-problem.ts';
import { leftWords } from './time.ts';
import { t } from './say.ts';

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
  skew > 0 ? t`${leftWords(skew)} behind` : t`${leftWords(-skew)} ahead`;

/** A problem told to a person, with the one button that helps. */
export const problemWords = (problem: Problem): ProblemWords => {
  switch (problem.kind) {
    case 'vault':
      return {
        title: t`No keychain`,
        sentence: t`${problem.backend} does not answer, so no key can be kept. Start or unlock it, then try again.`,
        detail: detailOrNone(problem.detail),
        does: 'retry-vault',
        label: t`Try again`,
      };
    case 'aws-file':
      return {
        title: t`AWS file unreadable`,
        sentence: t`${problem.path} could not be read, so its profiles are missing here.`,
        detail: detailOrNone(problem.detail),
        does: saysAbsent(problem.detail) ? 'reload-files' : 'open-config',
        label: saysAbsent(problem.detail) ? t`Read again` : t`Open config file`,
      };
    case 'profile':
      return {
        title: t`Profile`,
        sentence: profileProblemWords(problem.problem),
        detail: problem.problem.path,
        // Only the config file has a command that opens it.
        does: problem.problem.file === 'config' ? 'open-config' : 'reload-files',
        label: problem.problem.file === 'config' ? t`Open config file` : t`Read again`,
      };
    case 'setting': {
      const { sentence, detail } = settingProblemWords(problem.problem);
      return {
        title: t`Settings`,
        sentence,
        detail,
        does: 'open-settings-file',
        label: t`Open settings.ini`,
      };
    }
    case 'state-file':
      return {
        title: t`Own file unreadable`,
        sentence: t`${problem.path} could not be used; a new one takes its place with the next change.`,
        detail: detailOrNone(problem.detail),
        does: null,
        label: null,
      };
    case 'importable':
      return {
        title: problem.profile,
        sentence: t`The key of ${problem.profile} (${problem.accessKeyId}) lies in a file in plain text.`,
        detail: null,
        does: 'import',
        label: t`Import into keychain`,
      };
    case 'unchecked-endpoint':
      return {
        title: t`Certificates unchecked`,
        sentence: t`Anyone can answer as ${problem.url} and read what is sent there: settings.ini says validate_certs = no.`,
        detail: null,
        does: 'open-settings-file',
        label: t`Open settings.ini`,
      };
    case 'clock':
      return {
        title: t`Clock`,
        sentence: t`The clock of this computer is ${skewWords(problem.skew)}; times shown here allow for it.`,
        detail: null,
        does: null,
        label: null,
      };
    default:
      return assertNever(problem);
  }
};
