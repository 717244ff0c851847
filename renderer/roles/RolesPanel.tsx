import { useMemo, useRef, useState } from 'react';
import type { WindowSnapshot } from '../../app/view/window.ts';
import {
  foundSaid,
  labels,
  listLabels,
  noneShown,
  shownWords,
  stageWords,
  type Shown,
} from '../../app/view/words.ts';
import { OfflineLine } from '../problems/OfflineLine.tsx';
import { Drawn } from '../problems/Drawn.tsx';
import { ProblemList } from '../problems/ProblemList.tsx';
import { drawnState, problemsBeside } from '../problems/stage.ts';
import { StageView } from '../problems/StageView.tsx';
import { offlineOf } from '../state/offline.ts';
import { itemsOf } from './list-items.ts';
import { isAmong, keptSections, nameOf, rowsOf, searchedRows, sectionsOf } from './list-rows.ts';
import { layOut, type Laid } from './lay-out.ts';
import { createRowSearch } from './search-rows.ts';
import type { Led } from '../state/use-led-to.ts';
import { RoleList } from './RoleList.tsx';

/**
 * Everything between search and bottom bar. The order stands still until the window opens, or what is searched for or
 * looked at changes.
 */
export const RolesPanel = (props: {
  readonly snapshot: WindowSnapshot;
  readonly query: string;
  readonly onClear: () => void;
  /** Which rows are looked at. */
  readonly look: Shown;
  readonly onLook: (look: Shown) => void;
  /** How often the window was opened. */
  readonly opened: number;
  /** Where a person was led; null: to no row. */
  readonly led: Led | null;
}) => {
  const { snapshot, look, opened } = props;
  const query = props.query.trim();
  const { sessions, made, groups, marks } = snapshot;
  const [search] = useState(createRowSearch);
  const above = useRef<HTMLDivElement>(null);
  const listed = useMemo(() => rowsOf({ sessions, made, groups }), [sessions, made, groups]);
  const isIdle = query === '';
  const rows = useMemo(
    () => (isIdle ? listed : searchedRows(listed, sessions)),
    [isIdle, listed, sessions],
  );
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const drawn = useMemo(() => drawnState(snapshot), [snapshot]);
  const offline = useMemo(() => offlineOf(snapshot), [snapshot]);

  const edition = query === '' ? 0 : search.edition(rows);
  const at = `${opened} ${look} ${marks.grouping} ${edition} ${query}`;
  const [seen, setSeen] = useState<Laid>(() => layOut(at, rows, marks, look, query, search));
  let laid = seen;
  if (seen.at !== at) {
    laid = layOut(at, rows, marks, look, query, search);
    setSeen(laid);
  }
  const sections = useMemo(
    () => keptSections(laid, rows, (all) => sectionsOf(all, marks, look)),
    [laid, rows, marks, look],
  );
  const items = useMemo(() => itemsOf(sections), [sections]);
  const found = items.length - sections.length;
  const first = sections[0]?.ids[0];
  const firstRow = first === undefined ? undefined : byId.get(first);
  const none = drawn === null && found === 0 && rows.length > 0;
  return (
    <main className="scroll">
      <h1 className="hidden-words">{labels.app}</h1>
      <div ref={above}>
        {query === '' && offline !== null && <OfflineLine offline={offline} />}
        {query === '' && <ProblemList problems={problemsBeside(snapshot, drawn)} />}
        {look !== 'all' && listed.length > 0 && (
          <p className="look-line">
            <span>
              {shownWords(look, listed.filter((row) => isAmong(row, look)).length, listed.length)}
            </span>
            <button type="button" className="link" onClick={() => props.onLook('all')}>
              {listLabels.showAll}
            </button>
          </p>
        )}
        {drawn !== null && <StageView state={drawn} />}
        {none && (
          <Nothing query={query} look={look} onClear={props.onClear} onLook={props.onLook} />
        )}
      </div>
      <RoleList
        items={items}
        rows={byId}
        hits={laid.hits}
        above={above}
        led={props.led}
        offline={query === '' && offline !== null}
      />
      <output className="hidden-words">
        {query === ''
          ? ''
          : foundSaid(
              sections[0]?.head.kind === 'matches' ? sections[0].head.total : 0,
              firstRow === undefined ? '' : nameOf(firstRow),
            )}
      </output>
    </main>
  );
};

const Nothing = (props: {
  readonly query: string;
  readonly look: Shown;
  readonly onClear: () => void;
  readonly onLook: (look: Shown) => void;
}) =>
  props.query === '' ? (
    <Drawn
      state="no-match"
      phase={{ kind: 'off' }}
      {...noneShown[props.look]}
      label={listLabels.showAll}
      quiet
      onPress={() => props.onLook('all')}
    />
  ) : (
    <Drawn
      state="no-match"
      phase={{ kind: 'off' }}
      {...stageWords.noMatch}
      quiet
      onPress={props.onClear}
    />
  );
