import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { dirname, join } from 'node:path';
import type { Bus } from './desktop-bus.ts';
import type { Hands } from './desktop-hands.ts';
import { createNotifications } from './desktop-notifications.ts';
import type { Notice } from './desktop-notifications.ts';
import { createProcesses } from './desktop-processes.ts';
import type { Processes } from './desktop-processes.ts';
import { recordedMatches } from './desktop-record.ts';
import { makePlace, startSeat, type Seat, type SeatOptions } from './desktop-seat.ts';
import { createTray } from './desktop-tray.ts';
import type { MenuEntry, MenuPath, TrayItem } from './desktop-tray.ts';
import { SESSION_ID, startLogind, type Logind } from './presence-services.ts';
import { until } from './until.ts';

export type DesktopOptions = SeatOptions & {
  /** False: no Secret Service on the bus. Default true. */
  readonly keychain?: boolean;
  /** True: a system bus with logind, which knows this desktop's session. Default false: there is neither. */
  readonly logind?: boolean;
};

/**
 * A real desktop on a display of its own: a seat (Xvfb, openbox, a session bus, dunst, xfce4-panel), gnome-keyring, with
 * HOME and all XDG folders in a temporary place. Nothing in it is a mock.
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
  /** What else keys and pointer do. */
  hands: Hands;
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
  /** Ends every process of the desktop, also those a test forgot, removes its files, and leaves its seat. */
  stop(): Promise<void>;
};

export type RunOptions = { readonly env?: Record<string, string>; readonly input?: string };

/** ms from one press of Return or Space to the next, nothing else pressed between: what a person needs to look. */
const BETWEEN_PRESSES = 300;
/** Unlocks the login collection of the temporary keychain. It guards nothing. */
const KEYCHAIN_PASSWORD = 'fobwatch-test';

const SECRETS = 'org.freedesktop.secrets';
/** Where programs put secrets that name no collection. It is there once the daemon has read its password. */
const collection = { service: SECRETS, path: '/org/freedesktop/secrets/aliases/default' };

const flags = (attributes: Readonly<Record<string, string>>): string[] =>
  Object.entries(attributes).flat();

/** A desktop on a seat of its own. */
export const startDesktop = async (options: DesktopOptions = {}): Promise<Desktop> => {
  const seat = await startSeat(options);
  return desktopOn(seat, options, seat.stop);
};

/** Brings all up on a seat that is not the seat's own, and waits until each part answers; `leave` ends what it began. */
export const desktopOn = async (
  seat: Seat,
  options: DesktopOptions,
  leave: () => Promise<void>,
): Promise<Desktop> => {
  const { keychain = true, dark = false } = options;
  const system = options.logind === true;
  const { bus, address, hands } = seat;
  const place = makePlace(dark);
  const processes = createProcesses(randomUUID(), place.logs, {
    ...place.env,
    DISPLAY: seat.display,
    DBUS_SESSION_BUS_ADDRESS: address,
    ...(system ? { XDG_SESSION_ID: SESSION_ID } : {}),
  });
  const { start, run } = processes;
  const stop = async (): Promise<void> => {
    await processes.stop();
    // Helpers of an app that was killed may write a moment longer, so all of it is tried again.
    await until('the home folder to be gone', () => {
      place.remove();
      return true;
    });
    await leave();
  };

  try {
    const monitor = ['busctl', `--address=${address}`, '--json=short', 'monitor'];
    const record = start('notices', [
      ...monitor,
      ...recordedMatches.map((rule) => `--match=${rule}`),
    ]);
    if (keychain) {
      const command = ['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'];
      start('keychain', command, { input: KEYCHAIN_PASSWORD });
    }
    await until('the record of notices', () =>
      readFileSync(record.logFile, 'utf8').includes('Monitoring'),
    );
    if (keychain) {
      await until('the keychain', () => bus.hasOwner(SECRETS));
      await until('the keychain to be unlocked', async () => {
        const told = await bus.properties(collection, 'org.freedesktop.Secret.Collection');
        return told.get('Locked') === false;
      });
    }

    const logind = system
      ? await startLogind(processes, place.root, join(place.runtime, 'system'))
      : undefined;
    const tray = createTray({ bus, processes, hands, record: record.logFile });
    const notices = createNotifications({ bus, processes, hands, record: record.logFile });
    let pressedAt = Number.NEGATIVE_INFINITY;
    const clipboardText = (): Promise<string> =>
      run(['xclip', '-selection', 'clipboard', '-out', '-target', 'UTF8_STRING']).catch(() => '');
    return {
      env: processes.env,
      home: place.home,
      bus,
      run,
      start,
      programs: () => [...seat.programs(), ...processes.all()],
      startPanel: seat.startPanel,
      stopPanel: seat.stopPanel,
      screenshot: async (file) => {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, await seat.picture());
      },
      trayItems: tray.items,
      clickTray: tray.click,
      clickedAt: tray.clickedAt,
      trayMenu: tray.menu,
      clickMenu: tray.clickMenu,
      notifications: notices.all,
      shownNotifications: notices.shown,
      clickNotification: notices.click,
      hands,
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
        await hands('key', name);
        pressedAt = isPress ? performance.now() : Number.NEGATIVE_INFINITY;
      },
      click: async (x, y) => {
        await hands('mousemove', String(x), String(y), 'click', '1');
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
