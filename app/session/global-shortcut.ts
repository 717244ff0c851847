import type { Chord } from '../keys/chord.ts';
import type { ShortcutRefusal } from '../keys/global-shortcut.ts';
import type { AppState } from './state.ts';

/** What became of the keys that open the search from everywhere. */
export type GlobalShortcutState =
  /** Nobody wants any. */
  | { readonly kind: 'off' }
  | { readonly kind: 'listens'; readonly chord: Chord }
  | { readonly kind: 'refused'; readonly chord: Chord; readonly why: ShortcutRefusal };

export type GlobalShortcutEvent = {
  readonly kind: 'global-shortcut';
  readonly globalShortcut: GlobalShortcutState;
};

export const withGlobalShortcut = (
  state: AppState,
  { globalShortcut }: GlobalShortcutEvent,
): AppState => ({ ...state, globalShortcut });
