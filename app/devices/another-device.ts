import { isFido } from '../credentials/mfa-code.ts';

/** What AWS's list of a user's devices makes of the one whose codes are asked for. */
export type NextDevice =
  | { readonly kind: 'found'; readonly serial: string }
  /** The one that is asked for is still the user's: no other is asked for while it is. */
  | { readonly kind: 'still-listed' }
  /** None of them shows codes. */
  | { readonly kind: 'none-listed' };

/**
 * Which device a lock asks for once AWS was asked. Another one is taken only where AWS lists the current one no more:
 * whoever found an old device that was left registered gains nothing by asking. `isReplaced`: the current one took the
 * place of one that was gone, and where AWS lists several, the next of them is meant. None is no answer that opens
 * anything.
 */
export const nextDevice = (
  current: string,
  listed: readonly string[],
  isReplaced: boolean,
): NextDevice => {
  const codes = listed.filter((serial) => serial !== '' && !isFido(serial));
  const at = codes.indexOf(current);
  const serial = codes[(at + 1) % codes.length];
  if (serial === undefined) return { kind: 'none-listed' };
  if (serial === current || (at !== -1 && !isReplaced)) return { kind: 'still-listed' };
  return { kind: 'found', serial };
};
