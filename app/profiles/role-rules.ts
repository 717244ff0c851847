import { isTargetName } from './edit.ts';
import type { SettingRule } from './profile.ts';
import { parseRoleArn } from './role-arn.ts';
import { credentialSources, type RoleKey } from './role-fields.ts';
import { brokenTextRule, parseDuration } from './settings.ts';

/** Longer than any path that a system takes. */
const MOST_PATH = 4096;

/** What a value of a role has to be by itself, whatever else the profile says; null: it is (aws-rules.md, Limits). */
export const brokenRoleRule = (key: RoleKey, value: string): SettingRule | null => {
  switch (key) {
    case 'role_arn':
      return parseRoleArn(value) === null ? { kind: 'role-arn' } : null;
    case 'duration_seconds': {
      const seconds = parseDuration(value);
      return typeof seconds === 'number' ? null : seconds;
    }
    case 'source_profile':
      return isTargetName(value) ? null : { kind: 'characters', allowed: 'A-Za-z0-9_./@%:+-' };
    case 'credential_source':
      return credentialSources.some((source) => source.toLowerCase() === value.toLowerCase())
        ? null
        : { kind: 'named-section' };
    case 'web_identity_token_file':
      return value.length > MOST_PATH ? { kind: 'length', min: 1, max: MOST_PATH } : null;
    case 'external_id':
    case 'role_session_name':
    case 'mfa_serial':
    case 'region':
      return brokenTextRule(key, value);
  }
};
