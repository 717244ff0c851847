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

/** Which sizes: Linux sends one bitmap to the panel, the others choose among several by screen. */
export const pictureSizes = (
  platform: Platform,
  scaleFactor: number,
): readonly Representation[] => {
  switch (platform) {
    case 'linux':
      return [{ px: scaleFactor >= 1.5 ? 44 : 22, scaleFactor: 1 }];
    case 'darwin':
      return [
        { px: 16, scaleFactor: 1 },
        { px: 32, scaleFactor: 2 },
      ];
    case 'win32':
      return [
        { px: 16, scaleFactor: 1 },
        { px: 24, scaleFactor: 1.5 },
        { px: 32, scaleFactor: 2 },
        { px: 48, scaleFactor: 3 },
      ];
  }
};
