import type { Profile } from './profile.ts';

/**
 * Whether a profile hands out credentials, or means to: AWS's clients then look nowhere else, even where that fails.
 * Keys count in plain text alone: one that the keychain took over and left in the file still does.
 *
 * | in the profile                          | counts                                     |
 * |-----------------------------------------|--------------------------------------------|
 * | keys, or half a pair of them            | yes                                        |
 * | `role_arn`, whatever is wrong with it   | yes                                        |
 * | sso, login session, credential_process  | yes                                        |
 * | a source without a `role_arn`           | no: it is only where a role would begin    |
 */
export const hasCredentials = ({ keys, role, unsupported }: Profile): boolean =>
  keys.kind !== 'none' ||
  role.kind !== 'none' ||
  unsupported.some(({ kind }) => kind !== 'credential_source');
