import type { Rule } from './params.ts';

/** Limits of the STS API model (aws-rules, "Limits"); durations in seconds. */
export const SESSION = { min: 900, max: 129_600, default: 43_200, rootMax: 3600 } as const;
export const ROLE = { min: 900, max: 43_200, default: 3600, chainedMax: 3600 } as const;

const NAME = String.raw`[\w+=,.@-]*`;

const SERIAL: Rule = {
  field: 'SerialNumber',
  kind: 'text',
  min: 9,
  max: 256,
  pattern: String.raw`[\w+=/:,.@-]*`,
};
const CODE: Rule = { field: 'TokenCode', kind: 'text', min: 6, max: 6, pattern: String.raw`[\d]*` };
const ROLE_ARN: Rule = { field: 'RoleArn', kind: 'text', required: true, min: 20, max: 2048 };
const SESSION_NAME: Rule = {
  field: 'RoleSessionName',
  kind: 'text',
  required: true,
  min: 2,
  max: 64,
  pattern: NAME,
};
const ROLE_DURATION: Rule = {
  field: 'DurationSeconds',
  kind: 'number',
  min: ROLE.min,
  max: ROLE.max,
};
const SESSION_DURATION: Rule = {
  field: 'DurationSeconds',
  kind: 'number',
  min: SESSION.min,
  max: SESSION.max,
};
const POLICY: Rule = {
  field: 'Policy',
  kind: 'text',
  min: 1,
  max: 2048,
  pattern: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`,
};
const POLICY_ARNS: Rule = { field: 'PolicyArns', kind: 'list', max: 10 };
const TAGS: Rule = { field: 'Tags', kind: 'list', max: 50 };

export const GET_SESSION_TOKEN: readonly Rule[] = [SESSION_DURATION, SERIAL, CODE];

export const ASSUME_ROLE: readonly Rule[] = [
  ROLE_ARN,
  SESSION_NAME,
  ROLE_DURATION,
  POLICY,
  POLICY_ARNS,
  {
    field: 'ExternalId',
    kind: 'text',
    min: 2,
    max: 1224,
    pattern: String.raw`[\w+=,.@:\/-]*`,
  },
  SERIAL,
  CODE,
  { field: 'SourceIdentity', kind: 'text', min: 2, max: 64, pattern: NAME },
  TAGS,
  { field: 'TransitiveTagKeys', kind: 'list', max: 50 },
];

export const ASSUME_ROLE_WITH_SAML: readonly Rule[] = [
  ROLE_ARN,
  { field: 'PrincipalArn', kind: 'text', required: true, min: 20, max: 2048 },
  { field: 'SAMLAssertion', kind: 'text', required: true, min: 4, max: 100_000, secret: true },
  ROLE_DURATION,
  POLICY,
  POLICY_ARNS,
];

export const ASSUME_ROLE_WITH_WEB_IDENTITY: readonly Rule[] = [
  ROLE_ARN,
  SESSION_NAME,
  { field: 'WebIdentityToken', kind: 'text', required: true, min: 4, max: 20_000, secret: true },
  { field: 'ProviderId', kind: 'text', min: 4, max: 2048 },
  ROLE_DURATION,
  POLICY,
  POLICY_ARNS,
];

export const GET_FEDERATION_TOKEN: readonly Rule[] = [
  { field: 'Name', kind: 'text', required: true, min: 2, max: 32, pattern: NAME },
  SESSION_DURATION,
  POLICY,
  POLICY_ARNS,
  TAGS,
];

export const DECODE_AUTHORIZATION_MESSAGE: readonly Rule[] = [
  { field: 'EncodedMessage', kind: 'text', required: true, min: 1, max: 10_240 },
];
