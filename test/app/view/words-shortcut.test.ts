import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../app/model.ts';
import type { GlobalShortcutState } from '../../../app/session/global-shortcut.ts';
import { globalShortcutWords } from '../../../app/view/words.ts';

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
