import type { DeviceAct } from '../../session/device-wizard.ts';
import { deviceWords } from './device-name.ts';
import { leftWords } from './time.ts';
import { spoken, t } from './say.ts';

/** The wizard that makes a virtual MFA device (EX4), and what is done to devices outside it. */
export const wizardWords = spoken({
  title: 'Add MFA device',
  of: (identity: string): string => t`for ${identity}`,
  beginning: 'Asking AWS who this is and which devices there are',
  name: 'Name of the device',
  nameHelp: 'AWS shows it in the serial number. Many companies allow only the user’s own name.',
  make: 'Make device',
  making: 'AWS is making the device',
  replace: 'Remove it and make it again',
  scan: 'Scan this with the authenticator app',
  picture: 'QR code with the secret seed of the device',
  showText: 'Show as text',
  hideText: 'Hide text',
  seed: 'Seed',
  copy: 'Copy seed',
  copied: 'Copied; it leaves the clipboard by itself',
  codes: 'Then type two codes, one after the other',
  first: 'First code',
  second: 'Next code',
  enable: 'Enable',
  enabling: 'AWS is checking the codes',
  swap: 'Swap them',
  enabled: 'The device is enabled.',
  proof: 'One more code makes the first session with it.',
  code: 'Next code',
  prove: 'Start session',
  proving: 'AWS is checking the code',
  done: (serial: string): string =>
    t`${deviceWords(serial)} is ready: its codes are the ones that are asked for from now on.`,
  later: 'Later',
  leave: 'Cancel',
  leaveNote: 'Leaving removes the device, which is nobody’s yet.',
  close: 'Close',
  importKey: 'Import into keychain',
  add: 'Add device',
  addOf: (identity: string): string => t`Add an MFA device for ${identity}`,
} as const);

/** When the next code is shown; null: nothing has to be waited for. By the same clock, ms. */
export const nextCodeWords = (nextCodeAt: number | null, now: number): string | null =>
  nextCodeAt === null || nextCodeAt <= now
    ? null
    : t`These codes are spent: next code in ${leftWords(nextCodeAt - now)}`;

export const deviceActWords = spoken({
  resync: 'Resync',
  resyncOf: (device: string): string => t`Resync ${device}`,
  resyncHelp:
    'Where AWS refuses every code, the clocks have drifted apart. Type two codes, one after the other.',
  send: 'Send codes',
  cancel: 'Cancel',
  remove: 'Remove',
  removeOf: (device: string): string => t`Remove ${device}`,
  removeHelp: 'Which roles need MFA stop working for this user until another device is there.',
  removeLast:
    'It is the only device that gives codes: roles that need MFA stop working for this user.',
  deactivate: 'Deactivate',
  delete: 'Deactivate and delete',
  deactivateHelp:
    'A deactivated device stays in the account and is nobody’s; a deleted one is gone for good.',
  sureDelete: 'Really delete',
  sureDeactivate: 'Really deactivate',
  keep: 'Keep it',
  entry: 'Its entry in the authenticator gives no valid codes any more: delete it there.',
  left: (serial: string): string =>
    t`${deviceWords(serial)} was made and never enabled: it is nobody’s and gives no codes.`,
  removeLeft: 'Remove it',
  working: 'asking AWS',
} as const);

/** What became of the latest act. */
export const deviceDoneWords = (act: DeviceAct, serial: string): string => {
  const device = deviceWords(serial);
  switch (act) {
    case 'resync':
      return t`${device} is in step with AWS again.`;
    case 'deactivate':
      return t`${device} is deactivated; it is nobody’s now.`;
    case 'delete':
      return t`${device} is deleted. ${deviceActWords.entry}`;
    case 'remove-left':
      return t`${device} is removed.`;
    default:
      return act satisfies never;
  }
};
