import { useState } from 'react';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { labels, stageWords } from '../../app/view/words.ts';
import { OfflineLine } from '../problems/OfflineLine.tsx';
import { Drawn } from '../problems/Drawn.tsx';
import { ProblemList } from '../problems/ProblemList.tsx';
import { drawnState, problemsBeside } from '../problems/stage.ts';
import { StageView } from '../problems/StageView.tsx';
import { offlineOf } from '../state/offline.ts';
import { filterGroups, filterMade, filterSessions } from './filter.ts';
import { keepOrder, type Order, orderOf } from './order.ts';
import { MadeList } from './MadeList.tsx';
import { RoleList } from './RoleList.tsx';
import { SessionView } from './SessionView.tsx';

/** Everything between search and bottom bar. The order stands still until the window opens or the search changes. */
export const RolesPanel = (props: {
  readonly snapshot: WindowSnapshot;
  readonly query: string;
  readonly onClear: () => void;
  readonly shown: number;
}) => {
  const { snapshot, query, shown } = props;
  const at = `${shown} ${query}`;
  const [seen, setSeen] = useState<{ readonly at: string; readonly order: Order }>({
    at,
    order: orderOf(snapshot.groups),
  });
  if (seen.at !== at) setSeen({ at, order: orderOf(snapshot.groups) });
  const groups = filterGroups(keepOrder(snapshot.groups, seen.order), query);
  const sessions = snapshot.sessions.length > 1 ? filterSessions(snapshot.sessions, query) : [];
  const drawn = drawnState(snapshot);
  const offline = offlineOf(snapshot);
  const made = filterMade(snapshot.made, query);
  const nothing =
    drawn === null && groups.length === 0 && sessions.length === 0 && made.length === 0;
  return (
    <main className="scroll">
      <h1 className="hidden-words">{labels.app}</h1>
      {query === '' && offline !== null && <OfflineLine offline={offline} />}
      {query === '' && <ProblemList problems={problemsBeside(snapshot, drawn)} />}
      {sessions.length > 0 && (
        <section className="group" aria-label={labels.sessions}>
          <h2 className="group-head">
            <span className="group-alias">{labels.sessions}</span>
          </h2>
          {sessions.map((row) => (
            <SessionView key={row.id} row={row} lead={snapshot.settings.values.noticeLead} />
          ))}
        </section>
      )}
      {drawn !== null && <StageView state={drawn} />}
      {nothing && (
        <Drawn
          state="no-match"
          phase={{ kind: 'off' }}
          {...stageWords.noMatch}
          quiet
          onPress={props.onClear}
        />
      )}
      <MadeList rows={made} />
      <RoleList groups={groups} offline={query === '' && offline !== null} />
    </main>
  );
};
