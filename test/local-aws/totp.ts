import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
const STEP_MS = STEP_SECONDS * 1000;
/** Steps before and after the current one that are accepted too. */
const WINDOW = 1;

/**
 * What makes the codes of a device: its base32 seed, seconds its clock is ahead, and seconds AWS takes it to be ahead
 * since a resync. Its steps are counted by its own clock.
 */
export type CodeSource = {
  readonly seed: string;
  readonly driftSeconds?: number;
  readonly knownDriftSeconds?: number;
};

const totp = (device: CodeSource): TOTP =>
  new TOTP({
    secret: Secret.fromBase32(device.seed),
    digits: 6,
    period: STEP_SECONDS,
    algorithm: 'SHA1',
  });

const ownTime = ({ driftSeconds = 0 }: CodeSource, atMs: number): number =>
  atMs + driftSeconds * 1000;

/** The six digits the device shows at a time (milliseconds since 1970). */
export const codeFor = (device: CodeSource, atMs: number): string =>
  totp(device).generate({ timestamp: ownTime(device, atMs) });

/** When the device shows the next code (milliseconds since 1970). */
export const nextStepAt = (atMs: number): number => (Math.floor(atMs / STEP_MS) + 1) * STEP_MS;

/** Remembers, over all calls, the last 30 s step each device has spent. */
export type CodeLedger = {
  /** True once for each code: its step and all earlier ones of that device are spent from then on. */
  spend(serial: string, device: CodeSource, code: string, nowMs: number): boolean;
  /**
   * Spends two codes, one right after the other, the first up to `window` steps away from now. Gives how far the
   * device's clock is ahead by them, in whole steps as seconds; undefined when they are not two such codes.
   */
  spendTwo(
    serial: string,
    device: CodeSource,
    codes: readonly [string, string],
    at: { readonly nowMs: number; readonly window: 'near' | 'far' },
  ): number | undefined;
  /** Whether the code the device shows at a time would no longer be taken. */
  isSpent(serial: string, device: CodeSource, atMs: number): boolean;
  /** For a new device under a serial number there once was. */
  forget(serial: string): void;
};

/** Steps from now at which the first of two codes may be: when enabling, and after a device has gone wrong for long. */
const FIRST_OF_TWO = { near: [-2, 0], far: [-120, 120] } as const;

const stepOf = (ms: number): number => Math.floor(ms / STEP_MS);

export const createCodeLedger = (): CodeLedger => {
  const lastSpent = new Map<string, number>();
  return {
    spend: (serial, device, code, nowMs) => {
      const generator = totp(device);
      const spent = lastSpent.get(serial) ?? -Infinity;
      const expected = stepOf(nowMs + (device.knownDriftSeconds ?? 0) * 1000);
      for (let step = expected - WINDOW; step <= expected + WINDOW; step += 1) {
        if (step > spent && generator.generate({ timestamp: step * STEP_MS }) === code) {
          lastSpent.set(serial, step);
          return true;
        }
      }
      return false;
    },
    spendTwo: (serial, device, [first, second], { nowMs, window }) => {
      const generator = totp(device);
      const at = (step: number): string => generator.generate({ timestamp: step * STEP_MS });
      const [from, to] = FIRST_OF_TWO[window];
      const steps = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      const found = steps
        .map((away) => stepOf(nowMs) + away)
        .filter((step) => step > (lastSpent.get(serial) ?? -Infinity))
        .find((step) => at(step) === first && at(step + 1) === second);
      if (found === undefined) return undefined;
      lastSpent.set(serial, found + 1);
      // Typed in while the second was shown: it is then the step of now.
      return (found + 1 - stepOf(nowMs)) * STEP_SECONDS;
    },
    isSpent: (serial, device, atMs) =>
      stepOf(ownTime(device, atMs)) <= (lastSpent.get(serial) ?? -Infinity),
    forget: (serial) => {
      lastSpent.delete(serial);
    },
  };
};
