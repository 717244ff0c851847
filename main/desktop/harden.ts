import { app, type Session, type WebContents } from 'electron';
import { isOurs } from './origin.ts';

/**
 * Switches that open a way into a running app. A fuse closes Node's own inspector; Chromium's debugging port has
 * none, so the switches go before Chromium reads them.
 */
const debuggingSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'allow-running-insecure-content',
  'renderer-cmd-prefix',
  'gpu-launcher',
  'utility-cmd-prefix',
] as const;

/** Chromium's sandbox cannot work as root; then the switch is there, and forcing the sandbox only loops. */
const mayEnableSandbox = (): boolean => !app.commandLine.hasSwitch('no-sandbox');

/** The renderer needs our pages and nothing else of the network; DevTools load theirs from inside Electron. */
const mayLoad = (url: string): boolean =>
  isOurs(url) || (!app.isPackaged && /^(devtools|chrome-devtools):/.test(url));

const hardenSession = (session: Session): void => {
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !mayLoad(details.url) }),
  );
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  // Without this Chromium fetches a dictionary from Google at every start, spell checker or not.
  session.setSpellCheckerLanguages([]);
  session.on('will-download', (event) => event.preventDefault());
};

const hardenContents = (contents: WebContents): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
};

/**
 * Shuts what an app of this kind never needs, before anything else runs: debugging switches in a package, and for
 * every session and page that will ever be: permissions, devices, downloads, navigation, windows, webviews, network.
 */
export const harden = (): void => {
  if (app.isPackaged) {
    for (const name of debuggingSwitches) app.commandLine.removeSwitch(name);
  }
  if (mayEnableSandbox()) app.enableSandbox();
  app.on('session-created', hardenSession);
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
};
