import { languages } from '../view/language.ts';
import { oneOf } from './decoders.ts';
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
    decode: oneOf('auto', ...languages.map(({ code }) => code)),
  }),
};
