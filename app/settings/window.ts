import { languages, settableLanguages } from '../view/language.ts';
import { duration, oneOf } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('window');

export const windowSettings = {
  /** Colours of the window; `system`: as the desktop has it. */
  theme: setting({
    key: 'theme',
    says: 'system, light or dark',
    standard: 'system',
    decode: oneOf('system', 'light', 'dark'),
  }),
  /** Code of the language that everything is said in; `auto`: the first one of the system's that is spoken. */
  language: setting({
    key: 'language',
    says: `auto, ${languages.map(({ code }) => code).join(', ')}: the language of the window, the menu, notices and the command; auto: the system’s`,
    standard: 'auto',
    decode: oneOf('auto', ...settableLanguages.map(({ code }) => code)),
  }),
  /** How long the hidden popover is kept; it is then destroyed, and its memory given back. */
  windowKept: setting({
    key: 'keep',
    says: 'how long the hidden window is kept ready; then its memory is given back',
    standard: 300,
    decode: duration(1, 86_400),
  }),
};
