import type { GrantId } from '../../app/model.ts';
import type {
  MadeRow,
  MarksView,
  Phase,
  RoleRow,
  SessionRow,
  WindowSnapshot,
} from '../../app/view/window.ts';
import type { Shown } from '../../app/view/words.ts';
import { heldIn } from '../parts/held-in.ts';

/** Whatever stands in the list as a row. */
export type ListRow =
  | { readonly kind: 'session'; readonly id: GrantId; readonly row: SessionRow }
  | { readonly kind: 'role'; readonly id: GrantId; readonly row: RoleRow }
  | { readonly kind: 'made'; readonly id: GrantId; readonly row: MadeRow };

/** Every row there is. A single session stands at the bottom of the window, and not in the list. */
export const rowsOf = (
  snapshot: Pick<WindowSnapshot, 'sessions' | 'made' | 'groups'>,
): readonly ListRow[] => [
  ...(snapshot.sessions.length > 1
    ? snapshot.sessions.map((row): ListRow => ({ kind: 'session', id: row.id, row }))
    : []),
  ...snapshot.made.map((row): ListRow => ({ kind: 'made', id: row.id, row })),
  ...snapshot.groups.flatMap(({ rows }) =>
    rows.map((row): ListRow => ({ kind: 'role', id: row.id, row })),
  ),
];

/** What a search goes through: of a single session as well, whose name somebody types like any other. */
export const searchedRows = (
  listed: readonly ListRow[],
  sessions: readonly SessionRow[],
): readonly ListRow[] => {
  const [only] = sessions;
  return only === undefined || sessions.length > 1
    ? listed
    : [{ kind: 'session', id: only.id, row: only }, ...listed];
};

export const nameOf = (one: ListRow): string =>
  one.kind === 'session' ? one.row.identity : one.row.name;

/** What a part of the list holds. */
export type Head =
  | { readonly kind: 'favourites' | 'recents' | 'sessions' | 'made' | 'untagged' }
  /** `total`: in all, of which the best are listed. */
  | { readonly kind: 'matches'; readonly total: number }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'tag'; readonly tag: string };

export type Section = {
  readonly key: string;
  readonly head: Head;
  readonly ids: readonly GrantId[];
};

const keyOf = (head: Head): string => {
  if (head.kind === 'account') return `account ${head.account}`;
  return head.kind === 'tag' ? `tag ${head.tag}` : head.kind;
};

/** Below so many rows everything is in sight anyway, and a role is looked for where its account is. */
const RECENTS_FROM = 12;
/** So many of what was used last: more is a list of its own. */
const RECENTS = 5;

/** Sections by their heads in the order they are met, each with its rows. */
const grouped = (
  rows: readonly ListRow[],
  heads: (row: ListRow) => readonly Head[],
): readonly Section[] => {
  const sections = new Map<string, { head: Head; ids: GrantId[] }>();
  for (const row of rows)
    for (const head of heads(row)) {
      const key = keyOf(head);
      const section = sections.get(key) ?? { head, ids: [] };
      section.ids.push(row.id);
      sections.set(key, section);
    }
  return [...sections].map(([key, section]) => ({ key, ...section }));
};

const byTag = (rows: readonly ListRow[]): readonly Section[] => {
  const sections = grouped(rows, ({ kind, row }) => {
    if (kind === 'session' || row.tags.length === 0) return [{ kind: 'untagged' }];
    return row.tags.map((tag): Head => ({ kind: 'tag', tag }));
  });
  const nameOfTag = ({ head }: Section): string => (head.kind === 'tag' ? head.tag : '');
  // Whatever has no tag stands last.
  return sections.toSorted(
    (a, b) =>
      Number(a.head.kind === 'untagged') - Number(b.head.kind === 'untagged') ||
      nameOfTag(a).localeCompare(nameOfTag(b), 'en'),
  );
};

const byAccount = (rows: readonly ListRow[]): readonly Section[] =>
  grouped(rows, (one) => [
    one.kind === 'role' ? { kind: 'account', account: one.row.account } : { kind: 'made' },
  ]);

/**
 * The list from top to bottom: favourites, what was used last, identities, then all others by account, or by the
 * person's own tags. A row stands once, but under each of its tags.
 */
export const sectionsOf = (
  rows: readonly ListRow[],
  marks: Pick<MarksView, 'favourites' | 'recents' | 'grouping'>,
  shown: Shown,
): readonly Section[] => {
  const looked = rows.filter((row) => isAmong(row, shown));
  const there = new Map(looked.map((row) => [row.id, row]));
  const take = (kind: 'favourites' | 'recents', ids: readonly GrantId[]): readonly Section[] => {
    const taken = ids.filter((id) => there.delete(id));
    return taken.length === 0 ? [] : [{ key: kind, head: { kind }, ids: taken }];
  };
  const favourites = take('favourites', marks.favourites);
  const recents =
    rows.length < RECENTS_FROM ? [] : take('recents', marks.recents.slice(0, RECENTS));
  const rest = [...there.values()];
  const sessions = grouped(
    rest.filter(({ kind }) => kind === 'session'),
    () => [{ kind: 'sessions' }],
  );
  const others = rest.filter(({ kind }) => kind !== 'session');
  const divided = marks.grouping === 'tags' ? byTag(others) : byAccount(others);
  return [...favourites, ...recents, ...sessions, ...divided];
};

/** Sections, and all rows there were when they were laid out. */
export type LaidOut = {
  readonly sections: readonly Section[];
  readonly rows: readonly ListRow[];
};

/**
 * Sections as they were laid out, with the rows there are now: what is gone goes, and newcomers stand last, each in its
 * section. So nothing moves under the pointer while everything changes.
 */
export const keptSections = (
  { sections: laid, rows }: LaidOut,
  now: readonly ListRow[],
  laysOut: (rows: readonly ListRow[]) => readonly Section[],
): readonly Section[] => {
  // Asked at every key stroke: of the picture that they were laid out for there is nothing to change.
  if (rows === now) return laid;
  const seen = new Set(rows.map(({ id }) => id));
  const there = new Set(now.map(({ id }) => id));
  const newcomers = new Set(now.flatMap(({ id }) => (seen.has(id) ? [] : [id])));
  const isWhole = newcomers.size === 0 && there.size === seen.size;
  if (isWhole) return laid;
  const stays = laid.map((section) => ({
    ...section,
    ids: section.ids.filter((id) => there.has(id)),
  }));
  const sections = new Map(stays.map((section) => [section.key, section]));
  for (const section of newcomers.size === 0 ? [] : laysOut(now)) {
    const ids = section.ids.filter((id) => newcomers.has(id));
    const before = sections.get(section.key)?.ids ?? [];
    if (ids.length > 0) sections.set(section.key, { ...section, ids: [...before, ...ids] });
  }
  return [...sections.values()].filter(({ ids }) => ids.length > 0);
};

const PHASES: Readonly<Record<Phase['kind'], Exclude<Shown, 'all'>>> = {
  off: 'off',
  ended: 'off',
  // What is on its way will be held in a moment.
  starting: 'active',
  fresh: 'active',
  due: 'active',
  'needs-code': 'needs-code',
  failed: 'failed',
};

/**
 * Whether a row is among what is looked at. What cannot be started has failed already; what asks for its code ahead of
 * its end is active until then, and is found under both.
 */
export const isAmong = (one: ListRow, shown: Shown): boolean => {
  if (shown === 'all') return true;
  if (one.kind === 'role' && one.row.broken !== null) return shown === 'failed';
  const { phase } = one.row;
  return PHASES[phase.kind] === shown || (shown === 'active' && heldIn(phase) !== null);
};
