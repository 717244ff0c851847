import { detailOrNone } from './detail.ts';
import { assertNever } from '../../result.ts';
import type { BrokenSettings, SettingProblem, SettingsRefusal } from '../../settings.ts';
import { plural, spoken, t } from './say.ts';

type Said = { readonly sentence: string; readonly detail: string | null };

const plain = (sentence: string): Said => ({ sentence, detail: null });

const brokenWords = spoken({
  'not-text': 'held something that is not text',
  'not-ini': 'held no settings but something else',
} as const satisfies Record<BrokenSettings, string>);

/** What gives the file back to this Fobwatch. */
const setBack = (known: number): string =>
  t`update Fobwatch, or set version = ${known} in the file to let this one write it`;

/** A file's name without its folder. */
const nameOf = (path: string): string => path.replace(/^.*[\\/]/, '');

const refusalWords = (key: string, cause: SettingsRefusal): Said => {
  switch (cause.kind) {
    case 'newer':
      return plain(
        t`${key} was not saved: settings.ini is of version ${cause.version}, from a newer Fobwatch; ${setBack(cause.known)}.`,
      );
    case 'file':
      return {
        sentence: t`${key} was not saved: settings.ini could not be written; check its permissions.`,
        detail: detailOrNone(cause.detail),
      };
    default:
      return assertNever(cause);
  }
};

/** What is wrong in settings.ini or with it, with its line where it has one (ST10, ST13). */
export const settingProblemWords = (problem: SettingProblem): Said => {
  switch (problem.kind) {
    case 'value': {
      const where = problem.line === null ? '' : t` in line ${problem.line} of settings.ini`;
      const said = t`${problem.key} cannot be “${problem.value}”${where}: it takes ${problem.rule}.`;
      return plain(
        problem.line === null
          ? t`${said} Nothing was changed.`
          : t`${said} The default is in force.`,
      );
    }
    case 'stray-line': {
      return plain(
        problem.others === 0
          ? t`Line ${problem.line} of settings.ini is neither a [section] nor key = value, so it is passed over.`
          : plural(
              problem.others,
              {
                one: 'Line {0} of settings.ini is neither a [section] nor key = value, so it is passed over, and so is # more.',
                other:
                  'Line {0} of settings.ini is neither a [section] nor key = value, so it is passed over, and so are # more.',
              },
              problem.line,
            ),
      );
    }
    case 'newer':
      return plain(
        t`settings.ini is of version ${problem.version}, from a newer Fobwatch; it is read as far as it is understood and not written: ${setBack(problem.known)}.`,
      );
    case 'set-aside':
      return {
        sentence: t`settings.ini ${brokenWords[problem.why]}, so it is now ${nameOf(problem.to)} beside it; a new one with the defaults is in force.`,
        detail: problem.to,
      };
    case 'unreadable':
      return {
        sentence: t`settings.ini could not be read, so the defaults are in force; check its permissions.`,
        detail: detailOrNone(problem.detail),
      };
    case 'not-written':
      return refusalWords(problem.key, problem.cause);
    default:
      return assertNever(problem);
  }
};
