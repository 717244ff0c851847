import type { Command } from '../contract.ts';
import type { Grouping, Marks, Recent } from '../marks-file.ts';
import { grantId, grantRefOf, type GrantId, type GrantRef, type Instant } from '../model.ts';
import { assertNever } from '../result.ts';
import { isKnown, type AppState } from './state.ts';

/** So many are remembered: what has left the files since is passed over, and a list shows a few of them. */
export const MOST_RECENTS = 20;
/** Characters of a tag, and tags of a role: more is text, which nobody groups by. */
export const LONGEST_TAG = 32;
export const MOST_TAGS = 12;

export type MarksEvent =
  /** What was read from disk; what was marked meanwhile stays. */
  | { readonly kind: 'marks-read'; readonly marks: Marks }
  | { readonly kind: 'favourite'; readonly id: GrantId; readonly on: boolean }
  | { readonly kind: 'tagged'; readonly id: GrantId; readonly tags: readonly string[] }
  | { readonly kind: 'grouped'; readonly by: Grouping }
  /** A person did something with a grant. */
  | { readonly kind: 'used'; readonly id: GrantId; readonly at: Instant };

const withRecent = (recents: readonly Recent[], recent: Recent): readonly Recent[] =>
  [recent, ...recents.filter(({ id }) => id !== recent.id)].slice(0, MOST_RECENTS);

const withFavourite = (marks: Marks, id: GrantId, on: boolean): Marks => {
  if (marks.favourites.includes(id) === on) return marks;
  const others = marks.favourites.filter((one) => one !== id);
  return { ...marks, favourites: on ? [...others, id] : others };
};

const withTags = (marks: Marks, id: GrantId, typed: readonly string[]): Marks => {
  const tags = new Map(marks.tags);
  tags.delete(id);
  const own = tagsAsTyped(typed, allTags({ tags }));
  if (own.length > 0) tags.set(id, own);
  return { ...marks, tags };
};

/** What was read, with what was done before it was there. */
const joined = (read: Marks, since: Marks): Marks => ({
  favourites: [
    ...read.favourites,
    ...since.favourites.filter((id) => !read.favourites.includes(id)),
  ],
  recents: since.recents.toReversed().reduce(withRecent, read.recents),
  tags: new Map([...read.tags, ...since.tags]),
  grouping: read.grouping,
});

const next = (marks: Marks, event: MarksEvent): Marks => {
  switch (event.kind) {
    case 'marks-read':
      return joined(event.marks, marks);
    case 'favourite':
      return withFavourite(marks, event.id, event.on);
    case 'tagged':
      return withTags(marks, event.id, event.tags);
    case 'grouped':
      return marks.grouping === event.by ? marks : { ...marks, grouping: event.by };
    case 'used':
      return { ...marks, recents: withRecent(marks.recents, { id: event.id, at: event.at }) };
    default:
      return assertNever(event);
  }
};

export const reduceMarks = (state: AppState, event: MarksEvent): AppState => {
  const marks = next(state.marks, event);
  return marks === state.marks ? state : { ...state, marks };
};

/** Every tag there is, once, in the order of the alphabet. */
export const allTags = ({ tags }: Pick<Marks, 'tags'>): readonly string[] =>
  [...new Set([...tags.values()].flat())].toSorted((a, b) => a.localeCompare(b, 'en'));

/**
 * Tags as they were typed, tidied: without what cannot be seen, not too long, each once whatever its case, and spelt as
 * the same tag is spelt on other roles, so that one group is not two.
 */
export const tagsAsTyped = (
  typed: readonly string[],
  known: readonly string[],
): readonly string[] => {
  const spelt = new Map(known.map((tag) => [tag.toLowerCase(), tag]));
  const tags = new Map<string, string>();
  for (const text of typed) {
    const tag = Array.from(text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim())
      .slice(0, LONGEST_TAG)
      .join('')
      .trim();
    const key = tag.toLowerCase();
    if (tag !== '' && !tags.has(key)) tags.set(key, spelt.get(key) ?? tag);
  }
  return [...tags.values()].slice(0, MOST_TAGS);
};

/** Identities stand in a place of their own and are few: roles and grants made directly are marked. */
export const takesMarks = ({ kind }: GrantRef): boolean => kind !== 'session';

/**
 * The grant that a person's command is about, if it is one that is used by it: to copy, to start, to sign in, to serve,
 * to write into a file. Starting many at once uses none of them in particular.
 */
export const usedBy = (command: Command): GrantRef | null => {
  switch (command.kind) {
    case 'start':
    case 'renew': {
      const [only, another] = command.targets;
      return only !== undefined && another === undefined ? only : null;
    }
    case 'copy-exports':
      // What takes variables back uses no role.
      return command.block === 'clear' ? null : command.target;
    case 'open-console':
    case 'open-endpoint':
    case 'copy-endpoint':
    case 'write-profile':
      return command.target;
    default:
      return null;
  }
};

const knownOf = (state: AppState, ids: readonly GrantId[]): readonly GrantRef[] =>
  ids.flatMap((id) => {
    const ref = grantRefOf(id);
    return ref !== null && isKnown(state, ref) ? [ref] : [];
  });

/** The favourites that are still there, in the order they were marked. */
export const favouritesOf = (state: AppState): readonly GrantRef[] =>
  knownOf(state, state.marks.favourites);

/** What a person used last and is still there, newest first; favourites stand above it already. */
export const recentsOf = (state: AppState): readonly GrantRef[] => {
  const favourites = new Set(state.marks.favourites);
  return knownOf(
    state,
    state.marks.recents.map(({ id }) => id),
  ).filter((ref) => !favourites.has(grantId(ref)));
};
