// The least an Electron app in the tray can be: an icon, and with BARE_PAGE in its environment a page that a click shows.
import { join } from 'node:path';
import { app, BrowserWindow, Tray } from 'electron';

const here = import.meta.dirname;
/** 'kept': the window stays when it is hidden; 'destroyed': it goes a second later; else there is none. */
const page = process.env['BARE_PAGE'];
/** @type {{ tray: Tray | null, window: BrowserWindow | null }} */
const kept = { tray: null, window: null };

app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  kept.tray = new Tray(join(here, '..', '..', '..', 'dist', 'app', 'icons', 'app-24.png'));
  if (page === undefined) return;
  kept.tray.on('click', () => {
    if (kept.window === null) {
      const window = new BrowserWindow({
        width: 380,
        height: 560,
        show: false,
        frame: false,
        title: 'Bare',
      });
      kept.window = window;
      window.on('closed', () => {
        kept.window = null;
      });
      window.once('ready-to-show', () => {
        window.show();
        window.focus();
      });
      void window.loadFile(join(here, 'page.html'));
      return;
    }
    if (kept.window.isVisible()) {
      kept.window.hide();
      if (page === 'destroyed') setTimeout(() => kept.window?.destroy(), 1000);
    } else {
      kept.window.show();
      kept.window.focus();
    }
  });
});
