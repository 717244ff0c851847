import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBus, type Bus } from './desktop-bus.ts';
import { busConfig, homeFiles } from './desktop-config.ts';
import { createHands, type Hands } from './desktop-hands.ts';
import { pictureOf } from './desktop-picture.ts';
import { createProcesses, type Processes, type RunningProcess } from './desktop-processes.ts';
import { findWindows } from './find-windows.ts';
import { until } from './until.ts';

export type SeatOptions = {
  /** False: no panel, so no tray host, until startPanel. Default true. */
  readonly panel?: boolean;
  /** False: no notification daemon. Default true. */
  readonly notifications?: boolean;
  /** Asks programs for their dark look. Default false. */
  readonly dark?: boolean;
};

/**
 * What a person sits down at: Xvfb, openbox, a session bus, dunst, xfce4-panel, with a home of their own. Persons take
 * it one after the other, each with a home and a keychain that come and go with them.
 */
export type Seat = {
  readonly display: string;
  /** Of the session bus. */
  readonly address: string;
  readonly bus: Bus;
  /** Runs a tool of its own to its end. */
  run: Processes['run'];
  /** Keys and pointer. */
  hands: Hands;
  /** What the screen shows, as PNG. */
  picture(): Promise<Buffer>;
  /** The command lines of what belongs to it. */
  programs: Processes['all'];
  startPanel(): Promise<void>;
  stopPanel(): Promise<void>;
  /** False once its panel was stopped: another one is not as the first was. */
  isWhole(): boolean;
  stop(): Promise<void>;
  /** The same without waiting, for a process that ends. */
  stopAtOnce(): void;
};

const SCREEN = '1280x800x24';

const XFCONF_SERVICE = '/usr/share/dbus-1/services/org.xfce.Xfconf.service';

/** A temporary folder, with places in it for all that programs keep. */
export type Place = {
  readonly root: string;
  readonly home: string;
  /** XDG_RUNTIME_DIR. */
  readonly runtime: string;
  readonly logs: string;
  /** HOME, all XDG folders, and nothing of the caller's but PATH and TZ. */
  readonly env: Readonly<Record<string, string>> & { readonly HOME: string };
  /** Helpers of what was killed may write a moment longer, so it may have to be tried again. */
  remove(): void;
};

export const makePlace = (dark: boolean): Place => {
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
  for (const [name, text] of Object.entries(homeFiles(dark))) {
    mkdirSync(dirname(join(home, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, name), text);
  }
  return {
    root,
    home,
    runtime,
    logs: at('logs'),
    env: {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      ...(process.env['TZ'] === undefined ? {} : { TZ: process.env['TZ'] }),
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local/share'),
      XDG_STATE_HOME: join(home, '.local/state'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_RUNTIME_DIR: runtime,
      // What programs forget in there goes with the place.
      TMPDIR: at('tmp'),
      XDG_CURRENT_DESKTOP: 'XFCE',
      XDG_SESSION_TYPE: 'x11',
      // Never the one of the machine that the tests run on.
      DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(runtime, 'system')}`,
      // No settings service and no accessibility bus on this session bus.
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};

/** Brings a seat up and waits until each of its parts answers. */
export const startSeat = async (options: SeatOptions): Promise<Seat> => {
  const { panel = true, notifications = true, dark = false } = options;
  const place = makePlace(dark);
  const services = join(place.root, 'services');
  mkdirSync(services);
  cpSync(XFCONF_SERVICE, join(services, 'org.xfce.Xfconf.service'));
  const socket = join(place.runtime, 'bus');
  const address = `unix:path=${socket}`;
  const config = join(place.root, 'bus.conf');
  writeFileSync(config, busConfig(socket, services));
  const env = { ...place.env, DBUS_SESSION_BUS_ADDRESS: address };
  const mark = randomUUID();
  const starter = createProcesses(mark, place.logs, env);
  const screen = join(place.root, 'screen');
  mkdirSync(screen);
  const display = await startDisplay(starter.start, screen);
  const processes = createProcesses(mark, place.logs, { ...env, DISPLAY: display });
  const { start, run } = processes;
  const bus = createBus(processes, address);
  const owned = (name: string) => until(`${name} on the bus`, () => bus.hasOwner(name));

  let panelProcess: RunningProcess | undefined;
  let whole = true;
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
    whole = false;
    await panelProcess?.stop();
    panelProcess = undefined;
    await until('the tray host to be gone', noTrayHost);
  };

  const stop = async (): Promise<void> => {
    await processes.stop();
    await starter.stop();
    await until('the folder of the seat to be gone', () => {
      place.remove();
      return true;
    });
  };

  try {
    start('bus', ['dbus-daemon', '--nofork', '--nopidfile', `--config-file=${config}`]);
    start('openbox', ['openbox', '--sm-disable']);
    await owned('org.freedesktop.DBus');
    await until('the window manager', async () =>
      (await run(['xprop', '-root', '_NET_SUPPORTING_WM_CHECK'])).includes('window id'),
    );
    // Exits 1 also when it has painted; a plain black root would do no harm but to pictures.
    const paint = ['display', '-window', 'root', '-size', '1280x800', 'gradient:#dfe5ee-#b9c4d6'];
    await run(paint).catch(() => undefined);
    if (notifications) start('dunst', ['dunst']);
    if (panel) await startPanel();
    if (notifications) await owned('org.freedesktop.Notifications');
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    display,
    address,
    bus,
    run,
    hands: createHands(processes),
    picture: () => pictureOf(join(screen, 'Xvfb_screen0')),
    programs: processes.all,
    startPanel,
    stopPanel,
    isWhole: () => whole,
    stop,
    stopAtOnce: () => {
      processes.kill();
      place.remove();
    },
  };
};

/** Starts an X server on a free display, which keeps its screen in a file of this folder, and returns the display's name. */
const startDisplay = async (start: Processes['start'], folder: string): Promise<string> => {
  // The pointer would be painted into the file.
  const kept = ['-fbdir', folder, '-nocursor'];
  const server = start(
    'xvfb',
    ['Xvfb', '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset', ...kept],
    { extra: true },
  );
  let told = '';
  server.extra?.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  return until('a display', () => (told.endsWith('\n') ? `:${told.trim()}` : undefined));
};
