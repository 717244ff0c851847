import type { Result } from '../result.ts';
import { reveal, secret, type Secret } from '../secret.ts';
import type { Listening } from '../serving.ts';
import { shellBlock, type BlockFailure } from './blocks.ts';
import type { Shell } from './names.ts';

export type SecretVariable = readonly [name: string, value: Secret];

/** What a program fetches with; a region under both its names where one is known. */
export const endpointVariables = (
  { url, token }: Pick<Listening, 'url' | 'token'>,
  region: string | null,
): readonly SecretVariable[] => [
  ['AWS_CONTAINER_CREDENTIALS_FULL_URI', url],
  ['AWS_CONTAINER_AUTHORIZATION_TOKEN', token],
  ...(region === null
    ? []
    : ([
        ['AWS_REGION', secret(region)],
        ['AWS_DEFAULT_REGION', secret(region)],
      ] as const)),
];

/**
 * Each of them wins over an endpoint in one client or another: keys, a profile, a web identity, the address of a real
 * container, and a file in place of the token. A [default] profile with credentials wins as well, and no variable
 * takes that away.
 */
export const takenAwayByEndpoint = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SECURITY_TOKEN',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
] as const;

/** The block by which a shell, and what is started in it, fetches from an endpoint. */
export const endpointBlock = (
  shell: Shell,
  block: {
    readonly variables: readonly SecretVariable[];
    readonly takenAway: readonly string[];
  },
): Result<Secret, BlockFailure> =>
  shellBlock(
    shell,
    block.variables.map(([name, value]) => [name, reveal(value)]),
    block.takenAway,
  );
