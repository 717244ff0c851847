import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { english } from '../app/view/language.ts';
import type { WindowSnapshot } from '../app/view/window.ts';
import { type Outside, OutsideContext, useSnapshot } from './state/outside.ts';
import { createSnapshotStore } from './state/snapshot-store.ts';
import { createTicker } from './state/ticker.ts';
import { useLanguage } from './state/use-language.ts';
import { wireTicker } from './state/wire-ticker.ts';

const Root = (props: {
  readonly outside: Outside;
  readonly draw: (snapshot: WindowSnapshot) => ReactNode;
}) => {
  const snapshot = useSnapshot(props.outside.snapshots);
  useLanguage(snapshot?.language ?? english.code);
  return snapshot === null ? null : props.draw(snapshot);
};

/** Starts a page on the bridge: one store of snapshots, one clock for everything that counts down. */
export const mount = (draw: (snapshot: WindowSnapshot) => ReactNode): void => {
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
        <Root outside={outside} draw={draw} />
      </OutsideContext>
    </StrictMode>,
  );
};
