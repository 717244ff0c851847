import { afterEach, describe, expect, it } from 'vitest';
import type { Platform } from '../../../app/model.ts';
import type { GlobalShortcutState } from '../../../app/session/global-shortcut.ts';
import { english, languageFor } from '../../../app/view/language.ts';
import { capWord, globalShortcutWords } from '../../../app/view/words.ts';
import { speak } from '../../../app/view/words/say.ts';

const chord = { modifiers: ['Super', 'Shift'], key: 'F' } as const;

describe('the keys from everywhere', () => {
  it.each<[string, GlobalShortcutState, Platform, string]>([
    ['nobody wants', { kind: 'off' }, 'linux', 'No keys open the search from everywhere.'],
    ['that work', { kind: 'listens', chord }, 'darwin', '⇧⌘F opens the search from everywhere.'],
    [
      'of another program',
      { kind: 'refused', chord, why: 'taken' },
      'win32',
      'Win+Shift+F belongs to another program, so it opens nothing here; choose other keys.',
    ],
    [
      'under Wayland',
      { kind: 'refused', chord, why: 'no-such-way' },
      'linux',
      'Under Wayland no program can listen to Super+Shift+F; in the keyboard settings of the desktop let a key start fobwatch-desktop --search.',
    ],
  ])('%s are said so, with what to do', (_, state, platform, words) => {
    expect(globalShortcutWords(state, platform)).toBe(words);
  });
});

describe('the caps of keys', () => {
  afterEach(() => speak(english));

  it('are called what keyboards of the language have on them', () => {
    speak(languageFor(['de']));
    expect(
      ['Ctrl', 'Shift', 'PageUp', 'Space', 'Delete', 'F', '?', 'F1', '⌘'].map(capWord),
    ).toEqual(['Strg', 'Umschalt', 'Bild↑', 'Leertaste', 'Entf', 'F', '?', 'F1', '⌘']);
    const keys = { modifiers: ['Ctrl', 'Alt'], key: 'Home' } as const;
    expect(globalShortcutWords({ kind: 'listens', chord: keys }, 'linux')).toContain(
      'Strg+Alt+Pos1',
    );
    expect(globalShortcutWords({ kind: 'listens', chord: keys }, 'darwin')).toContain('⌃⌥Pos1');
  });
});
