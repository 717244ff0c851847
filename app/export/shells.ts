import { isoTimestamp } from '../credentials/timestamp.ts';
import type { Credentials } from '../model.ts';
import { reveal, secret, type Secret } from '../secret.ts';

/** ISO 8601 in UTC to the second, as AWS_CREDENTIAL_EXPIRATION is written; `instant` in ms since 1970. */
export const isoTime = (instant: number): string =>
  isoTimestamp(Math.floor(instant / 1000) * 1000, 'Z');

/** Single quotes of POSIX shells: nothing is special inside, and a quote is closed, escaped and opened again. */
export const quotePosix = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * What a block of exports sets and takes away (aws-rules.md, Feeding other programs). A profile is taken away since
 * the JS SDK prefers it to keys, and AWS_SECURITY_TOKEN since botocore reads it before AWS_SESSION_TOKEN.
 */
const TAKEN_AWAY = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'] as const;

const variables = (
  credentials: Credentials,
  region: string | null,
): readonly (readonly [string, string])[] => [
  ['AWS_ACCESS_KEY_ID', credentials.accessKeyId],
  ['AWS_SECRET_ACCESS_KEY', reveal(credentials.secretAccessKey)],
  ['AWS_SESSION_TOKEN', reveal(credentials.sessionToken)],
  ['AWS_CREDENTIAL_EXPIRATION', isoTime(credentials.expiresAt)],
  ...(region === null
    ? []
    : ([
        ['AWS_REGION', region],
        ['AWS_DEFAULT_REGION', region],
      ] as const)),
];

/** The block for bash and zsh. It ends with a line end, so that pasting it runs its last line too. */
export const exportsForPosix = (credentials: Credentials, region: string | null): Secret =>
  secret(
    [
      `unset ${TAKEN_AWAY.join(' ')}`,
      ...variables(credentials, region).map(
        ([name, value]) => `export ${name}=${quotePosix(value)}`,
      ),
      '',
    ].join('\n'),
  );
