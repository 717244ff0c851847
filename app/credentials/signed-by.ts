import type { Identity } from '../model.ts';

/** Whether a key is the account root's, as far as AWS was asked: a root's sessions last an hour at most. */
export const signedByOf = (identity: Identity | undefined): 'user' | 'account-root' =>
  identity?.check.kind === 'known' && identity.check.arn.endsWith(':root')
    ? 'account-root'
    : 'user';
