import { describe, expect, it } from 'vitest';
import { devicesOf, realUser, userOfArn, virtualSerial } from '../../../app/devices/identify.ts';

const ADA = 'arn:aws:iam::111122223333:user/ada';

describe('the user an ARN names', () => {
  it.each([
    [ADA, { partition: 'aws', account: '111122223333', name: 'ada' }],
    [
      'arn:aws-cn:iam::111122223333:user/team/eu/ada',
      { partition: 'aws-cn', account: '111122223333', name: 'ada' },
    ],
    ['arn:aws:iam::111122223333:root', null],
    ['arn:aws:sts::111122223333:assumed-role/dev/ada', null],
    ['arn:aws:sts::111122223333:federated-user/ada', null],
    ['', null],
  ])('%s', (arn, user) => {
    expect(userOfArn(arn)).toEqual(user);
  });
});

describe('devices to pick from', () => {
  it('SE2: where AWS lists none to us, the virtual device the caller would have', () => {
    expect(devicesOf(ADA, null)).toEqual([
      { serial: 'arn:aws:iam::111122223333:mfa/ada', kind: 'guessed' },
    ]);
  });

  it('keeps the partition of the caller in a guessed serial', () => {
    expect(virtualSerial('arn:aws-us-gov:iam::111122223333:user/x/ada')).toBe(
      'arn:aws-us-gov:iam::111122223333:mfa/ada',
    );
  });

  it('ST9: takes hardware serials as they are, and puts keys without codes last', () => {
    const fido = 'arn:aws:iam::111122223333:u2f/user/ada/key-ABC';
    expect(devicesOf(ADA, [fido, 'GAHT12345678', 'arn:aws:iam::111122223333:mfa/ada'])).toEqual([
      { serial: 'GAHT12345678', kind: 'codes' },
      { serial: 'arn:aws:iam::111122223333:mfa/ada', kind: 'codes' },
      { serial: fido, kind: 'fido' },
    ]);
  });

  it('guesses nothing for a user that has no device', () => {
    expect(devicesOf(ADA, [])).toEqual([]);
  });
});

describe('ST9: the real IAM user behind a profile', () => {
  const caller = { arn: 'arn:aws:iam::111122223333:user/ada', userId: 'AIDA1' };
  const own = { name: 'ada', id: 'AIDA1' };
  it.each([
    ['GetUser first', caller, own, null, own],
    [
      'ListUsers by the caller’s id',
      caller,
      null,
      [
        { name: 'bob', id: 'AIDA2' },
        { name: 'Ada', id: 'AIDA1' },
      ],
      { name: 'Ada', id: 'AIDA1' },
    ],
    ['the ARN where neither is allowed', caller, null, null, own],
    [
      'nobody for root',
      { arn: 'arn:aws:iam::111122223333:root', userId: '111122223333' },
      null,
      null,
      null,
    ],
  ])('%s', (_, who, user, users, expected) => {
    expect(realUser(who, user, users)).toEqual(expected);
  });
});
