import { randomUUID } from 'node:crypto';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import type { OidcProvider } from './providers.ts';

/** What can be wrong with a token. Each is wrong in this one way only. */
export type TokenFlaw =
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-audience'
  | 'wrong-issuer'
  /** A claim changed after signing. */
  | 'tampered'
  /** Signed by somebody else's key under the provider's key id. */
  | 'wrong-signer'
  /** Signed under a key id the provider does not have. */
  | 'unknown-key'
  /** `alg: none`. */
  | 'unsigned'
  /** Signed with the public key as a shared secret. */
  | 'shared-secret';

export type TokenOptions = {
  readonly subject?: string;
  readonly audience?: string;
  readonly lifetimeSeconds?: number;
  /** Session tags, as the claim `https://aws.amazon.com/tags` carries them. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
  readonly sourceIdentity?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly flaw?: TokenFlaw;
};

/** An OpenID Connect provider of a test. Its keys are made when it is. */
export type OidcIdentityProvider = {
  /** For `oidcProviders` of an account. */
  readonly provider: OidcProvider;
  token(options?: TokenOptions): Promise<string>;
};

const ALGORITHM = 'ES256';
const KEY_ID = 'test-key';
const HOUR = 3600;

const tamperedWith = (token: string): string => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const changed = JSON.stringify({ ...Object(claims), sub: 'somebody-else' });
  return [header, Buffer.from(changed).toString('base64url'), signature].join('.');
};

/**
 * Makes an OpenID Connect provider. `now` gives milliseconds: pass the local AWS's own clock where
 * that is moved. Tokens are about `ada`, for the first client id, for an hour.
 */
export const createOidcProvider = async ({
  issuer = 'https://id.example.test/acme',
  clientIds = ['sts.amazonaws.com'],
  now = Date.now,
}: {
  readonly issuer?: string;
  readonly clientIds?: readonly string[];
  readonly now?: () => number;
} = {}): Promise<OidcIdentityProvider> => {
  const keys = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(keys.publicKey);
  const published = { kty: 'EC', ...jwk, kid: KEY_ID, alg: ALGORITHM, use: 'sig' };

  const signed = (claims: JWTPayload, key: CryptoKey, kid = KEY_ID): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' }).sign(key);

  return {
    provider: { issuer, clientIds: [...clientIds], keys: [published] },
    token: async (options = {}) => {
      const { flaw, tags, transitiveTagKeys, sourceIdentity } = options;
      const seconds = Math.floor(now() / 1000) - (flaw === 'expired' ? 2 * HOUR : 0);
      const from = seconds + (flaw === 'not-yet-valid' ? HOUR : 0);
      const claims: JWTPayload = {
        iss: flaw === 'wrong-issuer' ? 'https://id.elsewhere.test' : issuer,
        sub: options.subject ?? 'ada',
        aud: flaw === 'wrong-audience' ? 'somebody-else' : (options.audience ?? clientIds[0] ?? ''),
        iat: from,
        nbf: from,
        exp: from + (options.lifetimeSeconds ?? HOUR),
        jti: randomUUID(),
        ...(tags === undefined
          ? {}
          : {
              'https://aws.amazon.com/tags': {
                principal_tags: Object.fromEntries(
                  Object.entries(tags).map(([key, value]) => [key, [value]]),
                ),
                transitive_tag_keys: transitiveTagKeys ?? [],
              },
            }),
        ...(sourceIdentity === undefined
          ? {}
          : { 'https://aws.amazon.com/source_identity': sourceIdentity }),
        ...options.claims,
      };
      switch (flaw) {
        case 'unsigned':
          return new UnsecuredJWT(claims).encode();
        case 'wrong-signer':
          return signed(claims, (await generateKeyPair(ALGORITHM)).privateKey);
        case 'unknown-key':
          return signed(claims, keys.privateKey, 'another-key');
        case 'shared-secret':
          return new SignJWT(claims)
            .setProtectedHeader({ alg: 'HS256', kid: KEY_ID })
            .sign(new TextEncoder().encode(await exportSPKI(keys.publicKey)));
        case 'tampered':
          return tamperedWith(await signed(claims, keys.privateKey));
        default:
          return signed(claims, keys.privateKey);
      }
    },
  };
};
