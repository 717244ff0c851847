import type { Device } from '../../devices/identify.ts';
import { assertNever } from '../../result.ts';
import { deviceWords } from './device-name.ts';
import { t } from './say.ts';

/** A device in the pick list. */
export const deviceChoice = (device: Device): string => {
  switch (device.kind) {
    case 'codes':
      return deviceWords(device.serial);
    case 'guessed':
      return t`${deviceWords(device.serial)} (its usual name, not confirmed)`;
    case 'fido':
      return t`${deviceWords(device.serial)} (security key, gives no codes)`;
    default:
      return assertNever(device.kind);
  }
};

/** What a person should know of the devices at hand; null when there is nothing to explain. */
export const deviceNote = (devices: readonly Device[]): string | null => {
  if (devices.some(({ kind }) => kind === 'codes')) return null;
  if (devices.some(({ kind }) => kind === 'fido'))
    return t`AWS takes no security key for the command line: add a virtual device beside it (Devices and keys).`;
  return devices.length === 0
    ? null
    : t`AWS does not let this key list its devices, so this is the name a virtual device usually has.`;
};
