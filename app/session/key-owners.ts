import type { FileProblem, KnownIdentity } from '../ports.ts';
import type { Result } from '../result.ts';

/**
 * Who a long-term key is, as AWS last said. Production is decided by it also while a key is looked at again, when that
 * fails, and after its profile has gone. A key is one user's for as long as it lives; its account's alias may change.
 */
export type KeyOwner = {
  readonly arn: string;
  readonly account: string;
  readonly alias: string | null;
};

/** By access key id. */
export type KeyOwners = ReadonlyMap<string, KeyOwner>;

/** Keeps who keys are over restarts: versioned and atomic on disk, without secrets. */
export type KeyOwnersFile = {
  load(): Promise<Result<readonly (KeyOwner & { readonly accessKeyId: string })[], FileProblem>>;
  /** Durable when it resolves. */
  save(
    owners: readonly (KeyOwner & { readonly accessKeyId: string })[],
  ): Promise<Result<null, FileProblem>>;
};

/** More than anybody has; a key that was rotated away is of no use any more. */
const MOST = 200;

/** With what is known of more keys, which is newer. The same map where nothing is new. */
export const ownersWith = (owners: KeyOwners, more: KeyOwners): KeyOwners => {
  const news = [...more].filter(([id, { arn, account, alias }]) => {
    const known = owners.get(id);
    return known?.arn !== arn || known.account !== account || known.alias !== alias;
  });
  if (news.length === 0) return owners;
  const names = new Set(news.map(([id]) => id));
  // The newest last: what is learnt anew goes there too.
  return new Map([...[...owners].filter(([id]) => !names.has(id)), ...news].slice(-MOST));
};

/** Of the identities in the keychain, as far as AWS was asked. */
export const ownersAmong = (known: readonly KnownIdentity[]): KeyOwners =>
  new Map(
    known.flatMap(({ accessKeyId, userArn, account, alias }) =>
      userArn === null || account === null
        ? []
        : [[accessKeyId, { arn: userArn, account, alias }] as const],
    ),
  );
