/** Why a certificate was not accepted. */
export type TlsCause = 'untrusted' | 'expired' | 'not-yet-valid' | 'wrong-host' | 'other';

/** What Node and OpenSSL call it. */
const causes: Readonly<Record<string, TlsCause>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_REJECTED: 'untrusted',
  INVALID_CA: 'untrusted',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  HOSTNAME_MISMATCH: 'wrong-host',
  CERT_REVOKED: 'other',
  CERT_SIGNATURE_FAILURE: 'other',
  CERT_CHAIN_TOO_LONG: 'other',
  INVALID_PURPOSE: 'other',
  EPROTO: 'other',
};

/** Whether a code of a broken connection is about TLS, and what it says; null: it is not. */
export const tlsCause = (code: string): TlsCause | null =>
  causes[code] ?? (/^ERR_(TLS|SSL)_/.test(code) ? 'other' : null);
