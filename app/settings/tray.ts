import { oneOf } from './decoders.ts';
import { settingOf } from './setting.ts';

const setting = settingOf('tray');

export const traySettings = {
  /** Tray icon colour, where the desktop does not decide by itself. */
  trayIcon: setting({
    key: 'icon',
    says: 'auto, light or dark',
    standard: 'auto',
    decode: oneOf('auto', 'light', 'dark'),
  }),
  /** Whether what is left stands beside the icon, on a Mac. */
  trayText: setting({
    key: 'text',
    says: 'off, or left: what is left as text beside the icon, on macOS',
    standard: 'off',
    decode: oneOf('off', 'left'),
  }),
};
