import { afterEach, describe, expect, it } from 'vitest';
import type { Platform } from '../../app/model.ts';
import { english } from '../../app/view/language.ts';
import { capWord } from '../../app/view/words.ts';
import { speak } from '../../app/view/words/say.ts';
import {
  boundShortcuts,
  boundWhileLocked,
  capsOf,
  everyShortcut,
  keysOf,
  shortcutOf,
  shortcutsWhileLocked,
  type Stroke,
} from '../../renderer/state/shortcuts.ts';

const stroke = (over: Partial<Stroke>): Stroke => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...over,
});

describe('a key stroke', () => {
  it.each<[string, Partial<Stroke>, Platform, boolean, string | null]>([
    ['Ctrl+F', { key: 'f', ctrlKey: true }, 'linux', true, 'search'],
    ['Command+F on a Mac', { key: 'f', metaKey: true }, 'darwin', true, 'search'],
    ['Ctrl+F on a Mac', { key: 'f', ctrlKey: true }, 'darwin', true, null],
    ['Super+F elsewhere', { key: 'f', metaKey: true }, 'win32', false, null],
    ['Ctrl+Shift+F', { key: 'F', ctrlKey: true, shiftKey: true }, 'linux', false, null],
    ['AltGr+E', { key: '€', ctrlKey: true, altKey: true }, 'win32', false, null],
    [
      'Ctrl and the key in the place of F',
      { key: 'а', code: 'KeyF', ctrlKey: true },
      'linux',
      false,
      'search',
    ],
    ['a question mark', { key: '?', shiftKey: true }, 'linux', false, 'help'],
    ['a question mark that needs no Shift', { key: '?' }, 'linux', false, 'help'],
    ['a question mark in a text', { key: '?', shiftKey: true }, 'linux', true, null],
    ['F1 in a text', { key: 'F1' }, 'linux', true, 'help'],
    ['a slash', { key: '/' }, 'linux', false, 'search'],
    ['Escape in a text', { key: 'Escape' }, 'linux', true, 'back'],
    ['Ctrl+comma', { key: ',', ctrlKey: true }, 'linux', true, 'settings'],
    ['Ctrl+Shift+L', { key: 'L', ctrlKey: true, shiftKey: true }, 'linux', true, 'lock'],
    ['Ctrl+L, which elsewhere leads to a field', { key: 'l', ctrlKey: true }, 'linux', false, null],
    ['Ctrl+H', { key: 'h', ctrlKey: true }, 'linux', true, 'ledger'],
    ['Ctrl+H on Windows', { key: 'h', ctrlKey: true }, 'win32', true, 'ledger'],
    ['Command+H, which hides an app', { key: 'h', metaKey: true }, 'darwin', false, null],
    ['Command+Y', { key: 'y', metaKey: true }, 'darwin', true, 'ledger'],
    ['Ctrl+Y, which does again', { key: 'y', ctrlKey: true }, 'linux', true, null],
    ['a letter', { key: 'f' }, 'linux', false, null],
  ])('%s is what the table says', (_, over, platform, typing, expected) => {
    expect(shortcutOf(stroke(over), platform, typing)).toBe(expected);
  });
});

describe('the table of shortcuts', () => {
  afterEach(() => speak(english));

  it.each<Platform>(['linux', 'darwin', 'win32'])('gives no keys twice on %s', (platform) => {
    const keys = Object.values(boundShortcuts).flatMap((entry) => keysOf(entry, platform));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names each once', () => {
    const names = everyShortcut.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('lists for the locked window what is bound there and nothing else that is bound', () => {
    const listed = everyShortcut
      .map(([name]) => name)
      .filter((name) => shortcutsWhileLocked.includes(name));
    expect(listed.filter((name) => Object.hasOwn(boundShortcuts, name))).toEqual(boundWhileLocked);
  });

  it('shows Mod as each platform has it', () => {
    expect(capsOf('Mod+F', 'darwin')).toEqual(['⌘', 'F']);
    expect(capsOf('Mod+F', 'linux')).toEqual(['Ctrl', 'F']);
    expect(capsOf('?', 'linux')).toEqual(['?']);
  });

  it('has no cap with a name that other languages cannot say', () => {
    speak({ code: 'xx', intl: 'de', name: 'Marked', direction: 'ltr', of: (key) => `<${key}>` });
    const caps = everyShortcut.flatMap(([, entry]) =>
      keysOf(entry, 'linux').flatMap((one) => capsOf(one, 'linux')),
    );
    const named = caps.filter((cap) => /^[A-Za-z]{2}/.test(cap));
    expect(named.length).toBeGreaterThan(10);
    expect(named.map(capWord).filter((word) => !word.startsWith('<'))).toEqual([]);
  });
});
