import type { Instant } from '../../model.ts';
import type { Next } from '../window.ts';
import { plural, spoken, t } from './say.ts';
import { momentWords } from './time.ts';

/** Which rows of the list are looked at. */
export type Shown = 'all' | 'active' | 'needs-code' | 'failed' | 'off';

export const listLabels = spoken({
  favourites: 'Favourites',
  recents: 'Recent',
  untagged: 'Without a tag',
  tools: 'What the list shows',
  show: 'Show',
  groupBy: 'Group by',
  byAccount: 'Account',
  byTags: 'Own tags',
  favourite: 'favourite',
  addFavourite: 'Add to favourites',
  removeFavourite: 'Remove from favourites',
  editTags: 'Tags',
  tags: 'Tags, with commas between them',
  saveTags: 'Save',
  cancelTags: 'Cancel',
  showAll: 'Show all',
});

/** The choices of what is shown, as the menu names them. */
export const shownNames: Readonly<Record<Shown, string>> = spoken({
  all: 'All',
  active: 'Active',
  'needs-code': 'Needs a code',
  failed: 'Failed',
  off: 'Not started',
});

/** What is shown in place of rows when there is none of the kind asked for. */
export const noneShown: Readonly<
  Record<Shown, { readonly title: string; readonly sentence: string }>
> = spoken({
  all: { title: 'No roles', sentence: 'There is no role in your AWS files.' },
  active: { title: 'Nothing active', sentence: 'No credentials are held now.' },
  'needs-code': { title: 'No code needed', sentence: 'Nothing waits for a code.' },
  failed: { title: 'Nothing failed', sentence: 'Every role that was started works.' },
  off: { title: 'All started', sentence: 'There is no role that is not started.' },
});

/** Above a list that does not show all: "Active: 3 of 12". */
export const shownWords = (shown: Shown, count: number, of: number): string =>
  t`${shownNames[shown]}: ${count} of ${of}`;

/** Above what a search found. */
export const matchesWords = (count: number, total: number): string =>
  count < total
    ? t`${count} best of ${total} found`
    : plural(count, { one: '# found', other: '# found' });

/** Said while somebody searches: how much is found, and what Enter acts on. */
export const foundSaid = (count: number, first: string): string =>
  count === 0
    ? t`Nothing found`
    : plural(count, { one: '# found, {0}', other: '# found, the first is {0}' }, first);

/** What comes next of a row's credentials: "renews 14:32", "needs you 15:02", "ends 15:02". */
export const nextWords = (next: Next, now: Instant, timeZone?: string): string => {
  switch (next.kind) {
    case 'renewing':
      return t`renewing`;
    case 'renews':
      return t`renews ${momentWords(next.at, now, timeZone)}`;
    case 'needs-you':
      return t`needs you ${momentWords(next.at, now, timeZone)}`;
    case 'ends':
      return t`ends ${momentWords(next.at, now, timeZone)}`;
    default:
      return next satisfies never;
  }
};
