import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Menu,
  nativeImage,
  nativeTheme,
  screen,
  Tray,
  type MenuItemConstructorOptions,
  type NativeImage,
  type Rectangle,
} from 'electron';
import type { Command } from '../../app/contract.ts';
import type { Platform } from '../../app/model.ts';
import { assertNever } from '../../app/result.ts';
import type { Settings } from '../../app/settings.ts';
import {
  trayFigureName,
  trayShown,
  trayTouches,
  type TrayItem,
  type TrayShown,
  type TrayView,
} from '../../app/view/tray.ts';
import { pictureSizes, pictureTheme } from './tray-picture.ts';

/** In menus a single `&` marks the access key. */
const plain = (label: string): string => label.replaceAll('&', '&&');

const menuEntry = (item: TrayItem, run: (command: Command) => void): MenuItemConstructorOptions => {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'label':
      return { label: plain(item.label), enabled: false };
    case 'action':
      return {
        label: plain(item.label),
        enabled: item.enabled,
        click: () => run(item.command),
      };
    case 'submenu':
      return {
        label: plain(item.label),
        submenu: item.items.map((inner) => menuEntry(inner, run)),
      };
    default:
      return assertNever(item);
  }
};

export type TrayIcon = {
  /** Makes the icon, or makes it anew for a panel that has come. */
  create(): void;
  remove(): void;
  /** Brings picture, tooltip and menu to the view; touches only what changed. */
  update(): void;
  /** Where the icon is, as far as the desktop tells. */
  bounds(): Rectangle | null;
  stop(): void;
};

/** The icon in the tray: a projection of the engine's view of it, whose entries and click send commands. */
export const createTrayIcon = (deps: {
  readonly platform: Platform;
  readonly desktop: string;
  /** dist/app/icons/tray */
  readonly folder: string;
  readonly view: () => TrayView;
  readonly wantedIcon: () => Settings['trayIcon'];
  readonly run: (command: Command) => void;
  /** A left click; the window knows whether it is shown. */
  readonly clicked: () => void;
}): TrayIcon => {
  const { platform } = deps;
  const pictures = new Map<string, NativeImage>();
  const state: { tray: Tray | null; shown: TrayShown | null } = { tray: null, shown: null };

  const draw = (theme: string, figure: string, scale: number): NativeImage => {
    const picture = nativeImage.createEmpty();
    for (const { px, scaleFactor } of pictureSizes(platform, scale, deps.desktop)) {
      picture.addRepresentation({
        scaleFactor,
        width: px,
        height: px,
        buffer: readFileSync(join(deps.folder, theme, `${figure}-${px}.png`)),
      });
    }
    picture.setTemplateImage(theme === 'template');
    return picture;
  };

  type Wanted = {
    readonly view: TrayView;
    readonly shown: TrayShown;
    readonly picture: () => NativeImage;
  };

  const wanted = (): Wanted => {
    const view = deps.view();
    const scale = screen.getPrimaryDisplay().scaleFactor;
    const theme = pictureTheme({
      platform,
      wanted: deps.wantedIcon(),
      desktopIsDark: nativeTheme.shouldUseDarkColors,
      desktop: deps.desktop,
    });
    const figure = trayFigureName(view.figure);
    const name = `${theme}/${figure} ${scale}`;
    return {
      view,
      shown: trayShown(view, name),
      picture: () => {
        const drawn = pictures.get(name) ?? draw(theme, figure, scale);
        pictures.set(name, drawn);
        return drawn;
      },
    };
  };

  const setMenu = (tray: Tray, items: readonly TrayItem[]): void => {
    const menu = Menu.buildFromTemplate(items.map((item) => menuEntry(item, deps.run)));
    if (platform === 'linux') tray.setContextMenu(menu);
    else {
      // Elsewhere a menu that is set takes the left click too; the right click opens it by itself.
      tray.removeAllListeners('right-click');
      tray.on('right-click', () => tray.popUpContextMenu(menu));
    }
  };

  const update = (): void => {
    const { tray } = state;
    if (tray === null) return;
    const { view, shown, picture } = wanted();
    const touch: Readonly<Record<keyof TrayShown, () => void>> = {
      picture: () => tray.setImage(picture()),
      tooltip: () => tray.setToolTip(view.tooltip),
      // The others have no room for it.
      text: () => {
        if (platform === 'darwin') tray.setTitle(view.text, { fontType: 'monospacedDigit' });
      },
      menu: () => setMenu(tray, view.menu),
    };
    for (const part of trayTouches(state.shown, shown)) touch[part]();
    state.shown = shown;
  };

  const remove = (): void => {
    state.tray?.destroy();
    state.tray = null;
    state.shown = null;
  };

  nativeTheme.on('updated', update);
  // Another screen, or the same at another scale: the picture is drawn for it.
  screen.on('display-metrics-changed', update);
  return {
    create: () => {
      remove();
      state.tray = new Tray(wanted().picture());
      state.tray.on('click', deps.clicked);
      update();
    },
    remove,
    update,
    bounds: () => state.tray?.getBounds() ?? null,
    stop: () => {
      nativeTheme.removeListener('updated', update);
      screen.removeListener('display-metrics-changed', update);
      remove();
    },
  };
};
