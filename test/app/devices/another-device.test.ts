import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFido } from '../../../app/credentials/mfa-code.ts';
import { nextDevice } from '../../../app/devices/another-device.ts';

const ada = 'arn:aws:iam::111122223333:mfa/ada';
const phone = 'arn:aws:iam::111122223333:mfa/phone';
const tablet = 'arn:aws:iam::111122223333:mfa/tablet';
const fido = 'arn:aws:iam::111122223333:u2f/user/ada/key-ABC';

describe('the device that a lock asks for', () => {
  it.each([
    ['the only other one, where the one before is gone', ada, [phone], false, phone],
    [
      'the first of those that show codes',
      ada,
      [fido, 'GAHT12345678', phone],
      false,
      'GAHT12345678',
    ],
    [
      'the next one, where the one before took another’s place',
      phone,
      [phone, tablet],
      true,
      tablet,
    ],
    ['the first again after the last', tablet, [phone, tablet], true, phone],
  ])('is %s', (_, current, listed, isReplaced, serial) => {
    expect(nextDevice(current, listed, isReplaced)).toEqual({ kind: 'found', serial });
  });

  it.each([
    ['it is the only one', [ada], false],
    ['others are listed beside it', [phone, ada, tablet], false],
    ['it is the only one that took another’s place', [ada], true],
  ])('stays while AWS lists it, where %s', (_, listed, isReplaced) => {
    expect(nextDevice(ada, listed, isReplaced)).toEqual({ kind: 'still-listed' });
  });

  it.each([
    ['none', []],
    ['none that shows codes', [fido]],
    ['one without a name', ['']],
  ])('stays where AWS lists %s', (_, listed) => {
    expect(nextDevice(ada, listed, false)).toEqual({ kind: 'none-listed' });
  });

  it('is never none, and never one that AWS does not list', () => {
    const serial = fc.constantFrom(ada, phone, tablet, fido, '');
    fc.assert(
      fc.property(
        fc.constantFrom(ada, phone, tablet),
        fc.uniqueArray(serial),
        fc.boolean(),
        (current, listed, isReplaced) => {
          const next = nextDevice(current, listed, isReplaced);
          if (next.kind !== 'found') return;
          expect(listed).toContain(next.serial);
          expect(next.serial).not.toBe('');
          expect(isFido(next.serial)).toBe(false);
          expect(isReplaced || !listed.includes(current)).toBe(true);
        },
      ),
    );
  });
});
