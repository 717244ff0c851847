import type { Platform } from '../../app/model.ts';

/** Where the list of shortcuts has it. */
export const shortcutParts = ['anywhere', 'list', 'menus', 'fields'] as const;
export type ShortcutPart = (typeof shortcutParts)[number];

type Entry = {
  /** Each a way to press it: `Mod` is Command on a Mac and Ctrl elsewhere, a lone character is what is typed. */
  readonly keys: readonly string[];
  /** On a Mac instead, where the system has those for itself. */
  readonly mac?: readonly string[];
  readonly part: ShortcutPart;
};

/** What is bound for the whole window: this table is what `useKeys` listens to, and what the list shows. */
export const boundShortcuts = {
  search: { keys: ['Mod+F', '/'], part: 'anywhere' },
  code: { keys: ['Mod+E'], part: 'anywhere' },
  settings: { keys: ['Mod+,'], part: 'anywhere' },
  profiles: { keys: ['Mod+P'], part: 'anywhere' },
  // Command+H hides an app.
  ledger: { keys: ['Mod+H'], mac: ['Mod+Y'], part: 'anywhere' },
  timeline: { keys: ['Mod+T'], part: 'anywhere' },
  lock: { keys: ['Mod+Shift+L'], part: 'anywhere' },
  addKey: { keys: ['Mod+N'], part: 'anywhere' },
  help: { keys: ['?', 'F1'], part: 'anywhere' },
  back: { keys: ['Escape'], part: 'anywhere' },
  hide: { keys: ['Mod+W'], part: 'anywhere' },
  quit: { keys: ['Mod+Q'], part: 'anywhere' },
} as const satisfies Readonly<Record<string, Entry>>;
export type BoundShortcut = keyof typeof boundShortcuts;

/** What the list, the menus and the fields do with keys by themselves. */
export const ownShortcuts = {
  across: { keys: ['Tab', 'Shift+Tab'], part: 'anywhere' },
  take: { keys: ['Enter'], part: 'list' },
  walk: { keys: ['↑', '↓'], part: 'list' },
  pages: { keys: ['PageUp', 'PageDown'], part: 'list' },
  ends: { keys: ['Home', 'End'], part: 'list' },
  letters: { keys: ['A', 'B', 'C'], part: 'list' },
  rowMenu: { keys: ['→', 'Shift+F10'], part: 'list' },
  menu: { keys: ['Enter', 'Space', '→'], part: 'menus' },
  items: { keys: ['↑', '↓', 'Home', 'End'], part: 'menus' },
  submenu: { keys: ['→', '←'], part: 'menus' },
  send: { keys: ['Enter'], part: 'fields' },
  hold: { keys: ['Enter', 'Space'], part: 'fields' },
  explain: { keys: ['Mod+Enter'], part: 'fields' },
  bars: { keys: ['↑', '↓', 'Home', 'End'], part: 'fields' },
} as const satisfies Readonly<Record<string, Entry>>;

export type ShortcutName = BoundShortcut | keyof typeof ownShortcuts;

/** What of the table is bound while the app is locked: nothing that leads to what a lock keeps out of sight. */
export const boundWhileLocked = [
  'help',
  'back',
  'hide',
  'quit',
] as const satisfies readonly BoundShortcut[];
export type BoundWhileLocked = (typeof boundWhileLocked)[number];

/** All that does something in the locked window: what is bound, and what its buttons and its field do with keys. */
export const shortcutsWhileLocked: readonly ShortcutName[] = [
  ...boundWhileLocked,
  'across',
  'send',
];

/** Every shortcut, in the order of the list. */
export const everyShortcut: readonly (readonly [ShortcutName, Entry])[] = [
  ...entriesOf(boundShortcuts),
  ...entriesOf(ownShortcuts),
];

function entriesOf<K extends string>(
  table: Readonly<Record<K, Entry>>,
): readonly (readonly [K, Entry])[] {
  const isName = (name: string): name is K => Object.hasOwn(table, name);
  return Object.keys(table)
    .filter(isName)
    .map((name) => [name, table[name]] as const);
}

/** The ways to press a shortcut on a platform. */
export const keysOf = ({ keys, mac }: Entry, platform: Platform): readonly string[] =>
  platform === 'darwin' ? (mac ?? keys) : keys;

/** What of a key stroke tells which shortcut it is. */
export type Stroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>;

/** The key itself; on a keyboard without Latin letters the one in the letter's place. */
const isKey = (name: string, { key, code }: Stroke): boolean =>
  key.toUpperCase() === name.toUpperCase() ||
  (/^[A-Z]$/.test(name) && !/^[\u0020-\u007e]+$/.test(key) && code === `Key${name}`);

const isPlain = (keys: string): boolean => keys.length === 1;

const matches = (keys: string, stroke: Stroke, platform: Platform): boolean => {
  const names = keys.split('+');
  const wantsMod = names.includes('Mod');
  const mac = platform === 'darwin';
  const mod = mac ? stroke.metaKey : stroke.ctrlKey;
  const other = mac ? stroke.ctrlKey : stroke.metaKey;
  if (other || stroke.altKey || mod !== wantsMod) return false;
  // What a lone character takes to be typed is the keyboard's business.
  if (!isPlain(keys) && stroke.shiftKey !== names.includes('Shift')) return false;
  return isKey(names.at(-1) ?? '', stroke);
};

/**
 * The shortcut a key stroke is; null: none. `typing`: it goes into a text, where characters are characters and only
 * what takes a modifier or a key without one is a shortcut.
 */
export const shortcutOf = (
  stroke: Stroke,
  platform: Platform,
  typing: boolean,
): BoundShortcut | null => {
  const found = entriesOf(boundShortcuts).find(([, entry]) =>
    keysOf(entry, platform).some(
      (one) => !(typing && isPlain(one)) && matches(one, stroke, platform),
    ),
  );
  return found?.[0] ?? null;
};

const symbols: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧' };

/** The caps of one way to press a shortcut, as the platform's keyboards have them. */
export const capsOf = (keys: string, platform: Platform): readonly string[] =>
  keys.split('+').map((name) => {
    if (platform === 'darwin') return symbols[name] ?? name;
    return name === 'Mod' ? 'Ctrl' : name;
  });
