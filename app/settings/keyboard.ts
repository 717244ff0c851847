import { chordText, parseChord } from '../keys/chord.ts';
import { t } from '../view/words/say.ts';
import type { Decoded } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('keyboard');

/** `auto`, `none` (or `off`), or keys in one way of writing them. */
const shortcut = (text: string): Decoded<string> => {
  const written = text.trim();
  // As the file's other switches are turned off.
  const value = written === 'off' ? 'none' : written;
  if (value === 'auto' || value === 'none') return { ok: true, value };
  const chord = parseChord(value);
  return chord === null
    ? {
        ok: false,
        rule: t`auto, none, or keys such as Ctrl+Alt+F with Ctrl, Alt or Super among them`,
      }
    : { ok: true, value: chordText(chord) };
};

export const keyboardSettings = {
  /** The keys that open the search from everywhere. */
  globalShortcut: setting({
    key: 'shortcut',
    says: 'opens the search from everywhere: auto, none, or keys such as Ctrl+Alt+F',
    standard: 'auto',
    decode: shortcut,
  }),
};
