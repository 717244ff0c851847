import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { ShownSeed } from '../app/bridge.ts';
import { channels } from '../app/channels.ts';
import { decodeCommand, type Command } from '../app/contract.ts';
import type { Journal } from '../app/ports.ts';
import { changedParts, partsOf, type Parts } from '../app/view/parts.ts';
import type { WindowSnapshot } from '../app/view/window.ts';
import { isOurs, pages } from './desktop/origin.ts';

/**
 * The channels between main and the windows. A message counts only from the main frame of one of our own
 * windows while it shows our own page, and only when the contract knows it; anything else is refused and noted by
 * kind alone, since its content may be anything. Returns `changed`, to be called with every change of state, `begins`,
 * to be called while a window's process only begins, so that its first picture is there when its page asks, `seen`, to
 * be called when a window comes up, and a stop. A window that nobody sees is sent nothing, and no picture is made for
 * it.
 */
export const openIpc = (deps: {
  readonly windows: () => readonly WebContents[];
  /** Those of them that are on the screen. */
  readonly seenWindows: () => readonly WebContents[];
  readonly snapshot: () => WindowSnapshot;
  /** The snapshot's, without making one. */
  readonly revision: () => number;
  readonly run: (command: Command) => void;
  /** The one window that may ask for a device's seed; null: it is not there. */
  readonly seedWindow: () => WebContents | null;
  readonly seed: () => ShownSeed | null;
  readonly journal: Journal;
}): {
  readonly changed: () => void;
  readonly begins: (contents: WebContents) => void;
  readonly seen: (contents: WebContents) => void;
  readonly stop: () => void;
} => {
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

  /** The picture that each window's page has. */
  const has = new WeakMap<WebContents, Parts>();
  /** What a page that is only beginning will ask for. */
  const ready = new WeakMap<WebContents, Parts>();

  const whole = (): Parts => ({ revision: deps.revision(), texts: partsOf(deps.snapshot()) });

  const onSnapshot = (event: IpcMainInvokeEvent): Parts => {
    if (isTrusted(event)) {
      const made = ready.get(event.sender);
      ready.delete(event.sender);
      const given = made?.revision === deps.revision() ? made : whole();
      has.set(event.sender, given);
      return given;
    }
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
  /** To the windows that have an older one; with none of them no picture is made. */
  const sendTo = (windows: readonly WebContents[]): void => {
    const revision = deps.revision();
    const behind = windows.filter(
      (one) => !one.isDestroyed() && has.get(one)?.revision !== revision,
    );
    if (behind.length === 0) return;
    const texts = partsOf(deps.snapshot());
    for (const contents of behind) {
      const changed = changedParts(has.get(contents)?.texts ?? {}, texts);
      has.set(contents, { revision, texts });
      if (Object.keys(changed).length === 0) continue;
      contents.send(channels.snapshotChanged, { revision, texts: changed } satisfies Parts);
    }
  };
  const push = (): void => {
    state.pending = null;
    sendTo(deps.seenWindows());
  };
  return {
    begins: (contents) => ready.set(contents, whole()),
    seen: (contents) => sendTo([contents]),
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
