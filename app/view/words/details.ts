import type { Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { Asked } from '../details-view.ts';
import type { WayStep } from '../grant-way.ts';
import { accountWords } from './row.ts';
import { plural, spoken, t } from './say.ts';
import { sourceName } from './source.ts';
import { durationWords, momentWords } from './time.ts';

export const detailsLabels = spoken({
  failures: 'Last errors',
  ledger: 'Ledger',
  noLines: 'nothing was handed out',
  unread: 'could not be read',
  showLedger: 'Show ledger',
  session: 'Session',
  keychain: 'long-term key in the keychain',
  file: 'long-term key in a file, in plain text',
  outside: 'credentials from outside',
  withCode: 'with a code',
  ownCode: 'takes a code of its own',
  saml: 'SAML assertion',
  imported: 'saved credentials',
});

/** What a station on the way to a grant is called. */
export const wayName = ({ is, name }: WayStep): string => {
  switch (is.kind) {
    case 'outside':
      if (is.source === 'saml') return detailsLabels.saml;
      return is.source === 'imported' ? detailsLabels.imported : sourceName({ kind: is.source });
    case 'session':
      return detailsLabels.session;
    case 'key':
    case 'role':
    case 'made':
      return name ?? '';
    default:
      return assertNever(is);
  }
};

/** What is said of a station: what it is, whether a code leads to it, and when what is held there ends. */
export const wayNote = (step: WayStep, now: Instant, timeZone?: string): string => {
  const { is, account, code, endsAt } = step;
  const what = (): string | null => {
    switch (is.kind) {
      case 'key':
        return is.where === 'keychain' ? detailsLabels.keychain : detailsLabels.file;
      case 'outside':
        return detailsLabels.outside;
      case 'session':
        return code ? detailsLabels.withCode : null;
      case 'role':
        return account === null ? null : accountWords(account);
      case 'made':
        return null;
      default:
        return assertNever(is);
    }
  };
  const ends = endsAt !== null && endsAt > now ? momentWords(endsAt, now, timeZone) : null;
  return [
    what(),
    is.kind === 'role' && code ? detailsLabels.ownCode : null,
    ends === null ? null : t`ends ${ends}`,
  ]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
};

/** Who asked for the life a grant has, and what became of it. */
export const askedWords = (asked: Asked): string => {
  if (asked.seconds === null) return t`no time was asked for, so AWS chose one`;
  const { by, seconds, granted } = asked;
  const [wished, got] = [durationWords(seconds), durationWords(granted)];
  switch (by) {
    case 'profile':
      return seconds === granted
        ? t`as duration_seconds in its profile asks for`
        : t`duration_seconds in its profile asks for ${wished}, and ${got} is the most it can have`;
    case 'role-settings':
      return seconds === granted
        ? t`as the settings ask for, since its profile has no duration_seconds`
        : t`the settings ask for ${wished}, and ${got} is the most it can have`;
    case 'session-settings':
      return seconds === granted
        ? t`as token_life in the settings asks for`
        : t`token_life in the settings asks for ${wished}, and ${got} is the most it can have`;
    case 'start':
      return seconds === granted
        ? t`as was asked for when it was started`
        : t`${wished} was asked for when it was started, and ${got} is the most it can have`;
    default:
      return assertNever(by);
  }
};

/** That what is held was asked for in another way than the next one will be; null: it was not. */
export const givenWords = ({ given, granted }: Asked): string | null =>
  given === null || granted === null
    ? null
    : t`what is held was given ${durationWords(given)}, at its start or by other settings; the next lasts ${durationWords(granted)}`;

/** When something failed last, and how often in a row: "14:32", "14:32, 3 times". */
export const failedAtWords = (
  { at, times }: { readonly at: Instant; readonly times: number },
  now: Instant,
  timeZone?: string,
): string => {
  const moment = momentWords(at, now, timeZone);
  return times === 1
    ? moment
    : plural(times, { one: '{0}, # time', other: '{0}, # times' }, moment);
};
