import type { NotificationConstructorOptions } from 'electron';
import type { Notifier } from '../../app/ports.ts';
import type { AppNotice, NoticeAction } from '../../app/view/notices.ts';

/** As many notices as keep a live click; older ones are in nobody's sight. */
const MOST_KEPT = 20;

/**
 * From this major on buttons also work on Windows: before, they were drawn and pressing them told nobody
 * (electron/electron#51147). On Linux there are none (electron/electron#24333).
 */
const BUTTONS_ON_WINDOWS = 45;

/** Whether Electron shows buttons on a notice here. */
export const offersActions = (platform: NodeJS.Platform, electron: string): boolean =>
  platform === 'darwin' ||
  (platform === 'win32' && Number.parseInt(electron, 10) >= BUTTONS_ON_WINDOWS);

/** What is used of Electron's `Notification`. */
type Bubble = {
  on(event: 'click', heard: () => void): unknown;
  on(event: 'action', heard: (details: unknown, index: number) => void): unknown;
  show(): void;
  close(): void;
};

type Bubbles = {
  new (options: NotificationConstructorOptions): Bubble;
  isSupported(): boolean;
};

const actionsOf = (notice: AppNotice): readonly NoticeAction[] =>
  notice.kind === 'ends-soon' ? notice.actions : [];

/**
 * Notices through the OS. Each is kept while it can still be clicked: a collected Notification takes its click with
 * it. One of the same key takes the place of the one before.
 */
export const createNotifier = (deps: {
  readonly library: Bubbles;
  readonly words: (notice: AppNotice) => { readonly title: string; readonly body: string };
  readonly actionWords: (action: NoticeAction) => string;
  readonly icon: string;
  /** Whether buttons are shown; without them the click does the usual thing and the window offers the rest. */
  readonly buttons: boolean;
}): Notifier => {
  const { library: Notification } = deps;
  const shown = new Map<string, Bubble>();
  const forget = (key: string, notification: Bubble): void => {
    if (shown.get(key) === notification) shown.delete(key);
  };
  return {
    show: (notice, clicked, acted) => {
      if (!Notification.isSupported()) return;
      shown.get(notice.key)?.close();
      const actions = deps.buttons ? actionsOf(notice) : [];
      const notification = new Notification({
        ...deps.words(notice),
        icon: deps.icon,
        actions: actions.map((action) => ({ type: 'button', text: deps.actionWords(action) })),
      });
      notification.on('click', () => {
        forget(notice.key, notification);
        clicked();
      });
      notification.on('action', (_details, index) => {
        forget(notice.key, notification);
        const action = actions[index];
        if (action !== undefined) acted(action);
      });
      shown.set(notice.key, notification);
      for (const [key, old] of shown) {
        if (shown.size <= MOST_KEPT) break;
        forget(key, old);
      }
      notification.show();
    },
    withdraw: (key) => {
      shown.get(key)?.close();
      shown.delete(key);
    },
  };
};
