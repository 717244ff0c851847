import { app, type WebPreferences } from 'electron';

/**
 * The same for every window. Sessions live in memory, one per window: no cache or storage of a page reaches the
 * disk, and pages of two sessions never share a process, so that a window's heap dies with it.
 */
export const webPreferences = (preload: string, session: string): WebPreferences => ({
  preload,
  partition: session,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  spellcheck: false,
  devTools: !app.isPackaged,
});
