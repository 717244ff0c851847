import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { ShownSeed } from '../app/bridge.ts';
import { channels } from '../app/channels.ts';
import { decodeCommand, type Command } from '../app/contract.ts';
import type { Journal } from '../app/ports.ts';
import type { WindowSnapshot } from '../app/view/window.ts';
import { isOurs, pages } from './desktop/origin.ts';

/**
 * The channels between main and the windows. A message counts only from the main frame of one of our own
 * windows while it shows our own page, and only when the contract knows it; anything else is refused and noted by
 * kind alone, since its content may be anything. Returns `changed`, to be called with every change of state, and
 * a stop.
 */
export const openIpc = (deps: {
  readonly windows: () => readonly WebContents[];
  readonly snapshot: () => WindowSnapshot;
  readonly run: (command: Command) => void;
  /** The one window that may ask for a device's seed; null: it is not there. */
  readonly seedWindow: () => WebContents | null;
  readonly seed: () => ShownSeed | null;
  readonly journal: Journal;
}): { readonly changed: () => void; readonly stop: () => void } => {
  const isTrusted = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    senderFrame !== null &&
    deps.windows().includes(sender) &&
    senderFrame.parent === null &&
    senderFrame === sender.mainFrame &&
    isOurs(senderFrame.url);

  const refuse = (kind: string): void =>
    deps.journal.write({ kind: 'refused-message', facts: { message: kind } });

  const onCommand = (event: IpcMainEvent, value: unknown): void => {
    if (!isTrusted(event)) return refuse('untrusted-sender');
    const decoded = decodeCommand(value);
    if (decoded.ok) deps.run(decoded.command);
    else refuse(decoded.kind);
  };

  const onSnapshot = (event: IpcMainInvokeEvent): WindowSnapshot => {
    if (isTrusted(event)) return deps.snapshot();
    refuse('untrusted-sender');
    throw new Error('refused');
  };

  const onSeed = (event: IpcMainInvokeEvent): ShownSeed | null => {
    const isWizard = event.sender === deps.seedWindow() && event.sender.getURL() === pages.device;
    if (isWizard && isTrusted(event)) return deps.seed();
    refuse('untrusted-seed-window');
    throw new Error('refused');
  };

  ipcMain.on(channels.command, onCommand);
  ipcMain.handle(channels.snapshot, onSnapshot);
  ipcMain.handle(channels.deviceSeed, onSeed);

  const state: { pending: NodeJS.Immediate | null } = { pending: null };
  const push = (): void => {
    state.pending = null;
    const snapshot = deps.snapshot();
    for (const contents of deps.windows()) {
      if (!contents.isDestroyed()) contents.send(channels.snapshotChanged, snapshot);
    }
  };
  return {
    // Many changes in one turn are one picture.
    changed: () => {
      state.pending ??= setImmediate(push);
    },
    stop: () => {
      if (state.pending !== null) clearImmediate(state.pending);
      ipcMain.removeListener(channels.command, onCommand);
      ipcMain.removeHandler(channels.snapshot);
      ipcMain.removeHandler(channels.deviceSeed);
    },
  };
};
