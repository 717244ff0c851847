import type { Seconds } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { secret, type Secret } from '../secret.ts';
import {
  countLimits,
  durationLimits,
  RESERVED_PREFIX,
  textLimits,
  type CountedField,
  type StsOperation,
  type TextField,
  type TimedOperation,
} from './argument-rules.ts';

export type { StsOperation } from './argument-rules.ts';

/** The rule an argument breaks, as facts. */
export type ArgumentRule =
  | { readonly kind: 'length'; readonly min: number; readonly max: number; readonly length: number }
  | { readonly kind: 'characters'; readonly allowed: string }
  /** Reserved by AWS; in any case of letters. */
  | { readonly kind: 'reserved-prefix'; readonly prefix: string }
  | { readonly kind: 'whole-number' }
  /** Seconds; `because` says whose limit the upper one is. */
  | {
      readonly kind: 'range';
      readonly min: number;
      readonly max: number;
      readonly because: 'operation' | 'account-root' | 'role-chaining' | 'role';
    }
  | { readonly kind: 'count'; readonly max: number; readonly count: number }
  /** The same key once more, whatever its case; `first` is where it stands already. */
  | { readonly kind: 'repeated'; readonly first: number }
  /** A transitive key that no tag of this call has. */
  | { readonly kind: 'not-among-tags' }
  | { readonly kind: 'not-json' }
  /** A serial without a code, or the reverse: this one is missing. */
  | { readonly kind: 'goes-with'; readonly other: 'SerialNumber' | 'TokenCode' };

export type ArgumentField = TextField | CountedField | 'DurationSeconds';

/** One argument that STS would refuse: nothing is sent (ST13). Never holds the value: it may be secret. */
export type ArgumentFailure = {
  readonly kind: 'argument';
  readonly operation: StsOperation;
  /** AWS's own name for it; `TagKey` and its kind stand for members of a list. */
  readonly field: ArgumentField;
  /** Which member of a list, from 0; null for what is no list. */
  readonly index: number | null;
  readonly rule: ArgumentRule;
};

export type Tag = { readonly key: string; readonly value: string };

/** Serial and code of an MFA device; a call carries both or neither. */
type WithMfa = { readonly serialNumber: string | null; readonly tokenCode: string | null };

/** Policies that narrow what the credentials may do; nothing can be added by them. */
type WithPolicies = { readonly policy: string | null; readonly policyArns: readonly string[] };

/** Whose keys sign, as far as a limit of the duration depends on it. */
export type SignedBy = 'user' | 'account-root' | 'role-or-session';

type WithDuration = {
  /** Null: STS's own default. */
  readonly durationSeconds: Seconds | null;
};

export type GetSessionTokenArguments = WithMfa & WithDuration;

export type AssumeRoleArguments = WithMfa &
  WithPolicies &
  WithDuration & {
    readonly roleArn: string;
    readonly roleSessionName: string;
    readonly externalId: string | null;
    readonly sourceIdentity: string | null;
    readonly tags: readonly Tag[];
    readonly transitiveTagKeys: readonly string[];
  };

/** The assertion itself is checked by `samlAssertion`, on its way in. */
export type AssumeRoleWithSamlArguments = WithPolicies &
  WithDuration & { readonly roleArn: string; readonly principalArn: string };

/** The token itself is checked by `webIdentityToken`, on its way in. */
export type AssumeRoleWithWebIdentityArguments = WithPolicies &
  WithDuration & {
    readonly roleArn: string;
    readonly roleSessionName: string;
    readonly providerId: string | null;
  };

export type GetFederationTokenArguments = WithPolicies &
  WithDuration & { readonly name: string; readonly tags: readonly Tag[] };

type Found = {
  readonly field: ArgumentField;
  readonly index?: number;
  readonly rule: ArgumentRule;
};

const failures = (
  operation: StsOperation,
  found: readonly (readonly Found[])[],
): readonly ArgumentFailure[] =>
  found.flat().map(({ field, index, rule }) => ({
    kind: 'argument',
    operation,
    field,
    index: index ?? null,
    rule,
  }));

/** Characters as AWS counts them: by code point. */
const lengthOf = (text: string): number => Array.from(text).length;

const textRule = (field: TextField, text: string): ArgumentRule | null => {
  const { min, max, pattern, allowed } = textLimits[field];
  const length = lengthOf(text);
  if (length < min || length > max) return { kind: 'length', min, max, length };
  return pattern.test(text) ? null : { kind: 'characters', allowed };
};

const textFound = (field: TextField, text: string | null, index?: number): readonly Found[] => {
  const rule = text === null ? null : textRule(field, text);
  if (rule === null) return [];
  return [index === undefined ? { field, rule } : { field, index, rule }];
};

const reservedFound = (field: TextField, text: string | null, index?: number): readonly Found[] => {
  if (!text?.toLowerCase().startsWith(RESERVED_PREFIX)) return [];
  const rule: ArgumentRule = { kind: 'reserved-prefix', prefix: RESERVED_PREFIX };
  return [index === undefined ? { field, rule } : { field, index, rule }];
};

const countFound = (field: CountedField, count: number): readonly Found[] => {
  const max = countLimits[field];
  return count > max ? [{ field, rule: { kind: 'count', max, count } }] : [];
};

/** Keys that stand in the list already, in whatever case. */
const repeatedFound = (tags: readonly Tag[]): readonly Found[] => {
  const first = new Map<string, number>();
  return tags.flatMap(({ key }, index): readonly Found[] => {
    const known = first.get(key.toLowerCase());
    if (known !== undefined)
      return [{ field: 'TagKey', index, rule: { kind: 'repeated', first: known } }];
    first.set(key.toLowerCase(), index);
    return [];
  });
};

const mfaFound = ({ serialNumber, tokenCode }: WithMfa): readonly Found[] => {
  if (serialNumber !== null && tokenCode === null)
    return [{ field: 'TokenCode', rule: { kind: 'goes-with', other: 'SerialNumber' } }];
  if (serialNumber === null && tokenCode !== null)
    return [{ field: 'SerialNumber', rule: { kind: 'goes-with', other: 'TokenCode' } }];
  return [...textFound('SerialNumber', serialNumber), ...textFound('TokenCode', tokenCode)];
};

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

const policiesFound = ({ policy, policyArns }: WithPolicies): readonly Found[] => {
  const broken = textFound('Policy', policy);
  const malformed = policy !== null && broken.length === 0 && !isJsonObject(policy);
  return [
    ...broken,
    ...(malformed ? [{ field: 'Policy' as const, rule: { kind: 'not-json' as const } }] : []),
    ...countFound('PolicyArns', policyArns.length),
    ...policyArns.flatMap((arn, index) => textFound('PolicyArns', arn, index)),
  ];
};

const tagsFound = (tags: readonly Tag[]): readonly Found[] => [
  ...countFound('Tags', tags.length),
  ...tags.flatMap(({ key, value }, index) => [
    ...textFound('TagKey', key, index),
    ...reservedFound('TagKey', key, index),
    ...textFound('TagValue', value, index),
  ]),
  ...repeatedFound(tags),
];

/** A transitive key is one of the call's own tags: those inherited from the caller's session stay so by themselves. */
const transitiveFound = (keys: readonly string[], tags: readonly Tag[]): readonly Found[] => {
  const known = new Set(tags.map(({ key }) => key.toLowerCase()));
  return [
    ...countFound('TransitiveTagKeys', keys.length),
    ...keys.flatMap((key, index): readonly Found[] => {
      const broken = textFound('TransitiveTagKey', key, index);
      if (broken.length > 0 || known.has(key.toLowerCase())) return broken;
      return [{ field: 'TransitiveTagKey', index, rule: { kind: 'not-among-tags' } }];
    }),
  ];
};

/** What bounds a duration beyond the operation itself. */
export type DurationContext = {
  readonly signedBy: SignedBy;
  /** The role's MaxSessionDuration where it is known; above it STS refuses, it does not clip. */
  readonly roleMaximum: Seconds | null;
};

/** The shortest and the longest life that may be asked for, and whose limit the longest is. */
export const durationRange = (
  operation: TimedOperation,
  { signedBy, roleMaximum }: DurationContext,
): Extract<ArgumentRule, { readonly kind: 'range' }> => {
  const { min, max, root, chained } = durationLimits[operation];
  const range = { kind: 'range', min } as const;
  if (signedBy === 'account-root' && root !== null)
    return { ...range, max: root, because: 'account-root' };
  const bound = Math.min(max, roleMaximum ?? max);
  if (signedBy === 'role-or-session' && chained !== null && chained < bound)
    return { ...range, max: chained, because: 'role-chaining' };
  return { ...range, max: bound, because: bound < max ? 'role' : 'operation' };
};

const durationFound = (
  operation: TimedOperation,
  seconds: Seconds | null,
  context: DurationContext,
): readonly Found[] => {
  if (seconds === null) return [];
  if (!Number.isInteger(seconds))
    return [{ field: 'DurationSeconds', rule: { kind: 'whole-number' } }];
  const range = durationRange(operation, context);
  return seconds < range.min || seconds > range.max
    ? [{ field: 'DurationSeconds', rule: range }]
    : [];
};

/** Duration (900..129600 s, root at most 3600), serial and code, both or neither (SE3, BO6). Empty: all is well. */
export const checkGetSessionToken = (
  given: GetSessionTokenArguments,
  signedBy: Exclude<SignedBy, 'role-or-session'>,
): readonly ArgumentFailure[] =>
  failures('GetSessionToken', [
    durationFound('GetSessionToken', given.durationSeconds, { signedBy, roleMaximum: null }),
    mfaFound(given),
  ]);

/** Every argument of AssumeRole (BO2). The session name is the finished one, its template filled in. */
export const checkAssumeRole = (
  given: AssumeRoleArguments,
  context: DurationContext,
): readonly ArgumentFailure[] =>
  failures('AssumeRole', [
    textFound('RoleArn', given.roleArn),
    textFound('RoleSessionName', given.roleSessionName),
    durationFound('AssumeRole', given.durationSeconds, context),
    policiesFound(given),
    textFound('ExternalId', given.externalId),
    mfaFound(given),
    textFound('SourceIdentity', given.sourceIdentity),
    reservedFound('SourceIdentity', given.sourceIdentity),
    tagsFound(given.tags),
    transitiveFound(given.transitiveTagKeys, given.tags),
  ]);

const unsigned = (roleMaximum: Seconds | null): DurationContext => ({
  signedBy: 'user',
  roleMaximum,
});

/** Every argument of AssumeRoleWithSAML but the assertion (BO3). No keys sign this call. */
export const checkAssumeRoleWithSaml = (
  given: AssumeRoleWithSamlArguments,
  roleMaximum: Seconds | null,
): readonly ArgumentFailure[] =>
  failures('AssumeRoleWithSAML', [
    textFound('RoleArn', given.roleArn),
    textFound('PrincipalArn', given.principalArn),
    durationFound('AssumeRoleWithSAML', given.durationSeconds, unsigned(roleMaximum)),
    policiesFound(given),
  ]);

/** Every argument of AssumeRoleWithWebIdentity but the token (BO4). No keys sign this call. */
export const checkAssumeRoleWithWebIdentity = (
  given: AssumeRoleWithWebIdentityArguments,
  roleMaximum: Seconds | null,
): readonly ArgumentFailure[] =>
  failures('AssumeRoleWithWebIdentity', [
    textFound('RoleArn', given.roleArn),
    textFound('RoleSessionName', given.roleSessionName),
    textFound('ProviderId', given.providerId),
    durationFound('AssumeRoleWithWebIdentity', given.durationSeconds, unsigned(roleMaximum)),
    policiesFound(given),
  ]);

/** Every argument of GetFederationToken (BO5). Without a policy the credentials may do nothing; that is no error. */
export const checkGetFederationToken = (
  given: GetFederationTokenArguments,
  signedBy: Exclude<SignedBy, 'role-or-session'>,
): readonly ArgumentFailure[] =>
  failures('GetFederationToken', [
    textFound('Name', given.name),
    durationFound('GetFederationToken', given.durationSeconds, { signedBy, roleMaximum: null }),
    policiesFound(given),
    tagsFound(given.tags),
  ]);

/** The message of an error, as AWS encoded it (BO7). */
export const checkEncodedMessage = (message: string): readonly ArgumentFailure[] =>
  failures('DecodeAuthorizationMessage', [textFound('EncodedMessage', message)]);

const taken = (
  operation: StsOperation,
  field: 'SAMLAssertion' | 'WebIdentityToken',
  text: string,
): Result<Secret, ArgumentFailure> => {
  const trimmed = text.trim();
  const rule = textRule(field, trimmed);
  return rule === null
    ? ok(secret(trimmed))
    : fail({ kind: 'argument', operation, field, index: null, rule });
};

/** A SAML assertion as it comes in, base64: 4..100000 characters, blanks around it dropped (BO3). */
export const samlAssertion = (text: string): Result<Secret, ArgumentFailure> =>
  taken('AssumeRoleWithSAML', 'SAMLAssertion', text);

/** A web identity token as its file holds it: 4..20000 characters, the file's last line end dropped (BO4). */
export const webIdentityToken = (text: string): Result<Secret, ArgumentFailure> =>
  taken('AssumeRoleWithWebIdentity', 'WebIdentityToken', text);
