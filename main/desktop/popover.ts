import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import type { Clock, Journal } from '../../app/ports.ts';
import {
  placePopover,
  reopenPopover,
  settledAs,
  type Point,
  type Rectangle,
} from '../../app/view/place.ts';
import { pages } from './origin.ts';
import { webPreferences } from './web-preferences.ts';
import { LEAST_SIZE, type WindowPlace } from './window-place.ts';

/** The popover's session in memory. */
export const POPOVER_SESSION = 'popover';

/** A click on the tray that took the focus away has hidden the popover just before: it closes it, in ms. */
const SAME_CLICK = 300;

/** How long after it was mapped a window's place is looked at again, in ms, and how often it is put right. */
const SETTLING = 3_000;
const CORRECTIONS = 3;

/**
 * There an app stays in front whose only window was hidden, and keys reach nobody: hidden as a whole, it gives the focus
 * back to the app before.
 */
const isMac = process.platform === 'darwin';

/** What X11 says of a window's place when it does not know. */
const isLost = ({ x, y }: Rectangle): boolean => process.platform === 'linux' && x === 0 && y === 0;

const isSame = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;

const isSeen = (window: BrowserWindow | null): boolean =>
  window !== null && window.isVisible() && !window.isMinimized();

export type Popover = {
  /** Shows it where the tray is and gives it the focus: a person asked. */
  show(): void;
  /** Shows it without taking the focus: nobody asked. */
  showQuietly(): void;
  hide(): void;
  /** A click on the tray icon: shows it, or hides it when it is shown and has the focus. */
  clicked(): 'show' | 'hide' | 'nothing';
  /** What it stayed for when the focus went elsewhere may be over: then it goes as well. */
  reconsider(): void;
  /** Without a tray icon it is a window like any other: in the task bar, staying when another has the focus. */
  setOrdinary(ordinary: boolean): void;
  contents(): WebContents | null;
  /** Whether it is on the screen: nothing is drawn for one that is not. */
  isSeen(): boolean;
  destroy(): void;
};

/**
 * The popover by the tray icon. Its window is made when first shown. Hidden, it is kept for a while, so that it comes
 * back at once, and then destroyed, since an app that waits in the tray should cost little.
 */
export const createPopover = (deps: {
  readonly preload: string;
  readonly icon: string;
  readonly place: WindowPlace;
  readonly clock: Pick<Clock, 'uptime' | 'wakeAt'>;
  /** How long a hidden window is kept, in s. */
  readonly keptFor: () => number;
  readonly trayBounds: () => Rectangle | null;
  /** Whether it must stay although the focus went elsewhere. */
  readonly staysOnBlur: () => boolean;
  /** Its process is there and only begins: what its page will ask for can be made meanwhile. */
  readonly begins: (contents: WebContents) => void;
  /** It is about to be seen: what it shows may be old. */
  readonly seen: (contents: WebContents) => void;
  /** Its window is gone after a while of nobody looking. */
  readonly spared: () => void;
  readonly journal: Journal;
}): Popover => {
  type Wish = 'hidden' | 'quietly' | 'focused';
  const state: {
    window: BrowserWindow | null;
    ready: boolean;
    /** Whether the window was made as an ordinary one: that is for good. */
    madeOrdinary: boolean;
    wish: Wish;
    ordinary: boolean;
    placed: boolean;
    /** Where it opened last, and where it would have by the tray icon. */
    opened: { readonly at: Rectangle; readonly home: Rectangle } | null;
    /** Where the pointer was when it was hidden. */
    pointer: Point;
    /** Calls the end of a hidden window off. */
    spare: () => void;
    settling: { readonly bounds: Rectangle; readonly until: number; left: number } | null;
    blurredAt: number;
    /** The focus went elsewhere, and it stayed all the same. */
    passedOver: boolean;
    ending: boolean;
  } = {
    window: null,
    ready: false,
    madeOrdinary: false,
    wish: 'hidden',
    ordinary: false,
    placed: false,
    opened: null,
    pointer: { x: 0, y: 0 },
    spare: () => undefined,
    settling: null,
    blurredAt: Number.NEGATIVE_INFINITY,
    passedOver: false,
    ending: false,
  };

  const place = (window: BrowserWindow): void => {
    // An ordinary window stays where its person put it.
    if (state.ordinary && state.placed) return;
    state.placed = true;
    const tray = deps.trayBounds();
    const pointer = screen.getCursorScreenPoint();
    const { opened } = state;
    const known = tray !== null && tray.width > 0 && tray.height > 0;
    const display = screen.getDisplayNearestPoint(known ? tray : pointer);
    const kept = deps.place.get();
    // On X11 the pointer is known as it was in our own window last: it then says nothing of where the icon is.
    const still = opened !== null && isSame(pointer, state.pointer);
    const home = still ? opened.home : placePopover({ size: kept.size, tray, pointer, display });
    const bounds = reopenPopover({ kept, home, display });
    state.opened = { at: bounds, home };
    state.settling = { bounds, until: deps.clock.uptime() + SETTLING, left: CORRECTIONS };
    window.setBounds(bounds);
  };

  /**
   * On X11 a window manager that gives the window a frame makes Electron believe now and then that the window is at
   * 0, 0, when it is not; menus would open there. Asked for its place again, the window manager tells the truth.
   */
  const settle = (window: BrowserWindow): void => {
    const { settling } = state;
    if (settling === null || settling.left === 0 || deps.clock.uptime() > settling.until) return;
    const bounds = window.getBounds();
    const became = settledAs(settling.bounds, bounds, isLost(bounds));
    // It is where and as large as its person wants it.
    if (became === 'taken') state.settling = null;
    if (became !== 'lost') return;
    settling.left -= 1;
    window.setBounds(settling.bounds);
  };

  const present = (window: BrowserWindow): void => {
    if (state.wish === 'hidden') return;
    if (window.isMinimized()) window.restore();
    state.spare();
    if (!window.isVisible()) place(window);
    if (isMac && app.isHidden()) app.show();
    deps.seen(window.webContents);
    if (state.wish === 'quietly') window.showInactive();
    else {
      window.show();
      window.focus();
    }
  };

  const stays = (window: BrowserWindow): boolean =>
    state.ordinary || deps.staysOnBlur() || window.webContents.isDevToolsOpened();

  const reconsider = (): void => {
    const { window } = state;
    if (window === null || !state.passedOver || window.isFocused() || stays(window)) return;
    hide();
  };

  const hide = (): void => {
    state.wish = 'hidden';
    state.passedOver = false;
    const { window } = state;
    if (window === null || !window.isVisible()) return;
    remember(window);
    if (state.madeOrdinary !== state.ordinary) return renew(window);
    // Without an icon to bring it back it must stay in reach.
    if (state.ordinary) return window.minimize();
    const hadFocus = window.isFocused();
    window.hide();
    if (isMac && hadFocus && !BrowserWindow.getAllWindows().some(isSeen)) app.hide();
    state.spare();
    state.spare = deps.clock.wakeAt(deps.clock.uptime() + deps.keptFor() * 1000, () => {
      if (state.wish !== 'hidden' || state.ordinary) return;
      window.destroy();
      deps.spared();
    });
  };

  const remember = (window: BrowserWindow): void => {
    state.pointer = screen.getCursorScreenPoint();
    const { opened } = state;
    const bounds = window.getBounds();
    if (opened === null || isLost(bounds)) return;
    const display = screen.getDisplayMatching(bounds).bounds;
    deps.place.remember({ opened: opened.at, bounds, home: opened.home, display });
  };

  const forget = (window: BrowserWindow): void => {
    if (state.window !== window) return;
    state.spare();
    state.window = null;
    state.ready = false;
  };

  /**
   * A window that was made in the other manner makes way: a tool bar cannot be minimised, and an ordinary window is in
   * the task bar. As an ordinary one it comes again at once, to be in reach; else it comes when it is wanted.
   */
  const renew = (window: BrowserWindow): void => {
    const awaited = state.wish !== 'hidden' && !state.ready;
    forget(window);
    window.destroy();
    if (state.ordinary || awaited) state.window = make();
    else state.wish = 'hidden';
  };

  const make = (): BrowserWindow => {
    state.madeOrdinary = state.ordinary;
    const window = new BrowserWindow({
      ...deps.place.get().size,
      minWidth: LEAST_SIZE.width,
      minHeight: LEAST_SIZE.height,
      show: false,
      frame: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: !state.ordinary,
      // Electron has no way to leave the task bar on Linux; of a tool bar most desktops show none.
      ...(process.platform === 'linux' && !state.ordinary ? { type: 'toolbar' } : {}),
      title: 'Fobwatch',
      icon: deps.icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1b1d22' : '#ffffff',
      webPreferences: webPreferences(deps.preload, POPOVER_SESSION),
    });
    // A tray's window comes where its person is: also to another space, and over an app that fills the screen. Without
    // the last word Electron would make the app one that is in the Dock.
    if (isMac)
      window.setVisibleOnAllWorkspaces(true, {
        visibleOnFullScreen: true,
        skipTransformProcessType: true,
      });
    window.once('ready-to-show', () => {
      state.ready = true;
      if (state.wish !== 'hidden' || !state.ordinary) return present(window);
      place(window);
      window.minimize();
    });
    window.on('blur', () => {
      // Hidden on purpose: the focus left with it.
      if (state.wish === 'hidden') return;
      state.passedOver = stays(window);
      if (state.passedOver) return;
      state.blurredAt = deps.clock.uptime();
      hide();
    });
    window.on('focus', () => {
      state.passedOver = false;
    });
    window.on('move', () => settle(window));
    // From the task bar, where it is an ordinary window.
    window.on('restore', () => deps.seen(window.webContents));
    window.on('close', (event) => {
      if (state.ending) return;
      event.preventDefault();
      hide();
    });
    window.on('closed', () => forget(window));
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      deps.journal.write({ kind: 'popover-gone', facts: { reason } });
      forget(window);
      window.destroy();
    });
    window.webContents.once('did-navigate', () => deps.begins(window.webContents));
    void window.loadURL(pages.popover).catch(() => {
      // It made way before it was there.
      if (window.isDestroyed()) return;
      deps.journal.write({ kind: 'popover-not-loaded', facts: {} });
    });
    return window;
  };

  const want = (wish: Wish): void => {
    state.wish = wish;
    if (state.window === null) state.window = make();
    else if (state.ready) present(state.window);
  };

  return {
    show: () => want('focused'),
    // One that is there already stays as it is, in front or behind, and whoever asked for it.
    showQuietly: () => {
      if (!isSeen(state.window)) want('quietly');
    },
    hide,
    clicked: () => {
      const { window } = state;
      if (window !== null && isSeen(window)) return window.isFocused() ? 'hide' : 'show';
      return deps.clock.uptime() - state.blurredAt < SAME_CLICK ? 'nothing' : 'show';
    },
    reconsider,
    setOrdinary: (ordinary) => {
      if (state.ordinary === ordinary) return;
      state.ordinary = ordinary;
      state.placed = false;
      const { window } = state;
      if (window === null) return;
      // It was there in place of the icon; nobody looks at it.
      if (!ordinary && state.wish === 'quietly' && !window.isFocused()) hide();
      else reconsider();
      // One that a person may have typed into makes way when it is put away.
      if (state.window === window && state.madeOrdinary !== ordinary && !isSeen(window))
        renew(window);
    },
    contents: () => state.window?.webContents ?? null,
    isSeen: () => isSeen(state.window),
    destroy: () => {
      state.ending = true;
      state.spare();
      state.window?.destroy();
    },
  };
};
