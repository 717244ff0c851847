import { describe, expect, it } from 'vitest';
import type { Device } from '../../../app/devices/identify.ts';
import { deviceKindWords } from '../../../app/view/words.ts';

describe('what kind a device is', () => {
  it.each<[Device, string]>([
    [{ serial: 'arn:aws:iam::111122223333:mfa/ada', kind: 'codes' }, 'virtual device'],
    [{ serial: 'GAHT12345678', kind: 'codes' }, 'hardware device'],
    [{ serial: 'arn:aws:iam::111122223333:mfa/ada', kind: 'guessed' }, 'usual name, not confirmed'],
    [
      { serial: 'arn:aws:iam::111122223333:u2f/user/ada/key', kind: 'fido' },
      'security key, gives no codes',
    ],
  ])('%o', (device, words) => {
    expect(deviceKindWords(device)).toBe(words);
  });
});
