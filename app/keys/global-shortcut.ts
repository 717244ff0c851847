import type { Result } from '../result.ts';
import type { Chord } from './chord.ts';

/** Why a shortcut does not work: another program has these keys, or no program may listen to keys on this desktop. */
export type ShortcutRefusal = 'taken' | 'no-such-way';

/** Keys that reach the app wherever the focus is. */
export type GlobalShortcut = {
  /** Listens to these keys in place of those before; null: to none. */
  use(chord: Chord | null, pressed: () => void): Result<null, ShortcutRefusal>;
};
