import type { Platform } from '../model.ts';

/** Keys pressed together, as settings.ini writes them: `Super+Shift+F`. Modifiers in this order, the key last. */
export const modifiers = ['Super', 'Ctrl', 'Alt', 'Shift'] as const;
export type Modifier = (typeof modifiers)[number];

export type Chord = {
  readonly modifiers: readonly Modifier[];
  /** A capital letter, a digit, a function key or one of the named keys. */
  readonly key: string;
};

/** What people call the modifiers, in small letters. */
const modifierNames: Readonly<Record<string, Modifier>> = {
  ctrl: 'Ctrl',
  control: 'Ctrl',
  alt: 'Alt',
  option: 'Alt',
  shift: 'Shift',
  super: 'Super',
  meta: 'Super',
  win: 'Super',
  windows: 'Super',
  cmd: 'Super',
  command: 'Super',
};

/** Keys with names that every desktop knows, by their names in small letters. */
const namedKeys: Readonly<Record<string, string>> = {
  space: 'Space',
  tab: 'Tab',
  enter: 'Return',
  return: 'Return',
  home: 'Home',
  end: 'End',
  insert: 'Insert',
  delete: 'Delete',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
};

const isFunctionKey = (key: string): boolean => /^F([1-9]|1\d|2[0-4])$/.test(key);

const keyOf = (name: string): string | null => {
  const upper = name.toUpperCase();
  if (/^[A-Z0-9]$/.test(upper) || isFunctionKey(upper)) return upper;
  return namedKeys[name.toLowerCase()] ?? null;
};

/**
 * Keys from a text such as `ctrl+shift+f` or `Cmd+Option+F`; null when they are none, or such as everybody types: a
 * chord that works everywhere has Ctrl, Alt or Super in it, or is a function key.
 */
export const parseChord = (text: string): Chord | null => {
  const names = text.split('+').map((name) => name.trim());
  const key = keyOf(names.at(-1) ?? '');
  const held = names.slice(0, -1).map((name) => modifierNames[name.toLowerCase()]);
  if (key === null || held.includes(undefined) || new Set(held).size !== held.length) return null;
  const isTyped = held.every((modifier) => modifier === 'Shift') && !isFunctionKey(key);
  if (isTyped) return null;
  return { modifiers: modifiers.filter((modifier) => held.includes(modifier)), key };
};

/** The same as settings.ini writes it. */
export const chordText = (chord: Chord): string => [...chord.modifiers, chord.key].join('+');

/** What each platform's people call the modifiers. */
const called: Readonly<Record<Platform, Readonly<Record<Modifier, string>>>> = {
  darwin: { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Super: '⌘' },
  linux: { Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift', Super: 'Super' },
  win32: { Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift', Super: 'Win' },
};

/** The caps of a chord, as the platform's keyboards and menus have them. */
export const chordCaps = (chord: Chord, platform: Platform): readonly string[] => [
  // A Mac has Command last.
  ...(platform === 'darwin'
    ? chord.modifiers.toSorted((a, b) => Number(a === 'Super') - Number(b === 'Super'))
    : chord.modifiers
  ).map((modifier) => called[platform][modifier]),
  chord.key,
];

/**
 * What opens the search from everywhere where nobody chose: with Super, since editors and browsers use most of what
 * begins with Ctrl (Ctrl+Shift+F looks through files); on a Mac, where Super is Command and theirs, with Ctrl and Alt.
 */
export const usualChord = (platform: Platform): Chord => ({
  modifiers: platform === 'darwin' ? ['Ctrl', 'Alt'] : ['Super', 'Shift'],
  key: 'F',
});

/** The chord of a setting: `auto`, `none` or keys. */
export const chordOf = (setting: string, platform: Platform): Chord | null =>
  setting === 'auto' ? usualChord(platform) : setting === 'none' ? null : parseChord(setting);
