import { type ReactNode, StrictMode, useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { english } from '../app/view/language.ts';
import { labels } from '../app/view/words.ts';
import type { WindowSnapshot } from '../app/view/window.ts';
import { type Outside, OutsideContext, useSnapshot } from './state/outside.ts';
import { createSnapshotStore } from './state/snapshot-store.ts';
import { createTicker } from './state/ticker.ts';
import { useLanguage } from './state/use-language.ts';
import { useSinglePress } from './state/use-single-press.ts';
import { wireTicker } from './state/wire-ticker.ts';

const Root = (props: {
  readonly outside: Outside;
  readonly draw: (snapshot: WindowSnapshot) => ReactNode;
  readonly title: () => string;
}) => {
  const snapshot = useSnapshot(props.outside.snapshots);
  useLanguage(snapshot?.language ?? english.code);
  useSinglePress();
  const title = props.title();
  useLayoutEffect(() => {
    document.title = title === '' ? labels.app : `${title} – ${labels.app}`;
  }, [title]);
  return snapshot === null ? null : props.draw(snapshot);
};

/**
 * Starts a page on the bridge: one store of snapshots, one clock for everything that counts down. `title`: what the
 * window is called before the app's own name, in the language of the moment.
 */
export const mount = (
  draw: (snapshot: WindowSnapshot) => ReactNode,
  title: () => string = () => '',
): void => {
  const container = document.getElementById('root');
  if (container === null) return;
  const bridge = window.fobwatch;
  const snapshots = createSnapshotStore(bridge);
  const ticker = createTicker({
    now: () => Date.now(),
    arm: (ms, ring) => {
      const timer = window.setTimeout(ring, ms);
      return () => window.clearTimeout(timer);
    },
  });
  wireTicker(ticker, snapshots);
  const outside: Outside = { send: (command) => bridge.send(command), snapshots, ticker };
  createRoot(container).render(
    <StrictMode>
      <OutsideContext value={outside}>
        <Root outside={outside} draw={draw} title={title} />
      </OutsideContext>
    </StrictMode>,
  );
};
