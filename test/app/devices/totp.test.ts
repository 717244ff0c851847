import { Secret as Key, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { codeAt, otpauthUri, parseSeed, stepOfCode } from '../../../app/devices/totp.ts';
import { reveal, secret } from '../../../app/secret.ts';

/** RFC 6238's own seed, "12345678901234567890". */
const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const seed = secret(RFC);
const NOW = 1_800_000_000_000;
const STEP = 30_000;

describe('codes of a seed', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at %i s are those of RFC 6238', (seconds, code) => {
    expect(codeAt(seed, seconds * 1000)).toBe(code);
  });

  it.each([0, -1, 1, -7, 119, -120])('are found %i steps away', (away) => {
    const code = codeAt(seed, NOW + away * STEP);
    expect(stepOfCode(seed, code, NOW)).toBe(NOW / STEP + away);
  });

  it('are not found more than an hour away, or of another seed', () => {
    expect(stepOfCode(seed, codeAt(seed, NOW + 500 * STEP), NOW)).toBeNull();
    expect(stepOfCode(secret('JBSWY3DPEHPK3PXP'), codeAt(seed, NOW), NOW)).toBeNull();
  });
});

describe('a pasted seed', () => {
  it.each([
    ['as AWS shows it', RFC],
    ['in groups of four', RFC.replace(/(.{4})/g, '$1 ')],
    ['in small letters with dashes', RFC.toLowerCase().replace(/(.{4})/g, '$1-')],
    ['padded', `${RFC}===`],
    ['as a URI', `otpauth://totp/AWS:ada?secret=${RFC}&issuer=AWS`],
    [
      'as a URI that says all of it',
      `otpauth://totp/a?secret=${RFC}&algorithm=SHA1&digits=6&period=30`,
    ],
  ])('is taken %s', (_, text) => {
    const parsed = parseSeed(secret(` ${text}\n`));
    expect(parsed.ok && reveal(parsed.value)).toBe(RFC);
  });

  it.each([
    ['', 'unreadable'],
    ['no seed at all, 1 of none', 'unreadable'],
    ['GEZDGNBVGY3TQOJ1', 'unreadable'],
    ['GEZDGNBV', 'too-short'],
    ['otpauth://totp/a', 'unreadable'],
    [`otpauth://totp/a?secret=${RFC}&digits=8`, 'form'],
    [`otpauth://totp/a?secret=${RFC}&period=60`, 'form'],
    [`otpauth://totp/a?secret=${RFC}&algorithm=SHA256`, 'form'],
    [`otpauth://hotp/a?secret=${RFC}&counter=1`, 'form'],
  ])('"%s" is refused as %s', (text, problem) => {
    expect(parseSeed(secret(text))).toEqual({ ok: false, failure: problem });
  });

  it('makes a URI whose entry names user and account, and the device by another name', () => {
    const of = { user: 'ada', account: 'acme', device: 'ada' };
    const uri = reveal(otpauthUri(seed, of));
    expect(uri).toContain('otpauth://totp/Amazon%20Web%20Services:ada%40acme?');
    const read = new URL(uri).searchParams;
    expect(read.get('secret')).toBe(RFC);
    const other = reveal(otpauthUri(seed, { ...of, device: 'phone' }));
    expect(decodeURIComponent(new URL(other).pathname)).toMatch(/ada@acme \(phone\)$/);
  });

  it('gives the codes that another program makes of it', () => {
    const totp = new TOTP({
      secret: Key.fromBase32(RFC),
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
    });
    expect(codeAt(seed, NOW)).toBe(totp.generate({ timestamp: NOW }));
  });
});
