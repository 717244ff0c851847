import { ChartGantt, Lock, Plus, Settings } from 'lucide-react';
import { useState } from 'react';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { identitiesWords, labels, lockLabels, timelineLabels } from '../../app/view/words.ts';
import { drawnState } from '../problems/stage.ts';
import { Action } from '../parts/Action.tsx';
import { Fob } from '../parts/Fob.tsx';
import { Menu } from '../parts/Menu.tsx';
import { hasGrants } from '../state/has-grants.ts';
import { useSend, useTick } from '../state/outside.ts';
import { allItems } from './all-items.ts';
import { firstPhase, needsYouSaid } from './fob-phase.ts';
import { SessionView } from './SessionView.tsx';

const Several = (props: { readonly snapshot: WindowSnapshot }) => {
  const { snapshot } = props;
  const needsYou = useTick((now) => needsYouSaid(snapshot, now));
  return (
    <div className="session">
      <div className="row-line">
        <Fob phase={firstPhase(snapshot.sessions)} />
        <div className="row-text">
          <span className="row-name">{identitiesWords(snapshot.sessions.length)}</span>
          {needsYou !== null && <span className="row-sub">{needsYou}</span>}
        </div>
      </div>
    </div>
  );
};

/**
 * Where the session would be: the way to a key, unless a state that fills the window says it already. And what a
 * session's menu offers for the whole list, which has no other place then: beside it and the buttons of the bar there
 * is room for an icon, and whoever has grants already can do without a key.
 */
const NoKey = (props: { readonly quiet: boolean; readonly hasAny: boolean }) => {
  const send = useSend();
  const addKey = (): void => send({ kind: 'open-key-form' });
  if (props.quiet) return <div className="session" />;
  return (
    <div className="session">
      <div className="row-line">
        <Fob phase={{ kind: 'off' }} />
        <div className="row-text">
          <span className="row-sub">{labels.noKey}</span>
        </div>
        {props.hasAny ? (
          <>
            <Action icon={Plus} name={labels.addKey} label={labels.addKey} onPress={addKey} />
            <Menu label={labels.forAll} groups={() => [allItems(send)]} />
          </>
        ) : (
          <button type="button" className="button" onClick={addKey}>
            {labels.addKey}
          </button>
        )}
      </div>
    </div>
  );
};

/** The identity's session with its ring, and the gear. */
export const BottomBar = (props: {
  readonly snapshot: WindowSnapshot;
  readonly onSettings: () => void;
  readonly onTimeline: () => void;
}) => {
  const { snapshot } = props;
  const send = useSend();
  const only = snapshot.sessions[0];
  const hasAny = hasGrants(snapshot);
  const [open, setOpen] = useState(false);
  return (
    <footer className="bottom">
      {only === undefined ? (
        <NoKey quiet={drawnState(snapshot) !== null} hasAny={hasAny} />
      ) : snapshot.sessions.length === 1 ? (
        <SessionView row={only} open={open} onOpen={() => setOpen(!open)} />
      ) : (
        <Several snapshot={snapshot} />
      )}
      {hasAny && (
        <button
          type="button"
          className="action"
          aria-label={lockLabels.lockNow}
          title={lockLabels.lockNow}
          onClick={() => send({ kind: 'lock' })}
        >
          <Lock className="icon" aria-hidden="true" />
        </button>
      )}
      {hasAny && (
        <button
          type="button"
          className="action"
          aria-label={timelineLabels.show}
          title={timelineLabels.title}
          onClick={props.onTimeline}
        >
          <ChartGantt className="icon" aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        className="action gear"
        aria-label={labels.settings}
        title={labels.settings}
        onClick={props.onSettings}
      >
        <Settings className="icon" aria-hidden="true" />
      </button>
    </footer>
  );
};
