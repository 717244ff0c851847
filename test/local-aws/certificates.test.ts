import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthority, createSigningCertificate } from './certificates.ts';

test('an authority vouches for the names it certifies, and only those', async () => {
  const authority = await createAuthority();
  const other = await createAuthority();
  const { certificate } = await authority.certify(['127.0.0.1', 'sts.eu-west-1.amazonaws.com']);
  const read = new X509Certificate(certificate);
  expect(read.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  expect(read.verify(new X509Certificate(other.certificate).publicKey)).toBe(false);
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(read.checkHost('sts.eu-west-1.amazonaws.com')).toBe('sts.eu-west-1.amazonaws.com');
  expect(read.checkHost('sts.eu-west-2.amazonaws.com')).toBeUndefined();
  expect([read.ca, new X509Certificate(authority.certificate).ca]).toEqual([false, true]);
});

test('no two certificates have a key in common', async () => {
  const authority = await createAuthority();
  const made = await Promise.all([authority.certify(), authority.certify()]);
  expect(made[0].key).not.toBe(made[1].key);
});

test('a signing certificate is RSA, as identity providers have it', async () => {
  const { certificate } = await createSigningCertificate('acme');
  const { subject, publicKey } = new X509Certificate(certificate);
  expect([subject, publicKey.asymmetricKeyType]).toEqual(['CN=acme', 'rsa']);
});
