// The certificate library wants this first.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectKeyIdentifierExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';

/** A certificate and its private key, both PEM. Made at run time: none is kept anywhere. */
export type Certified = { readonly certificate: string; readonly key: string };

/** An authority of its own, for one test or one process. */
export type Authority = {
  /** Its certificate, PEM: what a client is to trust (`ca_bundle`, AWS_CA_BUNDLE, `--cacert`). */
  readonly certificate: string;
  /** A certificate for names (this machine's when left out), valid for a month around now. */
  certify(names?: readonly string[], validity?: Validity): Promise<Certified>;
};

/** Milliseconds since 1970. */
export type Validity = { readonly from: number; readonly to: number };

const LOOPBACK = ['127.0.0.1', 'localhost'];
const FORTNIGHT_MS = 14 * 86_400_000;
const EC = { name: 'ECDSA', namedCurve: 'P-256' };
const EC_SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
const RSA_SIGNING = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const RSA = {
  ...RSA_SIGNING,
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

const aroundNow = (): Validity => ({
  from: Date.now() - FORTNIGHT_MS,
  to: Date.now() + FORTNIGHT_MS,
});

const privatePem = async (key: webcrypto.CryptoKey): Promise<string> =>
  PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), PemConverter.PrivateKeyTag);

const names = (hosts: readonly string[]): SubjectAlternativeNameExtension =>
  new SubjectAlternativeNameExtension(
    hosts.map((value) => ({
      type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const),
      value,
    })),
  );

/** Makes a certificate authority. */
export const createAuthority = async (name = 'Local AWS test authority'): Promise<Authority> => {
  const keys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']);
  const { from, to } = aroundNow();
  const own: X509Certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(from),
    notAfter: new Date(to),
    keys,
    signingAlgorithm: EC_SIGNING,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: own.toString('pem'),
    certify: async (hosts = LOOPBACK, validity = aroundNow()) => {
      const server = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']);
      const certificate = await X509CertificateGenerator.create({
        subject: `CN=${hosts[0] ?? 'localhost'}`,
        issuer: own.subject,
        notBefore: new Date(validity.from),
        notAfter: new Date(validity.to),
        publicKey: server.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: EC_SIGNING,
        extensions: [
          names(hosts),
          new BasicConstraintsExtension(false),
          await AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return { certificate: certificate.toString('pem'), key: await privatePem(server.privateKey) };
    },
  };
};

/** A self-signed RSA certificate, as identity providers sign their assertions with. */
export const createSigningCertificate = async (name: string): Promise<Certified> => {
  const keys = await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const { from, to } = aroundNow();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(from),
    notAfter: new Date(to),
    keys,
    signingAlgorithm: RSA_SIGNING,
  });
  return { certificate: certificate.toString('pem'), key: await privatePem(keys.privateKey) };
};
