import { createHash } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes that depend only on the seed and the label. Keys are made at run time, none is in the text. */
const bytes = (seed: string, label: string, length: number): Buffer =>
  createHash('shake256', { outputLength: length }).update(`${seed}\n${label}`).digest();

const base32 = (seed: string, label: string, length: number): string =>
  [...bytes(seed, label, length)].map((byte) => BASE32.charAt(byte % BASE32.length)).join('');

/** `AKIA…` and so on: a four-letter kind and `length` more characters. */
export const seededId = (kind: string, length: number, seed: string, label: string): string =>
  kind + base32(seed, `${kind}:${label}`, length);

/** A secret key of 40 characters that holds a slash and a plus, as many real ones do. */
export const seededSecret = (seed: string, label: string): string => {
  for (let attempt = 0; ; attempt += 1) {
    const text = bytes(seed, `secret:${label}:${attempt}`, 30).toString('base64');
    if (text.includes('/') && text.includes('+')) return text;
  }
};

/** The base32 seed of a virtual MFA device, 64 characters as AWS makes them. */
export const seededOtpSeed = (seed: string, label: string): string =>
  base32(seed, `otp:${label}`, 64);
