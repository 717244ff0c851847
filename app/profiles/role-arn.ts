import type { RoleArn } from './profile.ts';

/** Loose on the account: other servers that speak STS leave it empty or use names of their own. */
const ROLE_ARN = /^arn:([a-z0-9-]+):iam::([A-Za-z0-9]*):role(\/(?:[\x21-\x7e]*\/)?)([\w+=,.@-]+)$/;

const MIN_LENGTH = 20;
const MAX_LENGTH = 2048;

/**
 * The parts of a role ARN of 20..2048 characters, null for anything else (users, groups,
 * assumed-role ARNs). An empty account is accepted.
 */
export const parseRoleArn = (text: string): RoleArn | null => {
  if (text.length < MIN_LENGTH || text.length > MAX_LENGTH) return null;
  const [, partition, account, path, name] = ROLE_ARN.exec(text) ?? [];
  if (
    partition === undefined ||
    account === undefined ||
    path === undefined ||
    name === undefined
  ) {
    return null;
  }
  return { text, partition, account, path, name };
};
