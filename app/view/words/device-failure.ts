import type { DeviceFailure } from '../../devices/device-failure.ts';
import type { Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import { deviceWords } from './device-name.ts';
import { leftWords } from './time.ts';
import { enterCode, type Said } from './ways.ts';
import { plural, spoken, t } from './say.ts';

const foreign = spoken({
  first:
    'The first code is not of this device; look at its entry in the authenticator and type again.',
  second:
    'The second code is not of this device; look at its entry in the authenticator and type again.',
  both: 'These codes are not of this device; look at its entry in the authenticator and type again.',
  only: 'This code is not of this device; look at its entry in the authenticator and type again.',
} as const);

const seedProblems = spoken({
  unreadable: 'This is no seed: base 32 has the letters A to Z and the digits 2 to 7.',
  'too-short': 'This seed is cut short; paste the whole of it.',
  form: 'This entry makes other codes than AWS takes: they must have 6 digits, change every 30 s and use SHA-1.',
} as const);

/** "2 min ahead", "90 s behind". */
const driftWords = (drift: number): string =>
  drift > 0 ? t`${leftWords(drift)} ahead` : t`${leftWords(-drift)} behind`;

/** How many digits a code of the two has, where it has not six. */
const digitsTyped = ({ digits, which }: Extract<DeviceFailure, { kind: 'digits' }>): string => {
  if (which === 'first')
    return digits === 0
      ? t`A code has 6 digits; none was typed as the first one.`
      : plural(digits, {
          one: 'A code has 6 digits; # was typed as the first one.',
          other: 'A code has 6 digits; # were typed as the first one.',
        });
  return digits === 0
    ? t`A code has 6 digits; none was typed as the second one.`
    : plural(digits, {
        one: 'A code has 6 digits; # was typed as the second one.',
        other: 'A code has 6 digits; # were typed as the second one.',
      });
};

/** What is wrong with a device, and what to do now. */
export const deviceFailureSaid = (failure: DeviceFailure, now: Instant): Said => {
  switch (failure.kind) {
    case 'no-user':
      return [
        t`${failure.identity} is not the key of an IAM user, so AWS makes no device for it here; use the IAM console.`,
        null,
      ];
    case 'key-in-file':
      return [
        t`The key of ${failure.identity} lies in a file; import it into the keychain first, so that the new device is kept with it.`,
        null,
      ];
    case 'too-many':
      return [
        t`${failure.user} has ${failure.count} MFA devices, and AWS allows no more; delete one first.`,
        null,
      ];
    case 'name-malformed':
      return [t`The name may have letters, digits and + = , . @ _ - only, 226 at most.`, null];
    case 'device-name-taken':
      return failure.unassigned
        ? [
            t`There is a device ${failure.name} that is nobody’s; remove it and make it again, or choose another name.`,
            null,
          ]
        : [
            t`There is a device ${failure.name} in this account already; choose another name.`,
            null,
          ];
    case 'name-denied':
      return [
        t`AWS denied a device of this name; many companies allow only one named like the user, so try ${failure.user}.`,
        null,
      ];
    case 'digits':
      return [digitsTyped(failure), null];
    case 'codes-equal':
      return [
        t`Both codes are the same; type the one that is shown now, wait for the next, and type that.`,
        null,
      ];
    case 'codes-swapped':
      return [t`These codes are in the wrong order: the older one comes first.`, null];
    case 'codes-apart':
      return [t`Another code was shown between these two; type two that follow each other.`, null];
    case 'code-foreign':
      return [foreign[failure.which], null];
    case 'codes-refused':
      return failure.drift === null
        ? [t`AWS did not take these codes; type the next two.`, null]
        : [
            t`AWS did not take these codes: the clock of the authenticator is ${driftWords(failure.drift)}; set it and type the next two.`,
            null,
          ];
    case 'learning':
      return [
        t`AWS is still learning of the device; ${failure.nextCodeAt <= now ? t`the next code is there` : t`next code in ${leftWords(failure.nextCodeAt - now)}`}.`,
        enterCode,
      ];
    case 'device-unsure':
      return [
        t`No answer came, so nobody knows whether AWS took the codes; type the next two.`,
        null,
      ];
    case 'not-removed':
      return [
        t`${deviceWords(failure.serial)} could not be removed, and is nobody’s; it gives no codes. Try again later.`,
        null,
      ];
    case 'seed':
      return [seedProblems[failure.problem], null];
    case 'no-seed':
      return [
        t`The keychain has no seed for ${failure.identity} any more; paste it again, or type the code.`,
        enterCode,
      ];
    case 'no-code':
      return [
        t`${failure.program} printed something other than six digits; run it in a terminal, or type the code.`,
        enterCode,
      ];
    default:
      return assertNever(failure);
  }
};
