import type { Instant } from '../../model.ts';
import type { Bar } from '../timeline.ts';
import { plural, spoken, t } from './say.ts';
import { endsWords, momentWords } from './time.ts';

export const timelineLabels = spoken({
  title: 'Timeline',
  show: 'Show timeline',
  list: 'Lifetimes',
});

/** What the marks of the bars mean, beside each of them. */
export const timelineMarks = spoken({
  now: 'now',
  renewal: 'renewed',
  code: 'needs a code',
  session: 'ends with its session',
  over: 'ends for good',
});

export const timelineStages = spoken({
  empty: {
    title: 'Nothing is running',
    sentence: 'Lifetimes appear here as soon as a session or a role is started.',
    label: 'Back',
  },
});

/** Above the axis: "needs you 18:00". */
export const needsYouAtWords = (at: Instant, now: Instant, timeZone?: string): string =>
  t`needs you ${momentWords(at, now, timeZone)}`;

/** Whose bar it is. */
export const barName = ({ kind, name }: Pick<Bar, 'kind' | 'name'>): string =>
  kind === 'session' ? t`Session of ${name}` : name;

/** The same where room is short: whose it is stands first. */
export const barShortName = ({ kind, name }: Pick<Bar, 'kind' | 'name'>): string =>
  kind === 'session' ? t`${name} (session)` : name;

/** All that a bar shows, in words: "ends 14:32, in 42 min; renewed 3 times until 18:00". */
export const barWords = (bar: Bar, now: Instant, timeZone?: string): string => {
  const ends = endsWords(bar.life.endsAt, now, timeZone);
  const count = bar.renewals.length;
  const [next] = bar.renewals;
  if (bar.until !== null) {
    const until = momentWords(bar.until, now, timeZone);
    return count === 0
      ? t`${ends}; its session ends ${until}`
      : plural(
          count,
          {
            one: '{0}; # renewal until its session ends {1}',
            other: '{0}; # renewals until its session ends {1}',
          },
          ends,
          until,
        );
  }
  if (next !== undefined) return t`${ends}; renewed ${momentWords(next, now, timeZone)} by itself`;
  return bar.end?.kind === 'over' ? t`${ends}, for good` : t`${ends}; then it needs you`;
};
