import type { Failure } from '../failure.ts';
import type { Instant } from '../model.ts';
import type { SeedProblem } from './totp.ts';

/** What can go wrong with a device, beside what AWS itself says. Instants are by this computer's clock. */
export type DeviceFailure =
  /** Not the key of an IAM user: the account's root and roles have no devices that could be made here. */
  | { readonly kind: 'no-user'; readonly identity: string }
  /** The key lies in a file: its device would have to be named there. */
  | { readonly kind: 'key-in-file'; readonly identity: string }
  | { readonly kind: 'too-many'; readonly user: string; readonly count: number }
  | { readonly kind: 'name-malformed' }
  /** `unassigned`: nobody's, so that it may be removed and made again. */
  | { readonly kind: 'device-name-taken'; readonly name: string; readonly unassigned: boolean }
  /** Denied under this name; many companies allow only one like the user's. */
  | { readonly kind: 'name-denied'; readonly user: string; readonly cause: Failure }
  | { readonly kind: 'digits'; readonly which: 'first' | 'second'; readonly digits: number }
  | { readonly kind: 'codes-equal' }
  | { readonly kind: 'codes-swapped' }
  /** Between the two there was another. */
  | { readonly kind: 'codes-apart' }
  /** Of another entry of the authenticator, or mistyped. */
  | { readonly kind: 'code-foreign'; readonly which: 'first' | 'second' | 'both' | 'only' }
  /** AWS took them not; `drift`: how far the authenticator is ahead of AWS, ms, where that is known. */
  | { readonly kind: 'codes-refused'; readonly drift: number | null; readonly cause: Failure }
  /** AWS enabled the device, and STS has not heard of it yet. */
  | { readonly kind: 'learning'; readonly nextCodeAt: Instant }
  /** No answer came; whether it took is not known. */
  | { readonly kind: 'device-unsure'; readonly cause: Failure }
  | { readonly kind: 'not-removed'; readonly serial: string; readonly cause: Failure }
  | { readonly kind: 'seed'; readonly problem: SeedProblem }
  /** The keychain has none, though the identity's codes are to be made of it. */
  | { readonly kind: 'no-seed'; readonly identity: string }
  /** A program that should print a code printed something else, which is told nowhere. */
  | { readonly kind: 'no-code'; readonly program: string };
