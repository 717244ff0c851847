/** Operations of STS whose arguments are checked. */
export type StsOperation =
  | 'GetSessionToken'
  | 'AssumeRole'
  | 'AssumeRoleWithSAML'
  | 'AssumeRoleWithWebIdentity'
  | 'GetFederationToken'
  | 'DecodeAuthorizationMessage';

/**
 * The limits of STS's arguments, from its API model and aws-rules.md, Limits (ST13): lengths in characters, patterns
 * for the whole text with `\w` as ASCII. Tests hold this table against the model that awscli carries.
 */
type TextLimit = {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern's characters as a person reads them. */
  readonly allowed: string;
};

const anything = { pattern: /^[^]*$/, allowed: 'any' } as const;
const word = { pattern: /^[\w+=,.@-]*$/, allowed: 'A-Z a-z 0-9 _ + = , . @ -' } as const;
const tag = {
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  allowed: 'letters, digits, spaces _ . : / = + - @',
} as const;
/** arn:PARTITION:iam::ACCOUNT:…; loose on the account, which other servers that speak STS leave empty. */
const ARN = String.raw`^arn:[a-z0-9-]+:iam::[A-Za-z0-9]*:`;

export const textLimits = {
  RoleArn: {
    min: 20,
    max: 2048,
    pattern: new RegExp(String.raw`${ARN}role/(?:[\x21-\x7e]*/)?[\w+=,.@-]+$`),
    allowed: 'arn:PARTITION:iam::ACCOUNT:role/NAME',
  },
  PrincipalArn: {
    min: 20,
    max: 2048,
    pattern: new RegExp(String.raw`${ARN}saml-provider/[\w.-]+$`),
    allowed: 'arn:PARTITION:iam::ACCOUNT:saml-provider/NAME',
  },
  PolicyArns: {
    min: 20,
    max: 2048,
    pattern: new RegExp(String.raw`${ARN}policy/(?:[\x21-\x7e]*/)?[\w+=,.@-]+$`),
    allowed: 'arn:PARTITION:iam::ACCOUNT:policy/NAME',
  },
  RoleSessionName: { min: 2, max: 64, ...word },
  SourceIdentity: { min: 2, max: 64, ...word },
  /** The name of a federated user. */
  Name: { min: 2, max: 32, ...word },
  ExternalId: {
    min: 2,
    max: 1224,
    pattern: /^[\w+=,.@:/-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = , . @ : / -',
  },
  SerialNumber: {
    min: 9,
    max: 256,
    pattern: /^[\w+=/:,.@-]*$/,
    allowed: 'A-Z a-z 0-9 _ + = / : , . @ -',
  },
  TokenCode: { min: 6, max: 6, pattern: /^[0-9]*$/, allowed: '0-9' },
  Policy: {
    min: 1,
    max: 2048,
    pattern: /^[\t\n\r\x20-\xff]*$/,
    allowed: 'characters up to ÿ (U+00FF)',
  },
  TagKey: { min: 1, max: 128, ...tag },
  TagValue: { min: 0, max: 256, ...tag },
  TransitiveTagKey: { min: 1, max: 128, ...tag },
  /** The host of an OAuth 2.0 provider, without scheme and port. */
  ProviderId: { min: 4, max: 2048, pattern: /^[A-Za-z0-9.-]*$/, allowed: 'a host name' },
  SAMLAssertion: { min: 4, max: 100_000, ...anything },
  WebIdentityToken: { min: 4, max: 20_000, ...anything },
  EncodedMessage: { min: 1, max: 10_240, ...anything },
} as const satisfies Readonly<Record<string, TextLimit>>;

export type TextField = keyof typeof textLimits;

/** How many there may be. */
export const countLimits = { PolicyArns: 10, Tags: 50, TransitiveTagKeys: 50 } as const;

export type CountedField = keyof typeof countLimits;

/**
 * DurationSeconds, in seconds. `root`: signed with the keys of the account root; `chained`: signed with a role's
 * credentials, or a session's (aws-rules.md, Which call to make).
 */
export const durationLimits = {
  GetSessionToken: { min: 900, max: 129_600, default: 43_200, root: 3600, chained: null },
  GetFederationToken: { min: 900, max: 129_600, default: 43_200, root: 3600, chained: null },
  AssumeRole: { min: 900, max: 43_200, default: 3600, root: null, chained: 3600 },
  AssumeRoleWithSAML: { min: 900, max: 43_200, default: 3600, root: null, chained: null },
  AssumeRoleWithWebIdentity: { min: 900, max: 43_200, default: 3600, root: null, chained: null },
} as const;

export type TimedOperation = keyof typeof durationLimits;

/** What is reserved for AWS itself, in any case of letters. */
export const RESERVED_PREFIX = 'aws:';
