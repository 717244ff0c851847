import type { SectionCause } from '../failure.ts';
import type { Profile } from './profile.ts';

/** What clients would use instead of keys in the credentials file: botocore and the JavaScript SDK look there first. */
export const beforeKeys = (profile: Profile | undefined): SectionCause | null => {
  if (profile === undefined) return null;
  if (profile.role.kind !== 'none') return { kind: 'overruled', by: 'role_arn' };
  const sso = profile.unsupported.some(({ kind }) => kind === 'sso' || kind === 'login_session');
  return sso ? { kind: 'overruled', by: 'sso' } : null;
};

/** What clients would use instead of a credential_process. */
export const beforeProcess = (profile: Profile | undefined): SectionCause | null =>
  profile !== undefined && profile.keys.kind !== 'none'
    ? { kind: 'overruled', by: 'aws_access_key_id' }
    : beforeKeys(profile);
