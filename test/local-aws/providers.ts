import { z } from 'zod';

/** Identity providers an account trusts, as IAM keeps them. Keys and certificates are public ones. */
export const samlProviderSchema = z.strictObject({
  name: z.string().regex(/^[\w._-]{1,128}$/),
  /** The entityID of its metadata: what assertions carry as Issuer. */
  issuer: z.string(),
  /** Its signing certificates, PEM. */
  certificates: z.array(z.string().includes('BEGIN CERTIFICATE')).min(1),
});

export const oidcProviderSchema = z.strictObject({
  /** Its URL, with `https://`: what tokens carry as `iss`. */
  issuer: z.url({ protocol: /^https$/ }),
  /** Client ids: one of them must be the audience of a token. */
  clientIds: z.array(z.string()).min(1).max(100),
  /** Its public keys, as its JWKS has them. */
  keys: z.array(z.looseObject({ kty: z.string() })),
});

/** A provider of OAuth 2.0 access tokens, named by ProviderId. AWS knows these two. */
export const oauthProviderSchema = z.strictObject({
  id: z.enum(['www.amazon.com', 'graph.facebook.com']),
  /** Access tokens it has given out; they say nothing by themselves, so STS asks the provider. */
  tokens: z.array(
    z.strictObject({
      token: z.string().min(4),
      userId: z.string(),
      appId: z.string(),
      expiresAt: z.iso.datetime({ offset: true }),
    }),
  ),
});

export type SamlProvider = z.infer<typeof samlProviderSchema>;
export type OidcProvider = z.infer<typeof oidcProviderSchema>;
export type OauthProvider = z.infer<typeof oauthProviderSchema>;

/** An account by what its ARNs are made of. */
export type Home = { readonly partition: string; readonly accountId: string };

export const samlProviderArn = ({ partition, accountId }: Home, name: string): string =>
  `arn:${partition}:iam::${accountId}:saml-provider/${name}`;

/** The issuer without its scheme: it names the provider in ARNs and in condition keys. */
export const issuerName = (issuer: string): string => issuer.replace(/^https:\/\//, '');

export const oidcProviderArn = ({ partition, accountId }: Home, issuer: string): string =>
  `arn:${partition}:iam::${accountId}:oidc-provider/${issuerName(issuer)}`;
