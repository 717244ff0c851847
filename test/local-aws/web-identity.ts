import { createLocalJWKSet, decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { fail, ok } from '../../app/result.ts';
import {
  expiredIdentityToken,
  idpRejectedClaim,
  invalidIdentityToken,
  invalidParameter,
  type AwsError,
  type Outcome,
} from './errors.ts';
import { issuerName, oidcProviderArn, type OidcProvider } from './providers.ts';
import type { RequestedTags } from './session-options.ts';
import type { Account, World } from './world.ts';

/** Who a checked token stands for. */
export type WebIdentity = {
  /** As trust policies name the provider: its ARN, or its id. */
  readonly principal: string;
  /** As the answer names it: the `iss` claim, or its id. */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** `ISSUER:sub` and so on, in lower case. */
  readonly keys: readonly (readonly [string, readonly string[]])[];
  readonly tags: RequestedTags;
  readonly sourceIdentity: string | undefined;
};

/** What AWS accepts: never `none`, never a shared secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

const NOT_A_JWT =
  'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
const NO_TAGS: RequestedTags = { pairs: [], transitiveKeys: [] };

const claimsSchema = z.object({
  sub: z.string(),
  exp: z.number(),
  aud: z.union([z.string(), z.array(z.string())]).transform((aud) => [aud].flat()),
  azp: z.string().optional(),
  amr: z.array(z.string()).optional(),
  'https://aws.amazon.com/source_identity': z.string().optional(),
  'https://aws.amazon.com/tags': z
    .object({
      principal_tags: z.record(z.string(), z.array(z.string()).length(1)),
      transitive_tag_keys: z.array(z.string()).default([]),
    })
    .optional(),
});

const parseClaims = (token: string): JWTPayload | undefined => {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
};

const refusal = (error: unknown, now: number): AwsError => {
  if (error instanceof errors.JWTExpired) {
    const seconds = Math.floor(now / 1000);
    return expiredIdentityToken(
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${error.payload.exp}`,
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalidIdentityToken(
      error.claim === 'aud' ? 'Incorrect token audience' : `Invalid claim: ${error.claim}`,
    );
  }
  return error instanceof errors.JWKSNoMatchingKey
    ? invalidIdentityToken(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
      )
    : invalidIdentityToken('Token signature is invalid');
};

const verify = async (
  token: string,
  { issuer, clientIds, keys }: OidcProvider,
  now: number,
): Promise<Outcome<JWTPayload>> => {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [...keys] }), {
      algorithms: ALGORITHMS,
      issuer,
      audience: [...clientIds],
      currentDate: new Date(now),
    });
    return ok(payload);
  } catch (error) {
    return fail(refusal(error, now));
  }
};

/** Checks an ID token: issuer, signature, audience, time, and that it says who it is about. */
const checkIdToken = async (
  token: string,
  { world, account, now }: Surroundings,
): Promise<Outcome<WebIdentity>> => {
  const iss = parseClaims(token)?.iss;
  if (iss === undefined) return fail(invalidIdentityToken(NOT_A_JWT));
  const provider = account?.oidcProviders.find(({ issuer }) => issuer === iss);
  if (account === undefined || provider === undefined) {
    return fail(invalidIdentityToken(`No OpenIDConnect provider found in your account for ${iss}`));
  }
  const verified = await verify(token, provider, now);
  if (!verified.ok) return verified;
  const parsed = claimsSchema.safeParse(verified.value);
  if (!parsed.success) {
    const claim = String(parsed.error.issues[0]?.path[0] ?? '');
    return fail(invalidIdentityToken(`Missing a required claim: ${claim}`));
  }
  const { sub, aud, azp, amr } = parsed.data;
  const tags = parsed.data['https://aws.amazon.com/tags'];
  const name = issuerName(iss).toLowerCase();
  const audience = aud.filter((id) => provider.clientIds.includes(id));
  return ok({
    principal: oidcProviderArn({ partition: world.partition, accountId: account.id }, iss),
    issuer: iss,
    subject: sub,
    audience: audience[0] ?? '',
    keys: [
      [`${name}:sub`, [sub]],
      [`${name}:aud`, audience],
      ...(azp === undefined ? [] : [[`${name}:azp`, [azp]] as const]),
      ...(amr === undefined ? [] : [[`${name}:amr`, amr] as const]),
    ],
    tags:
      tags === undefined
        ? NO_TAGS
        : {
            pairs: Object.entries(tags.principal_tags).map(([key, [value = '']]) => ({
              key,
              value,
            })),
            transitiveKeys: tags.transitive_tag_keys,
          },
    sourceIdentity: parsed.data['https://aws.amazon.com/source_identity'],
  });
};

/** The condition keys of an OAuth 2.0 provider have names of their own. */
const OAUTH_KEYS = {
  'www.amazon.com': { user: 'user_id', refusal: 'Provided Token is not a Login With Amazon token' },
  'graph.facebook.com': { user: 'id', refusal: 'Provided Token is not a Facebook token' },
} as const;

/** Asks an OAuth 2.0 provider about an access token: it knows the token, or has let it expire. */
const checkAccessToken = (
  token: string,
  providerId: string,
  { world, now }: Surroundings,
): Outcome<WebIdentity> => {
  const provider = world.oauthProviders.find(({ id }) => id === providerId);
  if (provider === undefined) {
    return fail(invalidParameter(`The provider ${providerId} is not supported`));
  }
  const { id } = provider;
  const known = provider.tokens.find((candidate) => candidate.token === token);
  if (known === undefined) return fail(invalidIdentityToken(OAUTH_KEYS[id].refusal));
  if (now >= Date.parse(known.expiresAt)) return fail(idpRejectedClaim());
  return ok({
    principal: id,
    issuer: id,
    subject: known.userId,
    audience: known.appId,
    keys: [
      [`${id}:${OAUTH_KEYS[id].user}`, [known.userId]],
      [`${id}:app_id`, [known.appId]],
    ],
    tags: NO_TAGS,
    sourceIdentity: undefined,
  });
};

type Surroundings = {
  readonly world: World;
  /** The role's account: its providers count. */
  readonly account: Account | undefined;
  /** Milliseconds. */
  readonly now: number;
};

/** Checks a web identity token: an access token when a ProviderId names who gave it, else a JWT. */
export const checkWebIdentity = async (
  token: string,
  providerId: string | undefined,
  surroundings: Surroundings,
): Promise<Outcome<WebIdentity>> =>
  providerId === undefined
    ? checkIdToken(token, surroundings)
    : checkAccessToken(token, providerId, surroundings);
