import { Secret as Key, TOTP, URI } from 'otpauth/slim';
import { parseCode, stepOf } from '../credentials/mfa-code.ts';
import type { Instant, MfaCode } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { reveal, secret, type Secret } from '../secret.ts';

/** AWS's virtual devices: RFC 6238 with SHA-1, six digits, 30 s. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const STEP = FORM.period * 1000;

const totpOf = (seed: Secret): TOTP => new TOTP({ ...FORM, secret: Key.fromBase32(reveal(seed)) });

/** The code of one 30 s step. */
const codeOf = (totp: TOTP, step: number): string => totp.generate({ timestamp: step * STEP });

/** The code a device with this seed shows at an instant of STS's time. */
export const codeAt = (seed: Secret, at: Instant): MfaCode => {
  const code = parseCode(codeOf(totpOf(seed), stepOf(at)));
  if (!code.ok) throw new Error('a code of other than six digits');
  return code.value;
};

/** So far, in steps (an hour), an authenticator whose clock is off is looked for. */
const REACH = 120;

/** The step a code is of, the one nearest to now; null: it is not of this seed within an hour. */
export const stepOfCode = (seed: Secret, code: MfaCode, now: Instant): number | null => {
  const totp = totpOf(seed);
  const current = stepOf(now);
  for (let away = 0; away <= REACH; away += 1) {
    if (codeOf(totp, current - away) === code) return current - away;
    if (codeOf(totp, current + away) === code) return current + away;
  }
  return null;
};

/** The code a program printed: six digits and nothing else but white space around them; null: something else. */
export const codeIn = (output: Secret): MfaCode | null => {
  const text = reveal(output).trim();
  const code = /^[0-9]{6}$/.test(text) ? parseCode(text) : null;
  return code?.ok === true ? code.value : null;
};

/** Why a text is no seed: `form`: its codes would not be those that AWS takes. */
export type SeedProblem = 'unreadable' | 'too-short' | 'form';

/** AWS makes seeds of 64 characters; what is shorter than 16 (80 bits) no service hands out. */
const SHORTEST = 16;

const fromBase32 = (text: string): Result<Secret, SeedProblem> => {
  const plain = text.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  if (!/^[A-Z2-7]+$/.test(plain)) return fail('unreadable');
  return plain.length < SHORTEST ? fail('too-short') : ok(secret(plain));
};

const fromUri = (text: string): Result<Secret, SeedProblem> => {
  try {
    const read = URI.parse(text);
    if (!(read instanceof TOTP)) return fail('form');
    const fits =
      read.algorithm === FORM.algorithm &&
      read.digits === FORM.digits &&
      read.period === FORM.period;
    return fits ? fromBase32(read.secret.base32) : fail('form');
  } catch {
    return fail('unreadable');
  }
};

/** A seed as a person pastes it: base 32 with spaces or dashes as shown, or a whole otpauth URI. */
export const parseSeed = (typed: Secret): Result<Secret, SeedProblem> => {
  const text = reveal(typed).trim();
  return /^otpauth:/i.test(text) ? fromUri(text) : fromBase32(text);
};

/** The issuer that AWS's own console names. */
const ISSUER = 'Amazon Web Services';

/** What an authenticator reads from the QR code; its entry names user and account, and the device where it has another name. */
export const otpauthUri = (
  seed: Secret,
  of: { readonly user: string; readonly account: string; readonly device: string },
): Secret => {
  const device = of.device === of.user ? '' : ` (${of.device})`;
  const totp = new TOTP({
    ...FORM,
    issuer: ISSUER,
    label: `${of.user}@${of.account}${device}`,
    secret: Key.fromBase32(reveal(seed)),
  });
  return secret(totp.toString());
};
