import { secret } from '../../app/secret.ts';
import { emptyDisk, type Disk } from './model-engine.ts';

/** Ada's key in the keychain, so that it can sign also while the files are shut. */
export const keptDisk = (): Disk => {
  const accessKeyId = 'AKIAMODEL00000000001';
  const secretAccessKey = secret('model-long-term-secret-0123456789abcdefg');
  const serial = 'arn:aws:iam::111122223333:mfa/ada';
  return {
    ...emptyDisk(),
    keys: new Map([['ada', { accessKeyId, secretAccessKey }]]),
    known: [{ name: 'ada', accessKeyId, serial, userArn: null, account: null, alias: null }],
  };
};
