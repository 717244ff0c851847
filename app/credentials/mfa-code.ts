import type { Failure } from '../failure.ts';
import type { Instant, MfaCode } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';

/** A TOTP step is 30 s long, in ms, counted from 1970. */
export const stepLength = 30_000;

const isCode = (text: string): text is MfaCode => /^[0-9]{6}$/.test(text);

/**
 * Six digits from what was typed or pasted: spaces, dashes and line ends around and between digits are dropped.
 * TokenCode is a text: leading zeros count (aws-rules.md, Limits).
 */
export const parseCode = (typed: string): Result<MfaCode, Failure> => {
  const digits = typed.replace(/[\s\u00a0\u2009\u202f-]/g, '');
  if (isCode(digits)) return ok(digits);
  return fail({ kind: 'code-malformed', digits: digits.replace(/[^0-9]/g, '').length });
};

/** The 30 s step of an instant, in STS's time. */
export const stepOf = (now: Instant): number => Math.floor(now / stepLength);

/** When the next code begins to count, given the last spent step; null when one can be sent now. */
export const nextCodeAt = (spentStep: number | undefined, now: Instant): Instant | null =>
  spentStep !== undefined && spentStep >= stepOf(now) ? (spentStep + 1) * stepLength : null;

/** Hardware keys of the FIDO kind have no codes; AWS marks their serials with `u2f/`. */
export const isFido = (serial: string): boolean => /[:/]u2f\//.test(serial);
