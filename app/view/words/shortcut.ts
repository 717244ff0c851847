import { chordCaps } from '../../keys/chord.ts';
import type { Platform } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { GlobalShortcutState } from '../../session/global-shortcut.ts';
import { spoken, t } from './say.ts';

/** The list of shortcuts. */
export const shortcutWords = spoken({
  title: 'Keyboard shortcuts',
  whileLocked: 'Shortcuts while locked',
  about: 'Everything has a key: the list shows them all.',
  show: 'Show shortcuts',
  everywhere: 'From everywhere',
  choose: 'Choose keys',
  // A lock has no search for the same keys to open.
  open: 'Open this window',
  anywhere: 'In this window',
  list: 'In the list',
  menus: 'In menus',
  fields: 'Elsewhere',
} as const);

/** What each shortcut does. */
export const shortcutNames = spoken({
  search: 'Search',
  code: 'Enter a code',
  settings: 'Settings',
  profiles: 'Profiles',
  ledger: 'Ledger',
  timeline: 'Timeline',
  lock: 'Lock now',
  addKey: 'Add a key',
  help: 'This list, unless a text is being typed',
  back: 'Back, or close',
  hide: 'Close the window',
  quit: 'Quit Fobwatch',
  take: 'In the search: copy exports of the first role; on a button: press it',
  walk: 'From row to row',
  pages: 'A page up and down',
  ends: 'First and last row',
  letters: 'To the row whose name begins so',
  rowMenu: 'The menu of a row',
  across: 'From button to button',
  menu: 'Open a menu',
  items: 'From item to item; typing finds one by its name',
  submenu: 'Into a menu of its own, and back',
  send: 'In the code field: send the code',
  hold: 'Held down for a second: confirm production',
  explain: 'In a text to explain: explain it',
  bars: 'In the timeline: from bar to bar',
} as const);

/** What stands on the caps of keys that have a name; settings.ini has the names themselves, in every language. */
const capNames = spoken({
  Ctrl: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Shift',
  Super: 'Super',
  Win: 'Win',
  Escape: 'Escape',
  Enter: 'Enter',
  Return: 'Return',
  Space: 'Space',
  Tab: 'Tab',
  Insert: 'Insert',
  // The word in full is what a button says that deletes.
  Delete: 'Del',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
} as const);

const isNamed = (cap: string): cap is keyof typeof capNames => Object.hasOwn(capNames, cap);

/** A cap as keyboards of the language have it; letters and symbols are the same on all. */
export const capWord = (cap: string): string => (isNamed(cap) ? capNames[cap] : cap);

/** Keys pressed together: "Ctrl+Alt+F", on a Mac "⌃⌥F". */
export const capsWords = (caps: readonly string[], platform: Platform): string =>
  caps.map(capWord).join(platform === 'darwin' ? '' : '+');

/** Which keys open the search from everywhere, or why none do and what to do about it. */
export const globalShortcutWords = (state: GlobalShortcutState, platform: Platform): string => {
  switch (state.kind) {
    case 'off':
      return t`No keys open the search from everywhere.`;
    case 'listens':
      return t`${capsWords(chordCaps(state.chord, platform), platform)} opens the search from everywhere.`;
    case 'refused': {
      const keys = capsWords(chordCaps(state.chord, platform), platform);
      return state.why === 'taken'
        ? t`${keys} belongs to another program, so it opens nothing here; choose other keys.`
        : t`Under Wayland no program can listen to ${keys}; in the keyboard settings of the desktop let a key start fobwatch-desktop --search.`;
    }
    default:
      return assertNever(state);
  }
};
