import type { GrantId } from '../../app/model.ts';
import type { MarksView } from '../../app/view/window.ts';
import type { Shown } from '../../app/view/words.ts';
import { isAmong, sectionsOf, type LaidOut, type ListRow } from './list-rows.ts';
import type { Match, RowSearch } from './search-rows.ts';

/** The list as it was laid out last, for what; it stays so until that changes. */
export type Laid = LaidOut & {
  readonly at: string;
  readonly hits: ReadonlyMap<GrantId, Match>;
};

const noHits: ReadonlyMap<GrantId, Match> = new Map();

/** Sections of all rows that are looked at; with a query, its matches in one, best first. */
export const layOut = (
  at: string,
  rows: readonly ListRow[],
  marks: MarksView,
  look: Shown,
  query: string,
  search: RowSearch,
): Laid => {
  if (query === '') return { at, rows, sections: sectionsOf(rows, marks, look), hits: noHits };
  const only =
    look === 'all' ? null : new Set(rows.flatMap((row) => (isAmong(row, look) ? [row.id] : [])));
  const marked = new Set([...marks.favourites, ...marks.recents]);
  const { matches, total } = search.find(rows, query, { marked, only });
  return {
    at,
    rows,
    sections: [
      {
        key: 'matches',
        head: { kind: 'matches' as const, total },
        ids: matches.map(({ id }) => id),
      },
    ].filter(({ ids }) => ids.length > 0),
    hits: new Map(matches.map((match) => [match.id, match])),
  };
};
