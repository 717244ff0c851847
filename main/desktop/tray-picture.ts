import type { Platform } from '../../app/model.ts';
import type { Settings } from '../../app/settings.ts';

/** Folders of pictures: drawn for a light surface, for a dark one, and as macOS wants them. */
export type PictureTheme = 'light' | 'dark' | 'template';

/** One size of the picture and the screen it is for. */
export type Representation = { readonly px: number; readonly scaleFactor: number };

/**
 * Which folder: macOS colours a template by itself. Elsewhere a person may say which colour the icon has, else
 * the desktop's dark or light decides. Most Linux panels are dark in either, KDE's is as light as its windows.
 */
export const pictureTheme = (facts: {
  readonly platform: Platform;
  readonly wanted: Settings['trayIcon'];
  readonly desktopIsDark: boolean;
  /** XDG_CURRENT_DESKTOP. */
  readonly desktop: string;
}): PictureTheme => {
  const { platform, wanted } = facts;
  if (platform === 'darwin') return 'template';
  // A light icon is the one drawn for a dark surface.
  if (wanted !== 'auto') return wanted === 'light' ? 'dark' : 'light';
  if (platform === 'linux' && !/kde|lxqt/i.test(facts.desktop)) return 'dark';
  return facts.desktopIsDark ? 'dark' : 'light';
};

/** Sizes that are drawn (build/icons/figure.mjs), in pixels. */
const DRAWN = [16, 20, 22, 24, 28, 32, 44, 48, 64] as const;

/** How much a panel may enlarge a picture before it looks soft, in pixels: a smaller one is then the sharper one. */
const SOFT = 1;

/** What Linux panels have room for, in pixels at scale 1: GNOME's is a little taller than all others'. */
const roomOf = (desktop: string): number => (/gnome|unity|cinnamon/i.test(desktop) ? 24 : 22);

/**
 * Which sizes: Linux sends one bitmap to the panel, which tells nobody how large it is drawn, so it is the smallest
 * that fills the usual room at this scale; the others choose among several by screen. `desktop` is XDG_CURRENT_DESKTOP.
 */
export const pictureSizes = (
  platform: Platform,
  scaleFactor: number,
  desktop: string,
): readonly Representation[] => {
  switch (platform) {
    case 'linux': {
      const room = roomOf(desktop) * scaleFactor;
      return [{ px: DRAWN.find((px) => px >= room - SOFT) ?? 64, scaleFactor: 1 }];
    }
    case 'darwin':
      return [
        { px: 16, scaleFactor: 1 },
        { px: 32, scaleFactor: 2 },
      ];
    case 'win32':
      return [
        { px: 16, scaleFactor: 1 },
        { px: 20, scaleFactor: 1.25 },
        { px: 24, scaleFactor: 1.5 },
        { px: 28, scaleFactor: 1.75 },
        { px: 32, scaleFactor: 2 },
        { px: 48, scaleFactor: 3 },
      ];
  }
};
