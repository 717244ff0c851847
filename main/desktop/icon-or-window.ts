import type { Clock, Journal } from '../../app/ports.ts';
import type { Popover } from './popover.ts';
import type { TrayIcon } from './tray.ts';

/** How long a panel may take to come back, or to come at all after a login, in ms. */
export const PANEL_PATIENCE = 5_000;

export type IconOrWindow = {
  /** Who shows tray icons now; null: nobody. */
  hosted(host: string | null): void;
  stop(): void;
};

/**
 * Keeps the app in reach: by its icon where something shows that, else by a window in its place. A panel that restarts
 * is away for a moment, and at a login it may come after the app: a window that came at once would only flash.
 */
export const createIconOrWindow = (deps: {
  readonly tray: Pick<TrayIcon, 'create' | 'remove'>;
  readonly popover: Pick<Popover, 'setOrdinary' | 'showQuietly'>;
  readonly clock: Pick<Clock, 'uptime' | 'wakeAt'>;
  /** Nobody waits for a window: a login or a helper started the app. Whoever starts it by hand wants to see it. */
  readonly inBackground: boolean;
  readonly journal: Journal;
}): IconOrWindow => {
  const { tray, popover, clock, journal } = deps;
  const state = { patient: deps.inBackground, callOff: (): unknown => undefined };
  const replaceIcon = (): void => {
    journal.write({ kind: 'window-in-place-of-icon', facts: {} });
    popover.setOrdinary(true);
    // Nothing on the screen would tell that the app runs.
    popover.showQuietly();
  };
  return {
    hosted: (host) => {
      state.callOff();
      if (host !== null) {
        state.patient = true;
        popover.setOrdinary(false);
        tray.create();
        return;
      }
      tray.remove();
      if (!state.patient) replaceIcon();
      else state.callOff = clock.wakeAt(clock.uptime() + PANEL_PATIENCE, replaceIcon);
    },
    stop: () => state.callOff(),
  };
};
