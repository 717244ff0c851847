import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
const STEP_MS = STEP_SECONDS * 1000;
/** Steps before and after the current one that are accepted too. */
const WINDOW = 1;

/** What makes the codes of a device: its base32 seed. */
export type CodeSource = { readonly seed: string };

const totp = (device: CodeSource): TOTP =>
  new TOTP({
    secret: Secret.fromBase32(device.seed),
    digits: 6,
    period: STEP_SECONDS,
    algorithm: 'SHA1',
  });

/** The six digits the device shows at a time (milliseconds since 1970). */
export const codeFor = (device: CodeSource, atMs: number): string =>
  totp(device).generate({ timestamp: atMs });

/** When the device shows the next code (milliseconds since 1970). */
export const nextStepAt = (atMs: number): number => (Math.floor(atMs / STEP_MS) + 1) * STEP_MS;

/** Remembers, over all calls, the last 30 s step each device has spent. */
export type CodeLedger = {
  /** True once for each code: its step and all earlier ones of that device are spent from then on. */
  spend(serial: string, device: CodeSource, code: string, nowMs: number): boolean;
  /** Whether the code the device shows at a time would no longer be taken. */
  isSpent(serial: string, atMs: number): boolean;
};

const stepOf = (ms: number): number => Math.floor(ms / STEP_MS);

export const createCodeLedger = (): CodeLedger => {
  const lastSpent = new Map<string, number>();
  return {
    spend: (serial, device, code, nowMs) => {
      const generator = totp(device);
      const spent = lastSpent.get(serial) ?? -Infinity;
      for (let step = stepOf(nowMs) - WINDOW; step <= stepOf(nowMs) + WINDOW; step += 1) {
        if (step > spent && generator.generate({ timestamp: step * STEP_MS }) === code) {
          lastSpent.set(serial, step);
          return true;
        }
      }
      return false;
    },
    isSpent: (serial, atMs) => stepOf(atMs) <= (lastSpent.get(serial) ?? -Infinity),
  };
};
