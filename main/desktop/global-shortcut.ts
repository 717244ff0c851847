import type { GlobalShortcut as Library } from 'electron';
import { chordText, type Chord } from '../../app/keys/chord.ts';
import type { GlobalShortcut } from '../../app/keys/global-shortcut.ts';
import type { Platform } from '../../app/model.ts';
import { fail, ok } from '../../app/result.ts';

/**
 * Whether programs may listen to keys here. Under Wayland the compositor keeps them to itself: Electron says that it
 * listens, through XWayland, and then hears only what is typed into windows of X.
 */
export const hasGlobalKeys = (
  platform: Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean => {
  if (platform !== 'linux') return true;
  const type = env['XDG_SESSION_TYPE'] ?? '';
  return type === 'wayland' ? false : type === 'x11' || !env['WAYLAND_DISPLAY'];
};

/** The keys that reach the app wherever the focus is. What another program has, Electron does not get. */
export const createGlobalShortcut = (deps: {
  readonly library: Pick<Library, 'register' | 'unregister'>;
  readonly possible: boolean;
}): GlobalShortcut => {
  const state: { used: string | null } = { used: null };
  const leave = (): void => {
    if (state.used !== null) deps.library.unregister(state.used);
    state.used = null;
  };
  const register = (keys: string, pressed: () => void): boolean => {
    try {
      return deps.library.register(keys, pressed);
    } catch {
      // A key that this keyboard does not have.
      return false;
    }
  };
  return {
    use: (chord: Chord | null, pressed) => {
      leave();
      if (chord === null) return ok(null);
      if (!deps.possible) return fail('no-such-way');
      const keys = chordText(chord);
      if (!register(keys, pressed)) return fail('taken');
      state.used = keys;
      return ok(null);
    },
  };
};
