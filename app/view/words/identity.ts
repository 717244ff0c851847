import type { Device } from '../../devices/identify.ts';
import { assertNever } from '../../result.ts';
import { spoken, t } from './say.ts';

/** The panel about one identity. */
export const identityWords = spoken({
  title: 'Devices and keys',
  more: 'Devices and keys',
  moreOf: (identity: string): string => t`Devices and keys of ${identity}`,
  which: 'Identity',
  devices: 'MFA devices',
  noDevices: 'AWS lists no MFA device for this user.',
  notAsked: 'AWS was not asked yet which devices this user has.',
  codesFromIt: 'codes come from it',
  pick: 'Use its codes',
  pickOf: (device: string): string => t`Use the codes of ${device}`,
  nobody: 'No identity yet: add the access key of an IAM user, and its devices are shown here.',
} as const);

/** What kind of device it is, as its serial number tells. */
export const deviceKindWords = (device: Device): string => {
  switch (device.kind) {
    case 'codes':
      return device.serial.includes(':mfa/') ? t`virtual device` : t`hardware device`;
    case 'guessed':
      return t`usual name, not confirmed`;
    case 'fido':
      return t`security key, gives no codes`;
    default:
      return assertNever(device.kind);
  }
};
