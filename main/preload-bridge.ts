import { ipcRenderer } from 'electron';
import type { Bridge } from '../app/bridge.ts';
import { channels } from '../app/channels.ts';
import type { Parts } from '../app/view/parts.ts';

const look = (): Promise<Parts> => ipcRenderer.invoke(channels.snapshot);

/** Each window begins with it, and whoever attaches to the app has this run in it: there is nothing to show yet. */
const isEmptyPage = String(Reflect.get(globalThis, 'location')) === 'about:blank';

/** The first look begins before the page's scripts are even read; what changes meanwhile waits for them. */
const state: { first: Promise<Parts> | null; waiting: readonly Parts[] | null } = {
  first: isEmptyPage ? null : look(),
  waiting: [],
};
// Whoever takes it is told why it failed.
state.first?.catch(() => undefined);

const listeners = new Set<(parts: Parts) => void>();

// The event is kept back: it would hand the page the sender.
ipcRenderer.on(channels.snapshotChanged, (_event: unknown, parts: Parts) => {
  if (state.waiting !== null) state.waiting = [...state.waiting, parts];
  for (const listener of listeners) listener(parts);
});

/** What every window has. */
export const bridge: Bridge = {
  send: (command) => ipcRenderer.send(channels.command, command),
  snapshot: () => {
    const { first } = state;
    state.first = null;
    if (first !== null) return first;
    // What main sends from now on is what changed since this look, so all who listen need it.
    return look().then((parts) => {
      for (const listener of listeners) listener(parts);
      return parts;
    });
  },
  onSnapshot: (listener) => {
    listeners.add(listener);
    const waiting = state.waiting ?? [];
    state.waiting = null;
    for (const parts of waiting) listener(parts);
    return () => {
      listeners.delete(listener);
    };
  },
};
