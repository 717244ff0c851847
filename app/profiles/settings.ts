import type { SettingKey, SettingRule } from './profile.ts';

/**
 * Limits of AssumeRole's fields (aws-rules.md "Limits"); a pattern holds for the whole value.
 * The rule that is told is the first one broken.
 */
type TextRule = {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  readonly allowed: string;
};

const TEXT_RULES = {
  external_id: {
    min: 2,
    max: 1224,
    pattern: /^[\w+=,.@:/-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = , . @ : / -',
  },
  mfa_serial: {
    min: 9,
    max: 256,
    pattern: /^[\w+=/:,.@-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = / : , . @ -',
  },
  role_session_name: {
    min: 2,
    max: 64,
    pattern: /^[\w+=,.@-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = , . @ -',
  },
  // A region becomes part of a host name, so nothing that could end it may pass.
  region: { min: 1, max: 63, pattern: /^[A-Za-z0-9-]*$/, allowed: 'A-Z a-z 0-9 -' },
  // Looser than AWS's own 16..128: other servers that speak STS hand out short ones.
  aws_access_key_id: { min: 1, max: 128, pattern: /^[\w-]*$/, allowed: 'A-Z a-z 0-9 _ -' },
} as const satisfies Partial<Record<SettingKey, TextRule>>;

export type TextSettingKey = keyof typeof TEXT_RULES;

/** AssumeRole DurationSeconds, in seconds; the cap of chaining is the plan's business. */
const DURATION = { min: 900, max: 43_200 } as const;

/** No user, query or fragment: they would end up in the signed host or be dropped unseen. */
const HTTP_URL = /^https?:\/\/[^\s/?#@\\]+(?:\/[^\s?#\\]*)?$/i;

/** The rule that a value breaks, or null. */
export const brokenTextRule = (key: TextSettingKey, value: string): SettingRule | null => {
  // `{user}@{host}` is a template: what it makes is cleaned later, it does not fail.
  if (key === 'role_session_name' && /\{\w+\}/.test(value)) return null;
  const rule: TextRule = TEXT_RULES[key];
  if (value.length < rule.min || value.length > rule.max) {
    return { kind: 'length', min: rule.min, max: rule.max };
  }
  return rule.pattern.test(value) ? null : { kind: 'characters', allowed: rule.allowed };
};

/** Seconds, 900..43200, or the rule that the text breaks. */
export const parseDuration = (text: string): number | SettingRule => {
  if (!/^\d{1,9}$/.test(text)) return { kind: 'whole-number' };
  const seconds = Number(text);
  return seconds < DURATION.min || seconds > DURATION.max
    ? { kind: 'range', min: DURATION.min, max: DURATION.max }
    : seconds;
};

/** An endpoint: scheme and host, a path at most. */
export const isEndpointUrl = (text: string): boolean => HTTP_URL.test(text);
