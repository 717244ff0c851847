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

  it.each([
    ['XFCE', 1, 22],
    ['KDE', 1, 22],
    ['GNOME', 1, 24],
    ['ubuntu:GNOME', 1, 24],
    ['X-Cinnamon', 2, 48],
    ['XFCE', 1.25, 28],
    ['KDE', 1.5, 32],
    ['GNOME', 1.25, 32],
    ['XFCE', 2, 44],
    ['KDE', 2.75, 64],
    ['GNOME', 3, 64],
  ])('is one bitmap on Linux: for %s at %d it has %i px', (desktop, scale, px) => {
    expect(pictureSizes('linux', scale, desktop)).toEqual([{ px, scaleFactor: 1 }]);
  });

  it.each(['darwin', 'win32'] as const)('has a picture for each density on %s', (platform) => {
    for (const { px, scaleFactor } of pictureSizes(platform, 1, ''))
      expect(px).toBe(16 * scaleFactor);
  });
});
