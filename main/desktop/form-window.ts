import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { Journal } from '../../app/ports.ts';
import { webPreferences } from './web-preferences.ts';

/** Sessions in memory, one a window: its page shares no process with the popover. */
export const KEY_FORM_SESSION = 'key-form';
export const DEVICE_WIZARD_SESSION = 'device-wizard';

export type FormWindow = {
  open(): void;
  close(): void;
  contents(): WebContents | null;
};

/** A window through which a secret passes: made anew each time, destroyed on closing, its heap with it. */
export const createFormWindow = (deps: {
  /** Its session, and what the journal calls it. */
  readonly session: string;
  readonly page: string;
  /** Asked each time: the language may be another one by then. */
  readonly title: () => string;
  readonly height: number;
  readonly preload: string;
  readonly icon: string;
  /** The person closed the window. */
  readonly closed: () => void;
  readonly journal: Journal;
}): FormWindow => {
  const state: { window: BrowserWindow | null } = { window: null };

  const make = (): BrowserWindow => {
    const window = new BrowserWindow({
      width: 440,
      height: deps.height,
      useContentSize: true,
      minWidth: 320,
      minHeight: 360,
      show: false,
      center: true,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      autoHideMenuBar: true,
      title: `${deps.title()} – Fobwatch`,
      icon: deps.icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1b1d22' : '#ffffff',
      webPreferences: webPreferences(deps.preload, deps.session),
    });
    window.once('ready-to-show', () => {
      window.show();
      window.focus();
    });
    window.on('closed', () => {
      // When main closed it, the state has gone before.
      if (state.window !== window) return;
      state.window = null;
      deps.closed();
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (state.window !== window) return;
      deps.journal.write({ kind: `${deps.session}-gone`, facts: { reason } });
      window.destroy();
    });
    void window.loadURL(deps.page).catch(() => {
      deps.journal.write({ kind: `${deps.session}-not-loaded`, facts: {} });
    });
    return window;
  };

  return {
    open: () => {
      if (state.window === null) state.window = make();
      else {
        state.window.show();
        state.window.focus();
      }
    },
    close: () => {
      const { window } = state;
      state.window = null;
      window?.destroy();
    },
    contents: () => state.window?.webContents ?? null,
  };
};
