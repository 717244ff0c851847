import { describe, expect, it } from 'vitest';
import { pictureSizes, pictureTheme } from '../../../main/desktop/tray-picture.ts';

describe('the tray picture', () => {
  it.each([
    { platform: 'darwin', wanted: 'auto', desktopIsDark: true, desktop: '', theme: 'template' },
    { platform: 'darwin', wanted: 'light', desktopIsDark: true, desktop: '', theme: 'template' },
    { platform: 'win32', wanted: 'auto', desktopIsDark: true, desktop: '', theme: 'dark' },
    { platform: 'win32', wanted: 'auto', desktopIsDark: false, desktop: '', theme: 'light' },
    { platform: 'linux', wanted: 'auto', desktopIsDark: false, desktop: 'XFCE', theme: 'dark' },
    { platform: 'linux', wanted: 'auto', desktopIsDark: false, desktop: 'GNOME', theme: 'dark' },
    { platform: 'linux', wanted: 'auto', desktopIsDark: false, desktop: 'KDE', theme: 'light' },
    { platform: 'linux', wanted: 'auto', desktopIsDark: true, desktop: 'KDE', theme: 'dark' },
    { platform: 'linux', wanted: 'dark', desktopIsDark: true, desktop: 'XFCE', theme: 'light' },
    { platform: 'linux', wanted: 'light', desktopIsDark: false, desktop: 'KDE', theme: 'dark' },
  ] as const)(
    'of $platform $desktop, dark: $desktopIsDark, asked for $wanted, is drawn for a $theme surface',
    ({ theme, ...facts }) => {
      expect(pictureTheme(facts)).toBe(theme);
    },
  );

  it('is one bitmap on Linux, twice as large on a dense screen', () => {
    expect(pictureSizes('linux', 1)).toEqual([{ px: 22, scaleFactor: 1 }]);
    expect(pictureSizes('linux', 2)).toEqual([{ px: 44, scaleFactor: 1 }]);
  });

  it.each(['darwin', 'win32'] as const)('has a picture for each density on %s', (platform) => {
    for (const { px, scaleFactor } of pictureSizes(platform, 1)) expect(px).toBe(16 * scaleFactor);
  });
});
