import type { Instant, Seconds } from '../../model.ts';
import type { Lead, MadeNotice } from '../notice-view.ts';
import { spoken, t } from './say.ts';
import { durationWords, momentWords } from './time.ts';

/** Names of what can be said to an end. */
export const noticeLabels = spoken({
  letEnd: 'Let it end',
  keepOn: 'Keep it going',
  notice: 'Notice',
  later: 'Later',
  isLast: 'ends for good',
  tell: 'Tell me when it ends',
  untold: 'its end is not told',
});

/** How long ahead a notice can be asked for, in s. */
const LEADS: readonly Seconds[] = [120, 300, 600, 900, 1800, 3600, 7200];

/** What can be picked: the usual ones, and the one in force. */
export const leadChoices = ({ seconds, chosen }: Lead): readonly Seconds[] =>
  !chosen || LEADS.includes(seconds) ? LEADS : [...LEADS, seconds].toSorted((a, b) => a - b);

/** "10 min before". */
export const leadWords = (seconds: Seconds): string => t`${durationWords(seconds)} before`;

/** The same where none may be chosen. */
export const chosenLeadWords = (seconds: Seconds | null): string =>
  seconds === null ? t`as usual` : leadWords(seconds);

/** What is chosen so, in a list of other settings. */
export const leadLabel = (name: string): string => t`Notice of ${name}`;

/** The choice that leaves it to the settings: "as usual: 10 min before". */
export const usualLeadWords = ({ seconds, chosen }: Lead): string =>
  chosen ? chosenLeadWords(null) : t`as usual: ${leadWords(seconds)}`;

/** "You are reminded at 14:27." */
export const remindsWords = (at: Instant, now: Instant): string =>
  t`You are reminded at ${momentWords(at, now)}.`;

/** What a row says of what was said to its end; null: nothing was. */
export const endNote = (
  { end, remindsAt }: Pick<MadeNotice, 'end' | 'remindsAt'>,
  now: Instant,
): string | null => {
  if (remindsAt !== null) return t`reminder at ${momentWords(remindsAt, now)}`;
  return end === 'ends' ? noticeLabels.isLast : end === 'untold' ? noticeLabels.untold : null;
};
