import type { RotationCause } from '../../failure.ts';
import { assertNever } from '../../result.ts';

/** Why a rotation does not go on, and what to do. */
export const rotationFailureWords = (identity: string, cause: RotationCause): string => {
  switch (cause.kind) {
    case 'two-keys':
      return `AWS lets a user have two access keys, and ${cause.other} is the second of ${identity}; delete it if nothing needs it, then rotate.`;
    case 'not-proven':
      return `AWS does not take the new key of ${identity} yet; the old one is still in use, so try again in a while or go back.`;
    case 'other-user':
      return `The new key is not of the user that ${identity} is; go back, and check the identity.`;
    case 'not-in-force':
      return `A key of ${identity} is not where the rotation put it; look into the keychain and the credentials file, then go on or go back.`;
    case 'under-way':
      return `The key of ${identity} is being rotated; let that end, or go back.`;
    case 'none':
      return `No rotation of the key of ${identity} is under way; start one.`;
    case 'no-way-back':
      return `The old key of ${identity} may be deleted already, so there is no way back; go on.`;
    default:
      return assertNever(cause);
  }
};
