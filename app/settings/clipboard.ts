import { duration } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('clipboard');

export const clipboardSettings = {
  /** How long copied exports stay in the clipboard. */
  clipboardLife: setting({
    key: 'clear_after',
    says: 'how long copied exports stay in the clipboard',
    standard: 60,
    decode: duration(1, 3600),
  }),
};
