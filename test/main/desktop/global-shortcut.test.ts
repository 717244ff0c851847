import { describe, expect, it } from 'vitest';
import { hasGlobalKeys } from '../../../main/desktop/global-shortcut.ts';

describe('keys for every program', () => {
  it.each([
    ['on a Mac', 'darwin', {}, true],
    ['on Windows', 'win32', {}, true],
    ['under X', 'linux', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, true],
    [
      'under X with a compositor for one window',
      'linux',
      { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-1' },
      true,
    ],
    [
      'under Wayland, though XWayland is there',
      'linux',
      { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' },
      false,
    ],
    ['under Wayland without a word of it', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, false],
    ['with a display alone', 'linux', { DISPLAY: ':0' }, true],
  ] as const)('%s', (_, platform, env, expected) => {
    expect(hasGlobalKeys(platform, env)).toBe(expected);
  });
});
