import type { CredentialFormat } from './format-names.ts';
import type { Credentials, Instant, Seconds } from '../model.ts';
import { reveal, secret, type Secret } from '../secret.ts';
import { isoTimestamp } from './timestamp.ts';

/** What is written: credentials, and when they were obtained. */
export type Exported = {
  readonly credentials: Credentials;
  readonly startedAt: Instant;
  /** The twelve digits of the account they are for, where known; credential_process may tell it. */
  readonly account: string | null;
};

/** stslib's own format, for programs (ST6). */
export type VaultRecord = {
  readonly start: Instant;
  readonly end: Instant;
  /** `end` minus `start`, whole seconds. */
  readonly duration: Seconds;
  /** `end` once more, as text. */
  readonly expiration: string;
  readonly access_key: string;
  readonly secret_key: Secret;
  readonly session: Secret;
};

export const toVault = ({ credentials, startedAt }: Exported): VaultRecord => ({
  start: startedAt,
  end: credentials.expiresAt,
  duration: Math.round((credentials.expiresAt - startedAt) / 1000),
  expiration: isoTimestamp(credentials.expiresAt),
  access_key: credentials.accessKeyId,
  secret_key: credentials.secretAccessKey,
  session: credentials.sessionToken,
});

/** What AWS answers, as boto3 names it, and when it was asked (ST6). */
export type BotoRecord = {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: Secret;
  readonly SessionToken: Secret;
  readonly StartTime: Instant;
  readonly Expiration: Instant;
};

export const toBoto = ({ credentials, startedAt }: Exported): BotoRecord => ({
  AccessKeyId: credentials.accessKeyId,
  SecretAccessKey: credentials.secretAccessKey,
  SessionToken: credentials.sessionToken,
  StartTime: startedAt,
  Expiration: credentials.expiresAt,
});

/** boto.sts's `to_dict` (BO8), without the id of the request that made them. */
export type DictRecord = {
  readonly access_key: string;
  readonly secret_key: Secret;
  readonly session_token: Secret;
  readonly expiration: string;
};

export const toDict = (credentials: Credentials): DictRecord => ({
  access_key: credentials.accessKeyId,
  secret_key: credentials.secretAccessKey,
  session_token: credentials.sessionToken,
  expiration: isoTimestamp(credentials.expiresAt, 'Z'),
});

/** A record whose secrets are bare: made only to be written at once. */
type Bare = Readonly<Record<string, string | number>>;

const bareOf = (format: CredentialFormat, exported: Exported): Bare => {
  const { credentials, account } = exported;
  const secretKey = reveal(credentials.secretAccessKey);
  const token = reveal(credentials.sessionToken);
  switch (format) {
    case 'vault': {
      const { start, end, ...rest } = toVault(exported);
      return {
        ...rest,
        start: isoTimestamp(start),
        end: isoTimestamp(end),
        secret_key: secretKey,
        session: token,
      };
    }
    case 'boto': {
      const { StartTime, Expiration, ...rest } = toBoto(exported);
      return {
        ...rest,
        SecretAccessKey: secretKey,
        SessionToken: token,
        StartTime: isoTimestamp(StartTime),
        Expiration: isoTimestamp(Expiration),
      };
    }
    case 'json':
      return { ...toDict(credentials), secret_key: secretKey, session_token: token };
    case 'credential-process':
      return {
        Version: 1,
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: secretKey,
        SessionToken: token,
        // Whole seconds, never later than the truth: some readers know no fractions.
        Expiration: isoTimestamp(Math.floor(credentials.expiresAt / 1000) * 1000, 'Z'),
        ...(account === null ? {} : { AccountId: account }),
      };
    default:
      return format satisfies never;
  }
};

const written = (value: unknown): Secret => secret(`${JSON.stringify(value, null, 2)}\n`);

/** One set of credentials as text: a secret, to be saved with mode 0600 or handed over. */
export const formatCredentials = (format: CredentialFormat, exported: Exported): Secret =>
  written(bareOf(format, exported));

/** The key of a role in a map of credentials, as stslib names it (ST2). */
export const setKey = (profile: string): string => `sts-${profile}`;

/**
 * Several roles as one map keyed `sts-NAME` (ST2, ST6), in the order given. credential_process has no such form: its
 * readers take one set only.
 */
export const formatCredentialSet = (
  format: Exclude<CredentialFormat, 'credential-process'>,
  roles: readonly (Exported & { readonly profile: string })[],
): Secret =>
  written(Object.fromEntries(roles.map((role) => [setKey(role.profile), bareOf(format, role)])));
