import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { dirname, join } from 'node:path';
import { createBus } from './desktop-bus.ts';
import type { Bus } from './desktop-bus.ts';
import { busConfig, homeFiles } from './desktop-config.ts';
import { createNotifications } from './desktop-notifications.ts';
import type { Notice } from './desktop-notifications.ts';
import { createProcesses } from './desktop-processes.ts';
import type { Processes, RunningProcess } from './desktop-processes.ts';
import { recordedMatches } from './desktop-record.ts';
import { createTray } from './desktop-tray.ts';
import type { MenuEntry, MenuPath, TrayItem } from './desktop-tray.ts';
import { SESSION_ID, startLogind, type Logind } from './presence-services.ts';
import { findWindows } from './find-windows.ts';
import { until } from './until.ts';

export type DesktopOptions = {
  /** False: no Secret Service on the bus. Default true. */
  readonly keychain?: boolean;
  /** False: no panel, so no tray host, until startPanel. Default true. */
  readonly panel?: boolean;
  /** False: no notification daemon. Default true. */
  readonly notifications?: boolean;
  /** Asks programs for their dark look. Default false. */
  readonly dark?: boolean;
  /** True: a system bus with logind, which knows this desktop's session. Default false: there is neither. */
  readonly logind?: boolean;
};

/**
 * A real desktop on a display of its own: Xvfb, openbox, a session bus, gnome-keyring, dunst,
 * xfce4-panel, with HOME and all XDG folders in a temporary place. Nothing in it is a mock.
 */
export type Desktop = {
  /** The environment of programs on this desktop; holds nothing of the caller's but PATH and TZ. */
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  readonly bus: Bus;
  /** Runs a tool on the desktop to its end; rejects when it fails. `input` goes to its stdin. */
  run(command: readonly string[], options?: RunOptions): Promise<string>;
  /** Starts a program that stays, its output in a log file. It ends with the desktop at the latest. */
  start: Processes['start'];
  /** The command lines of all that runs on it now. */
  programs: Processes['all'];
  startPanel(): Promise<void>;
  stopPanel(): Promise<void>;
  /** A picture of the whole screen, as PNG. Folders on the way are made. */
  screenshot(file: string): Promise<void>;
  trayItems(): Promise<readonly TrayItem[]>;
  clickTray(): Promise<void>;
  /** When the panel passed the latest click on, ms since 1970. */
  clickedAt(): number;
  trayMenu(): Promise<readonly MenuEntry[]>;
  clickMenu(label: MenuPath): Promise<void>;
  /** Every notice sent since the start, oldest first. */
  notifications(): readonly Notice[];
  /** How many bubbles are on the screen. */
  shownNotifications(): Promise<number>;
  clickNotification(): Promise<void>;
  /** What the clipboard holds; '' when it holds nothing. */
  clipboardText(): Promise<string>;
  /** Puts a text into the clipboard as another program does, and waits until it can be pasted. */
  copyText(text: string): Promise<void>;
  /** Types a text with the keyboard into whatever has the focus. */
  type(text: string): Promise<void>;
  /** Presses a key by its X name: Return, Escape, Tab, ctrl+v. */
  key(name: string): Promise<void>;
  /** Moves the pointer there (pixels of the screen) and presses its first button. */
  click(x: number, y: number): Promise<void>;
  /** The name of the window that has the focus; '' when none has. */
  activeWindow(): Promise<string>;
  /** The secret with these attributes in the keychain, read from outside; undefined when there is none. */
  keychainSecret(attributes: Readonly<Record<string, string>>): Promise<string | undefined>;
  /** Everything secret-tool tells about the items with these attributes, secrets included. */
  keychainItems(attributes: Readonly<Record<string, string>>): Promise<string>;
  /** logind of this desktop; fails where it was not asked for. */
  logind(): Logind;
  /** Ends every process of the desktop, also those a test forgot, and removes its files. */
  stop(): Promise<void>;
};

export type RunOptions = { readonly env?: Record<string, string>; readonly input?: string };

/** ms from one press of Return or Space to the next, nothing else pressed between: what a person needs to look. */
const BETWEEN_PRESSES = 300;
const SCREEN = '1280x800x24';
/** Unlocks the login collection of the temporary keychain. It guards nothing. */
const KEYCHAIN_PASSWORD = 'fobwatch-test';

const XFCONF_SERVICE = '/usr/share/dbus-1/services/org.xfce.Xfconf.service';

const flags = (attributes: Readonly<Record<string, string>>): string[] =>
  Object.entries(attributes).flat();

/** Brings the desktop up and waits until each of its parts answers. */
export const startDesktop = async (options: DesktopOptions = {}): Promise<Desktop> => {
  const { keychain = true, panel = true, notifications = true, dark = false } = options;
  const system = options.logind === true;
  // Short, since the path of a socket may not exceed 107 bytes.
  const root = mkdtempSync(join(tmpdir(), 'fob-'));
  const at = (name: string): string => {
    const folder = join(root, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const home = at('home');
  const runtime = at('run');
  chmodSync(runtime, 0o700);
  const socket = join(runtime, 'bus');
  for (const [name, text] of Object.entries(homeFiles(dark))) {
    mkdirSync(dirname(join(home, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, name), text);
  }
  const services = at('services');
  cpSync(XFCONF_SERVICE, join(services, 'org.xfce.Xfconf.service'));
  writeFileSync(join(root, 'bus.conf'), busConfig(socket, services));

  const address = `unix:path=${socket}`;
  const base = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    ...(process.env['TZ'] === undefined ? {} : { TZ: process.env['TZ'] }),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_STATE_HOME: join(home, '.local/state'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_RUNTIME_DIR: runtime,
    // What programs forget in there goes with the desktop.
    TMPDIR: at('tmp'),
    XDG_CURRENT_DESKTOP: 'XFCE',
    XDG_SESSION_TYPE: 'x11',
    DBUS_SESSION_BUS_ADDRESS: address,
    // Never the one of the machine that the tests run on.
    DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(runtime, 'system')}`,
    ...(system ? { XDG_SESSION_ID: SESSION_ID } : {}),
    // No settings service and no accessibility bus on this session bus.
    GSETTINGS_BACKEND: 'memory',
    NO_AT_BRIDGE: '1',
  };
  const mark = randomUUID();
  const logs = at('logs');
  const starter = createProcesses(mark, logs, base);
  const display = await startDisplay(starter.start);
  const processes = createProcesses(mark, logs, { ...base, DISPLAY: display });
  const { start, run } = processes;
  const bus = createBus(processes, address);
  const owned = (name: string) => until(`${name} on the bus`, () => bus.hasOwner(name));

  let panelProcess: RunningProcess | undefined;
  const startPanel = async (): Promise<void> => {
    panelProcess ??= start('panel', ['xfce4-panel', '--disable-wm-check']);
    await owned('org.kde.StatusNotifierWatcher');
    const drawn = ['--onlyvisible', '--class', 'xfce4-panel'];
    await until(
      'the panel to be drawn',
      async () => (await findWindows(processes, ...drawn)).length > 0,
    );
  };
  const noTrayHost = async () => !(await bus.hasOwner('org.kde.StatusNotifierWatcher'));
  const stopPanel = async (): Promise<void> => {
    await panelProcess?.stop();
    panelProcess = undefined;
    await until('the tray host to be gone', noTrayHost);
  };
  const stop = async (): Promise<void> => {
    await processes.stop();
    await starter.stop();
    // Helpers of an app that was killed may write a moment longer, so all of it is tried again.
    await until('the home folder to be gone', () => {
      rmSync(root, { recursive: true, force: true });
      return true;
    });
  };

  try {
    start('bus', [
      'dbus-daemon',
      '--nofork',
      '--nopidfile',
      `--config-file=${join(root, 'bus.conf')}`,
    ]);
    start('openbox', ['openbox', '--sm-disable']);
    await owned('org.freedesktop.DBus');
    const monitor = ['busctl', `--address=${address}`, '--json=short', 'monitor'];
    const record = start('notices', [
      ...monitor,
      ...recordedMatches.map((rule) => `--match=${rule}`),
    ]);
    if (keychain) {
      const command = ['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'];
      start('keychain', command, { input: KEYCHAIN_PASSWORD });
    }
    await until('the window manager', async () =>
      (await run(['xprop', '-root', '_NET_SUPPORTING_WM_CHECK'])).includes('window id'),
    );
    // Exits 1 also when it has painted; a plain black root would do no harm but to pictures.
    const paint = ['display', '-window', 'root', '-size', '1280x800', 'gradient:#dfe5ee-#b9c4d6'];
    await run(paint).catch(() => undefined);
    await until('the record of notices', () =>
      readFileSync(record.logFile, 'utf8').includes('Monitoring'),
    );
    if (notifications) start('dunst', ['dunst']);
    if (panel) await startPanel();
    if (notifications) await owned('org.freedesktop.Notifications');
    if (keychain) {
      await owned('org.freedesktop.secrets');
      // The login collection is there once the daemon has read its password.
      const stored = ['secret-tool', 'store', '--label=ready', 'fobwatch-test', 'ready'];
      await until('the keychain to be unlocked', async () => {
        await run(stored, { input: 'ready' });
        return true;
      });
      await run(['secret-tool', 'clear', 'fobwatch-test', 'ready']);
    }

    const logind = system ? await startLogind(processes, root, join(runtime, 'system')) : undefined;
    const tray = createTray(bus, processes, record.logFile);
    const notices = createNotifications(processes, record.logFile);
    let pressedAt = Number.NEGATIVE_INFINITY;
    const clipboardText = (): Promise<string> =>
      run(['xclip', '-selection', 'clipboard', '-out', '-target', 'UTF8_STRING']).catch(() => '');
    return {
      env: processes.env,
      home,
      bus,
      run,
      start,
      programs: processes.all,
      startPanel,
      stopPanel,
      screenshot: async (file) => {
        mkdirSync(dirname(file), { recursive: true });
        await run(['import', '-silent', '-window', 'root', file]);
      },
      trayItems: tray.items,
      clickTray: tray.click,
      clickedAt: tray.clickedAt,
      trayMenu: tray.menu,
      clickMenu: tray.clickMenu,
      notifications: notices.all,
      shownNotifications: notices.shown,
      clickNotification: notices.click,
      clipboardText,
      copyText: async (text) => {
        // It stays to answer for what it put there, and would hold the pipes of whoever waits for it.
        const command = ['sh', '-c', 'xclip -selection clipboard -in >/dev/null 2>&1'];
        await run(command, { input: text });
        // It owns the clipboard some time after it went to the background.
        await until('the text in the clipboard', async () => (await clipboardText()) === text);
      },
      type: async (text) => {
        // From stdin: what is typed may be a code or a key, and arguments are public.
        await run(['xdotool', 'type', '--delay', '20', '--file', '-'], { input: text });
      },
      key: async (name) => {
        // No person presses a second button so soon after the first.
        const isPress = name === 'Return' || name === 'space';
        if (isPress) await pause(Math.max(0, pressedAt + BETWEEN_PRESSES - performance.now()));
        await run(['xdotool', 'key', name]);
        pressedAt = isPress ? performance.now() : Number.NEGATIVE_INFINITY;
      },
      click: async (x, y) => {
        await run(['xdotool', 'mousemove', String(x), String(y), 'click', '1']);
      },
      activeWindow: async () =>
        (await run(['xdotool', 'getactivewindow', 'getwindowname']).catch(() => '')).trim(),
      keychainSecret: (attributes) =>
        run(['secret-tool', 'lookup', ...flags(attributes)]).catch(() => undefined),
      keychainItems: (attributes) =>
        run(['secret-tool', 'search', '--all', '--unlock', ...flags(attributes)]).catch(() => ''),
      logind: () => {
        if (logind === undefined) throw new Error('this desktop was started without logind');
        return logind;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Starts an X server on a free display and returns the display's name. */
const startDisplay = async (start: Processes['start']): Promise<string> => {
  const server = start(
    'xvfb',
    ['Xvfb', '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'],
    { extra: true },
  );
  let told = '';
  server.extra?.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  return until('a display', () => (told.endsWith('\n') ? `:${told.trim()}` : undefined));
};
