import { parseCode } from '../credentials/mfa-code.ts';
import { isPassing, neverArrived } from '../credentials/classify.ts';
import type { Failure } from '../failure.ts';
import type { Instant, MfaCode } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { DeviceFailure } from './device-failure.ts';
import type { TwoCodes } from './iam-changes.ts';
import { userOfArn } from './identify.ts';
import { stepOfCode } from './totp.ts';

/** A user may hold eight devices (aws-rules.md). */
export const MOST_DEVICES = 8;

/** IAM's own rule; with the ARN before it a serial number stays within its 256 characters. */
const NAME = /^[\w+=,.@-]{1,226}$/;

export const checkDeviceName = (name: string): Result<string, DeviceFailure> => {
  const trimmed = name.trim();
  return NAME.test(trimmed) ? ok(trimmed) : fail({ kind: 'name-malformed' });
};

/** The serial number that a virtual device of this name has; null where the ARN is no user's. */
export const serialOf = (userArn: string, name: string): string | null => {
  const user = userOfArn(userArn);
  return user && `arn:${user.partition}:iam::${user.account}:mfa/${name}`;
};

/** The name in a virtual device's serial number. */
export const deviceName = (serial: string): string => serial.slice(serial.lastIndexOf('/') + 1);

/**
 * The name to begin with: the user's own, which AWS's usual policies allow and `mfa_serial` by habit means; the next
 * free number where the user has that one already.
 */
export const suggestDeviceName = (user: string, serials: readonly string[]): string => {
  const taken = new Set(serials.map(deviceName));
  let name = user;
  for (let at = 2; taken.has(name); at += 1) name = `${user}-${at}`;
  return name;
};

/** Two codes that may be sent, and the last step they spend; the step null where nobody knows. */
export type JudgedCodes = {
  readonly codes: TwoCodes;
  readonly step: number | null;
  /** How far the authenticator is ahead, ms; null: not known. */
  readonly drift: number | null;
};

const twoCodes = (first: string, second: string): Result<TwoCodes, DeviceFailure> => {
  const parsed = [parseCode(first), parseCode(second)] as const;
  for (const [at, which] of [
    [0, 'first'],
    [1, 'second'],
  ] as const) {
    const one = parsed[at];
    if (!one.ok && one.failure.kind === 'code-malformed')
      return fail({ kind: 'digits', which, digits: one.failure.digits });
  }
  const [one, two] = parsed;
  if (!one.ok || !two.ok) return fail({ kind: 'digits', which: 'first', digits: 0 });
  return one.value === two.value ? fail({ kind: 'codes-equal' }) : ok([one.value, two.value]);
};

/**
 * Two codes as typed, for enabling and resyncing. Where the seed is at hand (the wizard is open) what AWS would only
 * refuse is told as what it is: swapped, with another in between, or of another entry.
 */
export const judgeCodes = (
  first: string,
  second: string,
  seed: Secret | null,
  now: Instant,
): Result<JudgedCodes, DeviceFailure> => {
  const parsed = twoCodes(first, second);
  if (!parsed.ok) return parsed;
  const codes = parsed.value;
  if (seed === null) return ok({ codes, step: null, drift: null });
  const one = stepOfCode(seed, codes[0], now);
  const two = stepOfCode(seed, codes[1], now);
  if (one === null || two === null) {
    const both = one === null && two === null;
    return fail({
      kind: 'code-foreign',
      which: both ? 'both' : one === null ? 'first' : 'second',
    });
  }
  if (two < one) return fail({ kind: 'codes-swapped' });
  if (two > one + 1) return fail({ kind: 'codes-apart' });
  // The second is the one that is shown now.
  return ok({ codes, step: two, drift: two * 30_000 + 15_000 - now });
};

/** The code that proves the device: AWS counts no second try, so one that cannot be right is not sent. */
export const judgeProof = (typed: string, seed: Secret, now: Instant): Result<MfaCode, Failure> => {
  const code = parseCode(typed);
  if (!code.ok) return code;
  return stepOfCode(seed, code.value, now) === null
    ? fail({ kind: 'device', cause: { kind: 'code-foreign', which: 'only' } })
    : code;
};

/** What an answer to EnableMFADevice or ResyncMFADevice means. */
export type Took =
  | { readonly kind: 'taken' }
  /** It may have been taken: the list of devices tells. */
  | { readonly kind: 'look'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** Whether a call may have been done although it failed: no whole answer came, or AWS stumbled over its own. */
export const mayHaveActed = (failure: Failure): boolean => {
  if (failure.kind === 'aws') return failure.cause === 'server';
  return isPassing(failure) && !neverArrived(failure);
};

/** How far an authenticator may be off before it explains a refusal, ms: AWS takes the step before and after. */
const TELLING_DRIFT = 45_000;

/** `drift` as JudgedCodes has it. */
export const afterEnable = (answer: Result<null, Failure>, drift: number | null): Took => {
  if (answer.ok) return { kind: 'taken' };
  const { failure } = answer;
  if (failure.kind === 'aws') {
    // Assigned already: by the call whose answer was lost.
    if (failure.cause === 'name-exists') return { kind: 'look', failure };
    if (failure.cause === 'code-refused') {
      const told = drift !== null && Math.abs(drift) > TELLING_DRIFT ? drift : null;
      const cause: DeviceFailure = { kind: 'codes-refused', drift: told, cause: failure };
      return { kind: 'refused', failure: { kind: 'device', cause } };
    }
  }
  return mayHaveActed(failure) ? { kind: 'look', failure } : { kind: 'refused', failure };
};

/** IAM is eventually consistent: for so long, ms, STS may not know a device that was just enabled. */
const LEARNING = 5 * 60_000;

/** Whether a refusal only says that STS has not heard of the device yet. The code itself was right. */
export const isLearning = (failure: Failure, enabledAt: Instant, now: Instant): boolean =>
  failure.kind === 'aws' &&
  (failure.cause === 'device-refused' || failure.cause === 'code-refused') &&
  now - enabledAt < LEARNING;

/** What an answer to DeleteVirtualMFADevice says of the device. */
export type Removal = 'gone' | 'assigned' | 'there';

export const afterRemoval = (answer: Result<null, Failure>): Removal => {
  if (answer.ok) return 'gone';
  const { failure } = answer;
  if (failure.kind !== 'aws') return 'there';
  if (failure.cause === 'not-found') return 'gone';
  return failure.cause === 'in-use' ? 'assigned' : 'there';
};
