import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { Journal } from '../../app/ports.ts';
import { pages } from './origin.ts';
import { webPreferences } from './web-preferences.ts';

/** The key form's session in memory: its page shares no process with the popover. */
export const KEY_FORM_SESSION = 'key-form';

export type KeyForm = {
  open(): void;
  close(): void;
  contents(): WebContents | null;
};

/** The window into which a long-term key is typed: made anew each time, destroyed on closing, its heap with it. */
export const createKeyForm = (deps: {
  readonly preload: string;
  readonly icon: string;
  /** The person closed the window. */
  readonly closed: () => void;
  readonly journal: Journal;
}): KeyForm => {
  const state: { window: BrowserWindow | null } = { window: null };

  const make = (): BrowserWindow => {
    const window = new BrowserWindow({
      width: 440,
      height: 560,
      useContentSize: true,
      minWidth: 320,
      minHeight: 360,
      show: false,
      center: true,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      autoHideMenuBar: true,
      title: 'Add key – Fobwatch',
      icon: deps.icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1b1d22' : '#ffffff',
      webPreferences: webPreferences(deps.preload, KEY_FORM_SESSION),
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
      deps.journal.write({ kind: 'key-form-gone', facts: { reason } });
      window.destroy();
    });
    void window.loadURL(pages.keyForm).catch(() => {
      deps.journal.write({ kind: 'key-form-not-loaded', facts: {} });
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
