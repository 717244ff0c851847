import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chordCaps,
  chordOf,
  chordText,
  modifiers,
  parseChord,
  usualChord,
} from '../../../app/keys/chord.ts';
import { decodeSetting } from '../../../app/settings.ts';

const writtenAs = (text: string): string | null => {
  const chord = parseChord(text);
  return chord && chordText(chord);
};

describe('keys that work everywhere', () => {
  it.each([
    ['ctrl+alt+f', 'Ctrl+Alt+F'],
    ['Shift + Super + F', 'Super+Shift+F'],
    ['Option+Cmd+space', 'Super+Alt+Space'],
    ['Win+Control+pageup', 'Super+Ctrl+PageUp'],
    ['F12', 'F12'],
    ['shift+f5', 'Shift+F5'],
    ['Ctrl+Enter', 'Ctrl+Return'],
    ['Ctrl+9', 'Ctrl+9'],
  ])('are read from "%s" as %s', (text, written) => {
    expect(writtenAs(text)).toBe(written);
  });

  it.each([
    '',
    'Ctrl',
    'Ctrl+',
    'Ctrl+Ctrl+F',
    'Ctrl+Control+F',
    'Ctrl+F+G',
    'Hyper+F',
    'Ctrl+F25',
    'Ctrl+ö',
    // Everybody types these.
    'F',
    'Shift+F',
    'Shift+Tab',
    'Space',
  ])('are none in "%s"', (text) => {
    expect(parseChord(text)).toBeNull();
  });

  it('read back as they are written, in whatever order and case', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...modifiers], { minLength: 1 }),
        fc.constantFrom('A', '7', 'F3', 'Space', 'PageDown'),
        fc.boolean(),
        (held, key, small) => {
          fc.pre(held.join() !== 'Shift' || key === 'F3');
          const text = [...held, key].join('+');
          const written = writtenAs(small ? text.toLowerCase() : text);
          expect(written).not.toBeNull();
          expect(writtenAs(written ?? '')).toBe(written);
        },
      ),
    );
  });

  it('are named as each platform’s people do', () => {
    const chord = { modifiers: ['Super', 'Ctrl'], key: 'F' } as const;
    expect(chordCaps(chord, 'darwin')).toEqual(['⌃', '⌘', 'F']);
    expect(chordCaps(chord, 'win32')).toEqual(['Win', 'Ctrl', 'F']);
    expect(chordCaps(chord, 'linux')).toEqual(['Super', 'Ctrl', 'F']);
  });
});

describe('the setting of the shortcut', () => {
  it.each([
    ['auto', 'auto'],
    [' none ', 'none'],
    ['off', 'none'],
    ['control+option+f', 'Ctrl+Alt+F'],
  ])('takes "%s" as %s', (text, value) => {
    expect(decodeSetting('globalShortcut', text)).toEqual({ ok: true, value });
  });

  it('refuses what everybody types, and says what it takes (ST13)', () => {
    expect(decodeSetting('globalShortcut', 'Shift+F')).toEqual({
      ok: false,
      rule: 'auto, none, or keys such as Ctrl+Alt+F with Ctrl, Alt or Super among them',
    });
  });

  it('means the usual keys of the platform where nobody chose, and none where none are wanted', () => {
    expect(chordOf('auto', 'linux')).toEqual(usualChord('linux'));
    expect(chordText(usualChord('linux'))).toBe('Super+Shift+F');
    expect(chordText(usualChord('darwin'))).toBe('Ctrl+Alt+F');
    expect(chordOf('none', 'linux')).toBeNull();
    expect(chordOf('Ctrl+Alt+F', 'linux')).toEqual(parseChord('Ctrl+Alt+F'));
  });
});
