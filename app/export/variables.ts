import { isoTimestamp } from '../credentials/timestamp.ts';
import type { Credentials, Instant } from '../model.ts';
import { reveal } from '../secret.ts';

/**
 * The variables of each block (aws-rules.md, Feeding other programs).
 *
 * | block   | sets                                | takes away                                               |
 * |---------|-------------------------------------|----------------------------------------------------------|
 * | exports | the keys, their end, the region     | profiles (the JS SDK prefers one to keys) and the older  |
 * |         |                                     | name of the token (botocore reads it first)              |
 * | live    | a profile and the region            | every other variable credentials come from: each of them |
 * |         |                                     | wins over a profile in one client or another             |
 * | clear   | nothing                             | what the others set                                      |
 *
 * A region is set under both its names (botocore knows the second only) and left alone where none is known.
 */
export type Variable = readonly [name: string, value: string];

const KEYS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
] as const;

const REGIONS = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** botocore looks at the second first, so it must not stay beside the first. */
const PROFILES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

/** ISO 8601 in UTC to the second, as AWS_CREDENTIAL_EXPIRATION is written; never later than the truth. */
export const isoTime = (instant: Instant): string =>
  isoTimestamp(Math.floor(instant / 1000) * 1000, 'Z');

const regionOf = (region: string | null): readonly Variable[] =>
  region === null ? [] : REGIONS.map((name) => [name, region]);

/** Bare secrets: made only to be written at once. */
export const exported = (credentials: Credentials, region: string | null): readonly Variable[] => [
  ['AWS_ACCESS_KEY_ID', credentials.accessKeyId],
  ['AWS_SECRET_ACCESS_KEY', reveal(credentials.secretAccessKey)],
  ['AWS_SESSION_TOKEN', reveal(credentials.sessionToken)],
  ['AWS_CREDENTIAL_EXPIRATION', isoTime(credentials.expiresAt)],
  ...regionOf(region),
];

export const takenAwayByExports = [...PROFILES, 'AWS_SECURITY_TOKEN'] as const;

export const live = (profile: string, region: string | null): readonly Variable[] => [
  ['AWS_PROFILE', profile],
  ...regionOf(region),
];

export const takenAwayByLive = [
  'AWS_DEFAULT_PROFILE',
  ...KEYS,
  'AWS_SECURITY_TOKEN',
  // The names of keys before 2012, which the SDKs for Java and Go still read.
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  // botocore asks a web identity of the environment before it runs a credential_process.
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
] as const;

/** What the others set, and the block of an endpoint (export/endpoint-block). */
export const takenAwayByClear = [
  'AWS_PROFILE',
  ...KEYS,
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  ...REGIONS,
] as const;
