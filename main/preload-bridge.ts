import { ipcRenderer } from 'electron';
import type { Bridge } from '../app/bridge.ts';
import { channels } from '../app/channels.ts';
import type { WindowSnapshot } from '../app/view/window.ts';

/** What every window has. */
export const bridge: Bridge = {
  send: (command) => ipcRenderer.send(channels.command, command),
  snapshot: () => ipcRenderer.invoke(channels.snapshot),
  onSnapshot: (listener) => {
    // The event is kept back: it would hand the page the sender.
    const heard = (_event: unknown, snapshot: WindowSnapshot): void => listener(snapshot);
    ipcRenderer.on(channels.snapshotChanged, heard);
    return () => {
      ipcRenderer.removeListener(channels.snapshotChanged, heard);
    };
  },
};
