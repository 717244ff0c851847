import { Notification } from 'electron';
import type { Notifier } from '../../app/ports.ts';
import type { AppNotice } from '../../app/view/notices.ts';

/** As many notices as keep a live click; older ones are in nobody's sight. */
const MOST_KEPT = 20;

/**
 * Notices through the OS. Each is kept while it can still be clicked: a collected Notification takes its click with
 * it. One of the same key takes the place of the one before.
 */
export const createNotifier = (deps: {
  readonly words: (notice: AppNotice) => { readonly title: string; readonly body: string };
  readonly icon: string;
}): Notifier => {
  const shown = new Map<string, Notification>();
  const forget = (key: string, notification: Notification): void => {
    if (shown.get(key) === notification) shown.delete(key);
  };
  return {
    show: (notice, clicked) => {
      if (!Notification.isSupported()) return;
      shown.get(notice.key)?.close();
      const notification = new Notification({ ...deps.words(notice), icon: deps.icon });
      notification.on('click', () => {
        forget(notice.key, notification);
        clicked();
      });
      shown.set(notice.key, notification);
      for (const [key, old] of shown) {
        if (shown.size <= MOST_KEPT) break;
        forget(key, old);
      }
      notification.show();
    },
  };
};
