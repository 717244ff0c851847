import { isFido } from '../credentials/mfa-code.ts';

/** A device that could be an identity's. `guessed`: nobody listed it; it has the name a virtual device usually has. */
export type Device = {
  readonly serial: string;
  readonly kind: 'codes' | 'fido' | 'guessed';
};

/** Who an ARN of an IAM user names; null for the account's root, roles and federated users. */
export const userOfArn = (
  arn: string,
): { readonly partition: string; readonly account: string; readonly name: string } | null => {
  const found = /^arn:([^:]+):iam::(\d{12}):user\/(?:.*\/)?([\w+=,.@-]+)$/.exec(arn);
  if (found === null) return null;
  const [, partition = '', account = '', name = ''] = found;
  return { partition, account, name };
};

/** The serial number of a user's virtual device by AWS's usual naming (ST9, SE2); null where there is none. */
export const virtualSerial = (userArn: string): string | null => {
  const user = userOfArn(userArn);
  return user && `arn:${user.partition}:iam::${user.account}:mfa/${user.name}`;
};

/**
 * The pick list of devices: those AWS lists, ones with codes first; where AWS may not be asked (`listed` null), the
 * virtual device the caller would have. Hardware serials are taken as they are; FIDO keys are shown, since a person
 * looks for them, but give no codes.
 */
export const devicesOf = (userArn: string, listed: readonly string[] | null): readonly Device[] => {
  if (listed === null) {
    const serial = virtualSerial(userArn);
    return serial === null ? [] : [{ serial, kind: 'guessed' }];
  }
  const all = listed.map((serial): Device => ({ serial, kind: isFido(serial) ? 'fido' : 'codes' }));
  return [
    ...all.filter(({ kind }) => kind === 'codes'),
    ...all.filter(({ kind }) => kind === 'fido'),
  ];
};

/** A user as IAM knows it. */
export type IamUser = { readonly name: string; readonly id: string };

/**
 * The real IAM user behind a profile (ST9): what GetUser says, else the one of ListUsers with the caller's id, else
 * what the caller's ARN names. Null for root and roles.
 */
export const realUser = (
  caller: { readonly arn: string; readonly userId: string },
  own: IamUser | null,
  users: readonly IamUser[] | null,
): IamUser | null => {
  if (own !== null) return own;
  const listed = users?.find(({ id }) => id === caller.userId);
  if (listed !== undefined) return listed;
  const named = userOfArn(caller.arn);
  return named && { name: named.name, id: caller.userId };
};
