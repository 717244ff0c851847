import { useCallback, useEffect, useMemo, useState } from 'react';
import { isPanel } from '../app/view/panels.ts';
import type { Shown } from '../app/view/words.ts';
import type { WindowSnapshot } from '../app/view/window.ts';
import { AsideStrip } from './ask/AsideStrip.tsx';
import { AskStrip } from './ask/AskStrip.tsx';
import { agreedIn, FilesContext } from './files/files-context.ts';
import { FileLine } from './files/FileLine.tsx';
import { ConfirmStrip } from './guard/ConfirmStrip.tsx';
import { FocusOnce } from './parts/FocusOnce.tsx';
import { prepareMenus } from './parts/Menu.tsx';
import { Search } from './parts/Search.tsx';
import { emptyWork, WorkContext, type Work } from './profiles/work.ts';
import { BottomBar } from './roles/BottomBar.tsx';
import { drawnState } from './problems/stage.ts';
import { ListTools } from './roles/ListTools.tsx';
import { RolesPanel } from './roles/RolesPanel.tsx';
import { createLate } from './state/late.ts';
import { useSend } from './state/outside.ts';
import { backFrom, trailTo, type Trail, type View } from './state/trail.ts';
import { focusSearch, isSearching } from './state/focus.ts';
import { hasGrants } from './state/has-grants.ts';
import { useDescribedRow } from './state/use-described-row.ts';
import { useDigits } from './state/use-digits.ts';
import { useKeptFocus } from './state/use-kept-focus.ts';
import type { BoundShortcut } from './state/shortcuts.ts';
import type { Led } from './state/use-led-to.ts';
import { useKeys } from './state/use-keys.ts';
import { useOpened } from './state/use-opened.ts';
import { useShown } from './state/use-shown.ts';

const { prepare: preparePanels, use: usePanels } = createLate(
  async () => (await import('./panels.tsx')).panels,
);

type Place = {
  readonly view: View;
  readonly at: number;
  /** Whom it is about; null: nobody in particular. */
  readonly identity: string | null;
  /** The row of the list that it leads to; null: none in particular. */
  readonly led: Led | null;
  readonly trail: Trail;
};

const viewOf = (to: WindowSnapshot['go']['to']): View => {
  if (isPanel(to)) return to;
  return to === 'network' ? 'settings' : 'roles';
};

/** What is searched for, or looked at, begins at the top. */
const toTop = (): void => document.querySelector('.scroll')?.scrollTo(0, 0);

/** The popover. */
export const App = (props: { readonly snapshot: WindowSnapshot }) => {
  const { snapshot } = props;
  const { ask, confirm, go } = snapshot;
  const own = confirm?.own === true ? confirm.id : null;
  const send = useSend();
  const [query, setQuery] = useState('');
  const [look, setLook] = useState<Shown>('all');
  const search = (next: string): void => {
    setQuery(next);
    toTop();
  };
  const [panel, setPanel] = useState<Place>({
    view: 'roles',
    at: -1,
    identity: null,
    led: null,
    trail: [],
  });
  // A command from outside names the part to show; what is opened inside holds until the next one.
  const [sought, setSought] = useState('');
  const change = (next: Place): void => {
    setPanel(next);
    // A search of the ledger is not remembered.
    setSought('');
  };
  if (panel.at !== go.at)
    change({
      view: viewOf(go.to),
      at: go.at,
      identity: go.identity,
      led: go.row === null ? null : { row: go.row },
      trail: [],
    });
  // Before anybody has used the app the list gives way to what was found; a code that is asked for does not.
  const isFirst =
    panel.view === 'roles' && snapshot.found.first && go.to !== 'code' && go.to !== 'confirm';
  const view = isFirst && snapshot.stage.kind !== 'loading' ? 'found' : panel.view;
  const show = (next: View, identity?: string): void =>
    change({
      view: next,
      at: go.at,
      identity: identity ?? null,
      // Whoever comes back to the list was led to its row before.
      led: null,
      trail: trailTo(panel.trail, panel.view, next),
    });
  const back = (): void => show(backFrom(panel.trail));
  const asked = ask.kind === 'asked' ? ask.identity : null;
  const digits = useDigits(asked);
  const shown = useShown();
  const opened = useOpened(go);
  const [before, setBefore] = useState(opened);
  if (before !== opened) {
    // Whoever opens the window looks for something else than last time.
    setBefore(opened);
    setQuery('');
    setLook('all');
  }
  const panels = usePanels(view !== 'roles');
  const Panel = view === 'roles' ? null : (panels?.[view] ?? null);
  // Rows that are drawn only when something in them changed keep their old words, so another language draws them anew;
  // the settings have none, and whoever changes it there keeps the focus.
  const tongue = view === 'settings' ? '' : snapshot.language;
  const drawn = drawnState(snapshot);
  const { configPath: config, credentialsPath: credentials } = snapshot.settings;
  const agreed = agreedIn(snapshot);
  const files = useMemo(() => ({ config, credentials, agreed }), [config, credentials, agreed]);
  const [work, setWork] = useState(emptyWork);
  const changeWork = useCallback(
    (part: Partial<Work>): void => setWork((now) => ({ ...now, ...part })),
    [],
  );
  const working = useMemo(() => ({ work, change: changeWork }), [work, changeWork]);
  useKeptFocus();
  useDescribedRow();
  useEffect(toTop, [opened]);
  useEffect(() => {
    const idle = requestIdleCallback(() => {
      prepareMenus();
      preparePanels();
    });
    return () => cancelIdleCallback(idle);
  }, []);
  const goBack = (): void => {
    if (sought !== '') setSought('');
    // Whoever clears what they search for answers no question by it.
    else if (query !== '' && isSearching()) search('');
    else if (panel.view !== 'roles') back();
    else if (isFirst) send({ kind: 'hide-popover' });
    else if (own !== null) send({ kind: 'answer-production', id: own, deed: null });
    else if (asked !== null) send({ kind: 'set-code-aside' });
    else if (query !== '') search('');
    else if (look !== 'all') setLook('all');
    else send({ kind: 'hide-popover' });
  };
  const acts: Readonly<Record<BoundShortcut, () => void>> = {
    search: () => {
      if (!focusSearch()) send({ kind: 'show-search' });
    },
    code: () => send({ kind: 'ask-code', identity: null }),
    settings: () => show('settings'),
    profiles: () => show('profiles'),
    ledger: () => show('ledger'),
    timeline: () => show('timeline'),
    lock: () => {
      if (hasGrants(snapshot)) send({ kind: 'lock' });
    },
    addKey: () => send({ kind: 'open-key-form' }),
    help: () => show('shortcuts'),
    back: goBack,
    hide: () => send({ kind: 'hide-popover' }),
    quit: () => send({ kind: 'quit' }),
  };
  useKeys(snapshot.platform, acts);

  return (
    <div className="window" data-view={view} data-platform={snapshot.platform}>
      {Panel !== null && (
        <WorkContext value={working}>
          <Panel
            key={tongue}
            snapshot={snapshot}
            query={sought}
            onQuery={setSought}
            identity={panel.identity}
            onBack={back}
            onDone={() => show('roles')}
            onShow={show}
          />
        </WorkContext>
      )}
      {view === 'roles' && (
        <>
          {(drawn === null || snapshot.sessions.length > 1) && (
            <Search query={query} onQuery={search}>
              <ListTools
                grouping={snapshot.marks.grouping}
                look={look}
                onLook={(next) => {
                  setLook(next);
                  toTop();
                }}
                onGroup={toTop}
              />
            </Search>
          )}
          {confirm !== null && <ConfirmStrip key={confirm.id} confirm={confirm} />}
          {ask.kind === 'asked' && (
            <AskStrip
              key={ask.identity}
              ask={ask}
              skew={snapshot.skew}
              digits={digits.value}
              onDigits={digits.set}
            />
          )}
          {ask.kind === 'aside' && <AsideStrip identity={ask.identity} remindsAt={ask.remindsAt} />}
          <FileLine operations={snapshot.operations} shown={shown} />
          <FilesContext value={files}>
            <RolesPanel
              key={tongue}
              snapshot={snapshot}
              query={query}
              onClear={() => search('')}
              look={look}
              onLook={setLook}
              opened={opened}
              led={panel.led}
            />
            <BottomBar
              snapshot={snapshot}
              onSettings={() => show('settings')}
              onTimeline={() => show('timeline')}
            />
          </FilesContext>
        </>
      )}
      {own !== null && <FocusOnce key={`confirm ${own}`} />}
      <FocusOnce key={`at ${asked ?? ''} ${drawn?.kind ?? ''}`} gently />
      {/* The list itself leads to a row, and a panel may still have to come. */}
      {(view === 'roles' ? panel.led === null : Panel !== null) && (
        <FocusOnce key={`shown ${shown} ${go.at} ${view}`} onSearch={go.to === 'search'} />
      )}
    </div>
  );
};
