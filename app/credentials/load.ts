import { z } from 'zod';
import type { Credentials, Instant, Seconds } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { reveal, secret, type Secret } from '../secret.ts';
import type { CredentialFormat } from './format-names.ts';
import { setKey } from './formats.ts';
import { parseTimestamp } from './timestamp.ts';

/** Saved credentials read back (BO8). Every format of formats.ts is told by its fields. */
export type Loaded = {
  readonly format: CredentialFormat;
  readonly credentials: Credentials;
  /** When they were obtained; null where the format does not say. */
  readonly startedAt: Instant | null;
  readonly account: string | null;
};

/** Why a text gives no credentials. Fields by name only; what they held may be secret. */
export type LoadFailure =
  | { readonly kind: 'not-json' }
  /** JSON, but none of the formats. */
  | { readonly kind: 'not-credentials' }
  /** A credential_process answer of a version that nobody has defined yet. */
  | { readonly kind: 'unknown-version' }
  | { readonly kind: 'missing-field'; readonly format: CredentialFormat; readonly field: string }
  | { readonly kind: 'malformed-field'; readonly format: CredentialFormat; readonly field: string }
  /** Refused: their end, and what it is short of now. */
  | { readonly kind: 'expired'; readonly format: CredentialFormat; readonly at: Instant };

/**
 * Whether credentials are over, or will be in `offsetSeconds` from `now` (BO8; 0: by now). At the very instant of their
 * end they are. A negative offset asks of the past.
 */
export const isExpired = (
  held: Pick<Credentials, 'expiresAt'>,
  offsetSeconds: Seconds,
  now: Instant,
): boolean => held.expiresAt <= now + offsetSeconds * 1000;

/** These become parts of headers and shell lines: visible ASCII, and none of it blank. */
const visible = z.string().regex(/^[\x21-\x7e]{1,65536}$/);
const accessKeyId = z.string().regex(/^[\w-]{1,128}$/);
const timestamp = z.string().transform((text, context) => {
  const instant = parseTimestamp(text);
  if (instant !== null) return instant;
  context.addIssue({ code: 'custom', message: 'no timestamp' });
  return z.NEVER;
});

type Fields = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Instant;
  readonly startedAt: Instant | null;
  readonly account: string | null;
};

const decoders = {
  vault: z
    .object({
      access_key: accessKeyId,
      secret_key: visible,
      session: visible,
      start: timestamp.optional(),
      end: timestamp,
      expiration: timestamp.optional(),
    })
    .transform((one): Fields => ({
      accessKeyId: one.access_key,
      secretAccessKey: one.secret_key,
      sessionToken: one.session,
      // Said twice: the earlier one is believed, so that nothing ended is handed out.
      expiresAt: Math.min(one.end, one.expiration ?? one.end),
      startedAt: one.start ?? null,
      account: null,
    })),
  boto: z
    .object({
      AccessKeyId: accessKeyId,
      SecretAccessKey: visible,
      SessionToken: visible,
      StartTime: timestamp.optional(),
      Expiration: timestamp,
    })
    .transform((one): Fields => ({
      accessKeyId: one.AccessKeyId,
      secretAccessKey: one.SecretAccessKey,
      sessionToken: one.SessionToken,
      expiresAt: one.Expiration,
      startedAt: one.StartTime ?? null,
      account: null,
    })),
  json: z
    .object({
      access_key: accessKeyId,
      secret_key: visible,
      session_token: visible,
      expiration: timestamp,
    })
    .transform((one): Fields => ({
      accessKeyId: one.access_key,
      secretAccessKey: one.secret_key,
      sessionToken: one.session_token,
      expiresAt: one.expiration,
      startedAt: null,
      account: null,
    })),
  'credential-process': z
    .object({
      AccessKeyId: accessKeyId,
      SecretAccessKey: visible,
      SessionToken: visible,
      Expiration: timestamp,
      AccountId: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
    })
    .transform((one): Fields => ({
      accessKeyId: one.AccessKeyId,
      secretAccessKey: one.SecretAccessKey,
      sessionToken: one.SessionToken,
      expiresAt: one.Expiration,
      startedAt: null,
      account: one.AccountId ?? null,
    })),
} as const satisfies Record<CredentialFormat, z.ZodType<Fields>>;

type Json = Readonly<Record<string, unknown>>;

const objectDecoder = z.record(z.string(), z.unknown());

const parseObject = (text: string): Result<Json, LoadFailure> => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const object = objectDecoder.safeParse(value);
    return object.success ? ok(object.data) : fail({ kind: 'not-credentials' });
  } catch {
    // The parser's message quotes the text, which is secret.
    return fail({ kind: 'not-json' });
  }
};

/** What STS's answer to awscli and boto3 is wrapped in. */
const unwrapped = (object: Json): Json => {
  const inner = objectDecoder.safeParse(object['Credentials']);
  return inner.success ? inner.data : object;
};

const has = (object: Json, ...fields: readonly string[]): boolean =>
  fields.some((field) => Object.hasOwn(object, field));

/** The format by the fields there are; a field that is missing must not make it another format. */
const formatOf = (object: Json): CredentialFormat | null => {
  if (has(object, 'AccessKeyId', 'SecretAccessKey', 'SessionToken'))
    return has(object, 'Version') ? 'credential-process' : 'boto';
  if (!has(object, 'access_key', 'secret_key', 'session_token', 'session')) return null;
  if (has(object, 'session_token')) return 'json';
  return has(object, 'session', 'start', 'end', 'duration') ? 'vault' : 'json';
};

/**
 * Credentials from a saved text, of any format (BO8): not JSON, a missing or malformed field and credentials that have
 * ended by `now` (STS's time) are failures that name what is wrong, and nothing that is secret.
 */
export const loadCredentials = (text: Secret, now: Instant): Result<Loaded, LoadFailure> => {
  const parsed = parseObject(reveal(text));
  if (!parsed.ok) return parsed;
  const object = unwrapped(parsed.value);
  const format = formatOf(object);
  if (format === null) return fail({ kind: 'not-credentials' });
  if (format === 'credential-process' && object['Version'] !== 1)
    return fail({ kind: 'unknown-version' });
  const decoded = decoders[format].safeParse(object);
  if (!decoded.success) {
    const field = String(decoded.error.issues[0]?.path[0] ?? '');
    return fail({ kind: has(object, field) ? 'malformed-field' : 'missing-field', format, field });
  }
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, startedAt, account } =
    decoded.data;
  if (isExpired({ expiresAt }, 0, now)) return fail({ kind: 'expired', format, at: expiresAt });
  return ok({
    format,
    startedAt,
    account,
    credentials: {
      accessKeyId,
      secretAccessKey: secret(secretAccessKey),
      sessionToken: secret(sessionToken),
      expiresAt,
    },
  });
};

/** What the formats write, field by field: any other one is somebody else's. */
const FIELDS: Readonly<Record<CredentialFormat, ReadonlySet<string>>> = {
  vault: new Set(['start', 'end', 'duration', 'expiration', 'access_key', 'secret_key', 'session']),
  boto: new Set(['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'StartTime', 'Expiration']),
  json: new Set(['access_key', 'secret_key', 'session_token', 'expiration']),
  'credential-process': new Set([
    'Version',
    'AccessKeyId',
    'SecretAccessKey',
    'SessionToken',
    'Expiration',
    'AccountId',
  ]),
};

const isSavedSet = (object: Json): boolean => {
  const format = formatOf(object);
  return (
    format !== null &&
    Object.keys(object).every((field) => FIELDS[format].has(field)) &&
    decoders[format].safeParse(object).success
  );
};

/**
 * Whether a text is what saving credentials writes, one set or a map of several, ended or not: then newer ones may take
 * its place. An empty one holds nothing to lose.
 */
export const holdsSaved = (text: Secret): boolean => {
  if (reveal(text).trim() === '') return true;
  const parsed = parseObject(reveal(text));
  if (!parsed.ok) return false;
  if (isSavedSet(parsed.value)) return true;
  const entries = Object.entries(parsed.value);
  return (
    entries.length > 0 &&
    entries.every(([key, value]) => {
      const set = objectDecoder.safeParse(value);
      return key.startsWith(setKey('')) && set.success && isSavedSet(set.data);
    })
  );
};
