import type { DeviceFailure } from '../../devices/device-failure.ts';
import type { Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import { deviceWords } from './device-name.ts';
import { leftWords } from './time.ts';
import { enterCode, type Said } from './ways.ts';

const which = {
  first: 'The first code is',
  second: 'The second code is',
  both: 'These codes are',
  only: 'This code is',
} as const;

const seedProblems = {
  unreadable: 'This is no seed: base 32 has the letters A to Z and the digits 2 to 7.',
  'too-short': 'This seed is cut short; paste the whole of it.',
  form: 'This entry makes other codes than AWS takes: they must have 6 digits, change every 30 s and use SHA-1.',
} as const;

/** "2 min ahead", "90 s behind". */
const driftWords = (drift: number): string =>
  `${leftWords(Math.abs(drift))} ${drift > 0 ? 'ahead' : 'behind'}`;

/** What is wrong with a device, and what to do now. */
export const deviceFailureSaid = (failure: DeviceFailure, now: Instant): Said => {
  switch (failure.kind) {
    case 'no-user':
      return [
        `${failure.identity} is not the key of an IAM user, so AWS makes no device for it here; use the IAM console.`,
        null,
      ];
    case 'key-in-file':
      return [
        `The key of ${failure.identity} lies in a file; import it into the keychain first, so that the new device is kept with it.`,
        null,
      ];
    case 'too-many':
      return [
        `${failure.user} has ${failure.count} MFA devices, and AWS allows no more; delete one first.`,
        null,
      ];
    case 'name-malformed':
      return ['The name may have letters, digits and + = , . @ _ - only, 226 at most.', null];
    case 'device-name-taken':
      return failure.unassigned
        ? [
            `There is a device ${failure.name} that is nobody’s; remove it and make it again, or choose another name.`,
            null,
          ]
        : [`There is a device ${failure.name} in this account already; choose another name.`, null];
    case 'name-denied':
      return [
        `AWS denied a device of this name; many companies allow only one named like the user, so try ${failure.user}.`,
        null,
      ];
    case 'digits':
      return [
        `A code has 6 digits; ${failure.digits === 0 ? 'none was' : failure.digits === 1 ? '1 was' : `${failure.digits} were`} typed as the ${failure.which} one.`,
        null,
      ];
    case 'codes-equal':
      return [
        'Both codes are the same; type the one that is shown now, wait for the next, and type that.',
        null,
      ];
    case 'codes-swapped':
      return ['These codes are in the wrong order: the older one comes first.', null];
    case 'codes-apart':
      return ['Another code was shown between these two; type two that follow each other.', null];
    case 'code-foreign':
      return [
        `${which[failure.which]} not of this device; look at its entry in the authenticator and type again.`,
        null,
      ];
    case 'codes-refused':
      return failure.drift === null
        ? ['AWS did not take these codes; type the next two.', null]
        : [
            `AWS did not take these codes: the clock of the authenticator is ${driftWords(failure.drift)}; set it and type the next two.`,
            null,
          ];
    case 'learning':
      return [
        `AWS is still learning of the device; ${failure.nextCodeAt <= now ? 'the next code is there' : `next code in ${leftWords(failure.nextCodeAt - now)}`}.`,
        enterCode,
      ];
    case 'device-unsure':
      return [
        'No answer came, so nobody knows whether AWS took the codes; type the next two.',
        null,
      ];
    case 'not-removed':
      return [
        `${deviceWords(failure.serial)} could not be removed, and is nobody’s; it gives no codes. Try again later.`,
        null,
      ];
    case 'seed':
      return [seedProblems[failure.problem], null];
    case 'no-seed':
      return [
        `The keychain has no seed for ${failure.identity} any more; paste it again, or type the code.`,
        enterCode,
      ];
    case 'no-code':
      return [
        `${failure.program} printed something other than six digits; run it in a terminal, or type the code.`,
        enterCode,
      ];
    default:
      return assertNever(failure);
  }
};
