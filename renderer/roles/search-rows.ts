import { go, snapshot, type KeysResult, type SnapshotKeys } from 'fuzzysort';
import type { GrantId } from '../../app/model.ts';
import { accountWords } from '../../app/view/words.ts';
import { nameOf, type ListRow } from './list-rows.ts';

/** The texts of a row that are searched, the likeliest first. */
const FIELDS = ['name', 'alias', 'tags', 'role', 'account'] as const;
type Field = (typeof FIELDS)[number];
type Texts = Readonly<Record<Field, string>> & { readonly id: GrantId; readonly place: number };

/** Which characters of a row's texts a search hit, as places in them. */
export type Hits = Readonly<Record<'name' | 'alias' | 'role' | 'account', readonly number[]>>;

export type Match = { readonly id: GrantId; readonly hits: Hits };

export type Found = {
  /** The best, best first: nobody reads on where there are hundreds. */
  readonly matches: readonly Match[];
  /** How many there are in all. */
  readonly total: number;
};

export type RowSearch = {
  /** Matches of a query. Thousands of rows take a few ms; texts are prepared once and for all pictures. */
  find(
    rows: readonly ListRow[],
    query: string,
    among: {
      /** What a person marked or used last. */
      readonly marked: ReadonlySet<GrantId>;
      /** Only these; null: all. */
      readonly only: ReadonlySet<GrantId> | null;
    },
  ): Found;
  /** Counts up whenever what is searched changes: matches found before may not be all by then. */
  edition(rows: readonly ListRow[]): number;
};

/** 1 is the text itself; below this the letters are there, but nobody would say that they were meant. */
const LIKE_ENOUGH = 0.25;
/** So many are listed at most: a search for more is not ended yet. */
const MOST = 200;
/** What a good match of the name is worth over the same elsewhere. */
const NAME_FIRST = 0.05;
/** Between matches as good as each other, what a person marked or used stands first. */
const MARKED_FIRST = 0.02;

const textsOf = (one: ListRow, place: number): Texts => {
  const { id, kind, row } = one;
  const name = nameOf(one);
  const alias = row.alias ?? '';
  const account = row.account ?? '';
  if (kind === 'session') return { id, place, name, alias, tags: '', role: '', account };
  const tags = row.tags.join(' ');
  if (kind === 'made') return { id, place, name, alias, tags, role: row.from, account };
  const role = row.roleName === name ? '' : row.roleName;
  return { id, place, name, alias, tags, role, account };
};

const same = (a: Texts, b: Texts | undefined): boolean =>
  b !== undefined && a.id === b.id && FIELDS.every((field) => a[field] === b[field]);

/** An account number may be typed as the console writes it, or as anybody reads it aloud. */
const cleaned = (query: string): string =>
  /^[\d\s-]+$/.test(query) ? query.replaceAll(/[\s-]/g, '') : query.trim();

const indexed = (texts: readonly Texts[]): SnapshotKeys<Texts> =>
  snapshot(texts, { keys: [...FIELDS] });

/** How good a match is for a person, higher is better; those as good as each other stand as they stand in the list. */
const rankOf = (result: KeysResult<Texts>, marked: ReadonlySet<GrantId>): number =>
  result.score +
  NAME_FIRST * (result[0]?.score ?? 0) +
  (marked.has(result.obj.id) ? MARKED_FIRST : 0);

export const createRowSearch = (): RowSearch => {
  const prepared: {
    rows: readonly ListRow[];
    texts: readonly Texts[];
    index: SnapshotKeys<Texts>;
    edition: number;
  } = { rows: [], texts: [], index: indexed([]), edition: 0 };

  const prepare = (rows: readonly ListRow[]): typeof prepared => {
    if (rows === prepared.rows) return prepared;
    const texts = rows.map(textsOf);
    const stand =
      texts.length === prepared.texts.length &&
      texts.every((one, at) => same(one, prepared.texts[at]));
    prepared.rows = rows;
    if (stand) return prepared;
    prepared.texts = texts;
    prepared.index = indexed(texts);
    prepared.edition += 1;
    return prepared;
  };

  const find: RowSearch['find'] = (rows, query, { marked, only }) => {
    const { index, texts } = prepare(rows);
    const sought = cleaned(query);
    const isLooked = ({ id }: Texts): boolean => only === null || only.has(id);
    const best = go(sought, index, {
      limit: MOST,
      threshold: LIKE_ENOUGH,
      // Only where it has to: asked for each of thousands it takes longer than all the rest.
      ...(only === null
        ? {}
        : { scoreFn: (one: KeysResult<Texts>) => (isLooked(one.obj) ? one.score : 0) }),
    });
    // Where more are as good as each other than are listed, those that a person marked are among them.
    const first = texts.filter((one) => marked.has(one.id) && isLooked(one));
    const ofMarked = go(sought, first, { limit: 0, threshold: LIKE_ENOUGH, keys: [...FIELDS] });
    const found = new Map([...best, ...ofMarked].map((one) => [one.obj.id, one]));
    const ranked = [...found.values()]
      .map((result) => ({ result, rank: rankOf(result, marked) }))
      .toSorted((a, b) => b.rank - a.rank || a.result.obj.place - b.result.obj.place)
      .slice(0, MOST);
    const matches = ranked.map(({ result }): Match => {
      const hitsOf = (field: Field): readonly number[] => {
        const hit = result[FIELDS.indexOf(field)];
        return hit === undefined || hit.score <= 0 ? [] : hit.indexes;
      };
      return {
        id: result.obj.id,
        // Told when it is drawn: of thousands a few are in sight.
        get hits() {
          return {
            name: hitsOf('name'),
            alias: hitsOf('alias'),
            role: hitsOf('role'),
            account: hitsOf('account'),
          };
        },
      };
    });
    return { matches, total: Math.max(best.total, matches.length) };
  };

  return {
    find,
    edition: (rows) => prepare(rows).edition,
  };
};

/** The places in an account number as it is written of places in its digits. */
export const spreadHits = (account: string, hits: readonly number[]): readonly number[] => {
  const written = accountWords(account);
  const places = Array.from(written).flatMap((digit, at) => (digit === '-' ? [] : [at]));
  return hits.flatMap((at) => places[at] ?? []);
};
