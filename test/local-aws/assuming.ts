import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import type { LocalAws } from './server.ts';
import { arnOf, call, failureOf, stsFor, type Keys } from './support.ts';

/** What the tests of roles share: assuming one, and what its credentials may do. */

export const assume = (
  aws: LocalAws,
  name: string,
  more: Partial<AssumeRoleCommandInput> = {},
  keys?: Keys,
) =>
  stsFor(aws, keys).send(
    new AssumeRoleCommand({ RoleArn: arnOf(name), RoleSessionName: 'ada', ...more }),
  );

/** `allowed` or the code of the refusal (the SDK adds "Exception" to the ones in its model). */
export const outcome = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'allowed',
    async (error: unknown) => (await failureOf(Promise.reject(error))).code,
  );

export const listBuckets = async (aws: LocalAws, keys?: Keys): Promise<string> =>
  (await call(aws, { service: 's3', ...(keys === undefined ? {} : { keys }) })).code ?? 'allowed';
