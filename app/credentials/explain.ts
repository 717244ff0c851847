import type { AwsCause, Operation } from '../failure.ts';
import { classify } from './classify.ts';
import { encodedMessageIn, policyIn, type PolicyKind } from './denial.ts';

/** What an error text is about. Beyond AWS's own causes: what other tools say of it. */
export type TextCause =
  | AwsCause
  /** EC2 says it of expired credentials and of a clock that is off. */
  | 'request-expired'
  | 'security-key'
  | 'no-credentials'
  | 'no-profile'
  | 'no-region'
  | 'no-answer'
  | 'certificate';

/** What AWS's words say; null: they do not. Nothing in it is secret, and nothing else of the text is kept. */
export type ReadError = {
  readonly cause: TextCause;
  readonly code: string | null;
  readonly operation: string | null;
  /** Who, what, on what: as the text has them, ARNs whole. */
  readonly principal: string | null;
  readonly action: string | null;
  readonly resource: string | null;
  /** A statement denies it; false: none allows it; null: the text does not say. */
  readonly explicit: boolean | null;
  readonly policy: PolicyKind | null;
  readonly policyArn: string | null;
  readonly requestId: string | null;
  /** The encoded authorization message in it. */
  readonly encoded: string | null;
};

/** What a pasted text is. */
export type ReadText =
  | { readonly kind: 'empty' }
  /** Words that no error of AWS known here has. */
  | { readonly kind: 'unknown' }
  /** Credentials rather than an error: they are not looked at further. */
  | { readonly kind: 'credentials' }
  | { readonly kind: 'error'; readonly error: ReadError };

/** As much of a text is read, in characters; errors are shorter. */
const MOST = 100_000;

/** What terminals, XML and JSON put around and into AWS's words. */
const WRAPPINGS: readonly (readonly [RegExp, string])[] = [
  // eslint-disable-next-line no-control-regex
  [/\u001b\[[\d;]{0,20}[A-Za-z]/g, ''],
  // Terraform's frame.
  [/[│╷╵]/g, ' '],
  [/\\[nrt]/g, ' '],
  [/\\u003c/gi, '<'],
  [/\\u003e/gi, '>'],
  [/\\u0026/gi, '&'],
  [/\\u0027/gi, "'"],
  [/\\{1,8}"/g, '"'],
  [/&quot;|&#34;/g, '"'],
  [/&apos;|&#39;/g, "'"],
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&amp;/g, '&'],
];

/** A message that a terminal broke into lines: each of the later ones holds nothing else. */
const BROKEN =
  /(failure message:[ \t]{0,8}[\w+/=-]{40,})\n[ \t]{0,8}(?=[\w+/=-]{1,10000}[ \t]{0,8}(?:\n|$))/i;

const joined = (text: string): string => {
  let rest = text;
  // A message has at most 10240 characters (STS's limit), so it has so many lines at most.
  for (let turn = 0; turn < 130 && BROKEN.test(rest); turn += 1) rest = rest.replace(BROKEN, '$1');
  return rest;
};

const unwrapped = (given: string): string => {
  let text = given.slice(0, MOST);
  for (const [found, instead] of WRAPPINGS) text = text.replace(found, instead);
  return joined(text.replaceAll('\r', '')).split(/\s+/).join(' ').trim();
};

/** Nothing but an encoded message, in as many lines as it may have. */
const bareMessage = (text: string): string | null => {
  const lines = text.split(' ');
  const isMessage =
    lines.every((line) => /^[\w+/=-]+$/.test(line)) &&
    lines.slice(0, -1).every(({ length }) => length >= 40);
  const whole = lines.join('');
  return isMessage && whole.length >= 60 ? whole : null;
};

/** How session tokens of STS begin, and how keys do. */
const CREDENTIALS =
  /^(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)|aws_?(?:secret_?access_?key|session_?token)["']? ?[=:]|"(?:SecretAccessKey|SessionToken)" ?:/i;

/** Codes by themselves, where a text has no form that says which word is the code. */
const CODES = [
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
  'AuthorizationError',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'AuthFailure',
  'MultiFactorAuthentication',
  'RegionDisabledException',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
  'ValidationError',
  'ValidationException',
  'InvalidIdentityToken',
  'IDPRejectedClaim',
  'IDPCommunicationError',
  'EntityAlreadyExists',
  'LimitExceeded',
  'NoSuchEntity',
  'DeleteConflict',
  'MalformedPolicyDocument',
  'PackedPolicyTooLarge',
  'InvalidAuthorizationMessageException',
  'InvalidAuthenticationCode',
  'EntityTemporarilyUnmodifiable',
  'ServiceUnavailable',
  'InternalFailure',
] as const;

const WORD = String.raw`([A-Za-z][\w.]{1,100})`;

/** The forms in which tools and SDKs say which code it is; the first that fits is taken. */
const CODE_FORMS: readonly RegExp[] = [
  // awscli and botocore.
  new RegExp(String.raw`An error occurred \(${WORD}\)`),
  // SDK for Go 2, and what is built with it.
  new RegExp(String.raw`api error ${WORD}:`),
  // SDK for Java 1.
  new RegExp(`Error Code: ${WORD}`),
  // XML bodies.
  new RegExp(`<Code>${WORD}</Code>`),
  // JSON bodies; some put a namespace before it.
  new RegExp(String.raw`"__type" ?: ?"(?:[\w.]{1,100}#)?${WORD}"`),
  // JSON and how JavaScript prints an error.
  new RegExp(String.raw`["']?\b[Cc]ode["']? ?: ?["']${WORD}["']`),
  new RegExp(String.raw`\b(${CODES.join('|')})\b`),
];

const OPERATION_FORMS: readonly RegExp[] = [
  /when calling the (\w{1,100}) operation/,
  /operation error [\w ]{1,60}: (\w{1,100}),/,
  /operation: (\w{1,100})[,.]/,
];

const REQUEST_FORMS: readonly RegExp[] = [
  /request ?id["']? ?[:=] ?["']?([\w-]{8,80})/i,
  /<RequestI[dD]>([\w-]{8,80})</,
];

const first = (forms: readonly RegExp[], text: string): string | null => {
  for (const form of forms) {
    const found = form.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return null;
};

/** Who, what and on what, in the order they stand in AWS's sentence. */
const ARN = String.raw`["']?(arn:[^\s"'<>]{1,2048}|\*|[^\s"'<>]{1,300})["']?`;
const NOT_AUTHORIZED = new RegExp(
  String.raw`(?:(?:User|Principal|Role|Federated user): ?["']?([^\s"'<>]{1,2048})["']? )?is not authorized to perform:? ?["']?([a-z0-9-]{1,60}:[A-Za-z*]{1,100})["']?(?: on (?:the )?resources?:? ?${ARN})?`,
);

/** What other words than a code tell, in the order they are looked for. */
const PHRASES: readonly (readonly [RegExp, TextCause])[] = [
  [/invalid MFA one time pass code|InvalidAuthenticationCode/i, 'code-refused'],
  [/unable to validate MFA code/i, 'device-refused'],
  [/must provide both MFA/i, 'mfa-half-given'],
  [/MaxSessionDuration set for this role/i, 'duration-above-role'],
  [/role chaining/i, 'duration-above-chain'],
  [/Signature expired|Signature not yet current|RequestTimeTooSkewed/i, 'clock'],
  [/encoded authorization failure message|is not authorized to perform/i, 'denied'],
];

/** The same, for texts without a code: tools say these before AWS was asked, or instead of it. */
const WITHOUT_CODE: readonly (readonly [RegExp, TextCause])[] = [
  [
    /Unable to locate credentials|NoCredentialsError|Could not load credentials from any/i,
    'no-credentials',
  ],
  [
    /no valid credential sources|failed to refresh cached credentials|NoCredentialProviders/i,
    'no-credentials',
  ],
  [/Partial credentials found|InvalidConfigError: Partial/i, 'no-credentials'],
  [/config profile .{0,300}could not be found|failed to get shared config profile/i, 'no-profile'],
  [/must specify a region|Region is missing|could not find region|MissingRegion/i, 'no-region'],
  [
    /SSL validation failed|CERTIFICATE_VERIFY_FAILED|unable to get local issuer|self[- ]signed certificate|x509:/i,
    'certificate',
  ],
  [
    /Could not connect to the endpoint|Connect timeout on endpoint|ENOTFOUND|ETIMEDOUT|no such host|Failed to connect to proxy/i,
    'no-answer',
  ],
  [/security token included in the request is expired|token (?:has|is) expired/i, 'expired'],
  [/security token included in the request is invalid/i, 'key-unknown'],
  [/access ?denied|403 forbidden/i, 'denied'],
  [/rate exceeded|too many requests/i, 'throttled'],
];

const phrase = (table: typeof PHRASES, text: string): TextCause | null =>
  table.find(([form]) => form.test(text))?.[1] ?? null;

/** A security key's serial number: no code of it can be typed. */
const SECURITY_KEY = /arn:[\w-]{1,20}:iam::\d{0,12}:u2f\//;

const operationFor = (operation: string | null): Operation =>
  operation === 'AssumeRoleWithSAML' || operation === 'AssumeRoleWithWebIdentity'
    ? operation
    : 'GetCallerIdentity';

const causeOf = (code: string | null, operation: string | null, text: string): TextCause | null => {
  if (SECURITY_KEY.test(text)) return 'security-key';
  const said = phrase(PHRASES, text);
  if (said !== null) return said;
  if (code === null) return phrase(WITHOUT_CODE, text);
  if (code === 'RequestExpired') return 'request-expired';
  if (code === 'InvalidSignatureException') return 'signature';
  if (code === 'AuthFailure') return 'key-unknown';
  if (code === 'AuthorizationError') return 'denied';
  if (code === 'ServiceUnavailable' || code === 'InternalFailure') return 'server';
  const problem = { kind: 'aws', code, message: text, status: 400, requestId: null } as const;
  const about = { withCode: true, stillValid: true };
  const failure = classify(operationFor(operation), problem, about);
  return failure.kind === 'aws' ? failure.cause : null;
};

/** Whether a statement says no, or none says yes. */
const explicitIn = (text: string): boolean | null => {
  if (/explicit(?:ly)? den(?:y|ies)/i.test(text)) return true;
  return /because no .{1,60}? allows?\b/i.test(text) ? false : null;
};

/** The part of an ARN or sentence that a full stop or comma ends is not of it. */
const trimmed = (word: string | undefined): string | null =>
  word === undefined ? null : word.replace(/[.,;]$/, '') || null;

const errorOf = (cause: TextCause, text: string, encoded: string | null): ReadError => {
  const [, principal, action, resource] = NOT_AUTHORIZED.exec(text) ?? [];
  return {
    cause,
    code: first(CODE_FORMS, text),
    operation: first(OPERATION_FORMS, text),
    principal: trimmed(principal),
    action: trimmed(action),
    resource: trimmed(resource),
    explicit: cause === 'denied' ? explicitIn(text) : null,
    policy: cause === 'denied' ? policyIn(text) : null,
    policyArn: /policy:? (arn:[^\s"'<>,;]{1,2048})/.exec(text)?.[1] ?? null,
    requestId: first(REQUEST_FORMS, text),
    encoded,
  };
};

/**
 * What a pasted text says: the output of a tool, an SDK's exception, a body in JSON or XML, or an encoded authorization
 * message (BO7). Never throws; takes time in proportion to the text, of which the first 100,000 characters are read.
 */
export const readErrorText = (given: string): ReadText => {
  const text = unwrapped(given);
  if (text === '') return { kind: 'empty' };
  if (CREDENTIALS.test(text)) return { kind: 'credentials' };
  const bare = bareMessage(text);
  if (bare !== null) return { kind: 'error', error: errorOf('denied', '', bare) };
  const code = first(CODE_FORMS, text);
  const cause = causeOf(code, first(OPERATION_FORMS, text), text);
  return cause === null
    ? { kind: 'unknown' }
    : { kind: 'error', error: errorOf(cause, text, encodedMessageIn(text)) };
};
