import { fail, ok } from '../../app/result.ts';
import { devicesOf, type Caller } from './caller.ts';
import { accessDenied, type Outcome } from './errors.ts';
import type { Params } from './params.ts';
import type { CodeLedger } from './totp.ts';

/** The three texts AWS has for a code it does not take (aws-rules, "Errors"), letter by letter. */
const HALF =
  'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.';
const WRONG_DEVICE =
  'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
const WRONG_CODE = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';

/**
 * Checks the serial number and code of a call and spends the code. True when MFA was shown, false
 * when the call carries none. A FIDO device cannot be used here, as with the real STS.
 */
export const checkMfa = (
  params: Params,
  caller: Caller,
  { codes, now }: { readonly codes: CodeLedger; readonly now: number },
): Outcome<boolean> => {
  const serial = params.get('SerialNumber');
  const code = params.get('TokenCode');
  if (serial === undefined && code === undefined) return ok(false);
  if (serial === undefined || code === undefined) return fail(accessDenied(HALF));
  const device = devicesOf(caller).find((candidate) => candidate.serial === serial);
  if (device?.kind !== 'totp') return fail(accessDenied(WRONG_DEVICE));
  return codes.spend(serial, device, code, now) ? ok(true) : fail(accessDenied(WRONG_CODE));
};
