import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '../../app/result.ts';
import { basicTime } from './clock.ts';
import type { AuthFailure, Service } from './errors.ts';

/** A request exactly as it came in: nothing decoded, names of headers in lower case. */
export type ReceivedRequest = {
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  /** The query as sent, without the question mark. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

/** What an Authorization header of SigV4 claims. */
export type Claim = {
  readonly keyId: string;
  /** `YYYYMMDD` of the scope. */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` as signed. */
  readonly time: string;
};

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';
const MINUTE = 60_000;

/** How far the client's clock may be off. STS and IAM say 5 minutes in their texts, S3 documents 15. */
const TOLERANCE_MINUTES: Readonly<Record<Service, number>> = {
  sts: 5,
  iam: 5,
  ec2: 5,
  s3: 15,
};

/** Headers that must be signed when they are sent; `host` always. */
const MUST_BE_SIGNED: readonly (readonly [name: string, shown: string])[] = [
  ['x-amz-date', 'X-Amz-Date'],
  ['x-amz-security-token', 'X-Amz-Security-Token'],
];

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const hmac = (key: string | Buffer, data: string): Buffer =>
  createHmac('sha256', key).update(data).digest();

/** All values of a header, joined as SigV4 joins them; undefined when it was not sent. */
export const header = (request: ReceivedRequest, name: string): string | undefined => {
  const values = request.headers.filter(([sent]) => sent === name).map(([, value]) => value);
  return values.length === 0
    ? undefined
    : values.map((value) => value.trim().replaceAll(/ +/g, ' ')).join(',');
};

const signingTime = (request: ReceivedRequest): string | undefined => {
  const amz = header(request, 'x-amz-date');
  if (amz !== undefined) return /^\d{8}T\d{6}Z$/.test(amz) ? amz : undefined;
  const date = Date.parse(header(request, 'date') ?? '');
  return Number.isNaN(date) ? undefined : basicTime(date);
};

/** Milliseconds of a basic time, or NaN. */
const parseBasicTime = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** Reads the Authorization header. Texts are those of AWS, one sentence for each missing part. */
export const parseClaim = (request: ReceivedRequest): Result<Claim, AuthFailure> => {
  const authorization = header(request, 'authorization');
  if (authorization === undefined || authorization === '') return fail({ kind: 'missing' });
  const space = authorization.indexOf(' ');
  const algorithm = space < 0 ? authorization : authorization.slice(0, space);
  if (algorithm !== ALGORITHM) {
    return fail({ kind: 'incomplete', message: `Unsupported AWS 'algorithm': '${algorithm}'.` });
  }
  const fields = new Map<string, string>();
  for (const part of authorization.slice(space + 1).split(',')) {
    const pair = part.trim();
    const equals = pair.indexOf('=');
    if (equals < 0) {
      return fail({
        kind: 'incomplete',
        message: `'${pair}' not a valid key=value pair (missing equal-sign) in Authorization header.`,
      });
    }
    fields.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  const time = signingTime(request);
  const credential = fields.get('Credential');
  const signature = fields.get('Signature');
  const signedHeaders = fields.get('SignedHeaders');
  if (!credential || !signature || !signedHeaders || time === undefined) {
    const missing = (['Credential', 'Signature', 'SignedHeaders'] as const)
      .filter((name) => !fields.get(name))
      .map((name) => `Authorization header requires '${name}' parameter.`);
    const undated =
      time === undefined
        ? ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]
        : [];
    return fail({ kind: 'incomplete', message: [...missing, ...undated].join(' ') });
  }
  const [keyId, scopeDate, region, service, terminator, ...rest] = credential.split('/');
  if (!keyId || !scopeDate || !region || !service || !terminator || rest.length > 0) {
    return fail({
      kind: 'incomplete',
      message: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'.`,
    });
  }
  return ok({
    keyId,
    scopeDate,
    region,
    service,
    terminator,
    signedHeaders: signedHeaders.split(';'),
    signature,
    time,
  });
};

const badScope = (message: string): Result<undefined, AuthFailure> =>
  fail({ kind: 'bad-scope', message });

/** Checks the scope: terminator, service, region and the day. */
export const checkScope = (
  claim: Claim,
  expected: { readonly service: Service; readonly regions: readonly string[] },
): Result<undefined, AuthFailure> => {
  if (claim.terminator !== TERMINATOR) {
    return badScope(
      `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${claim.terminator}'.`,
    );
  }
  if (claim.service !== expected.service) {
    return badScope(`Credential should be scoped to correct service: '${expected.service}'.`);
  }
  if (!expected.regions.includes(claim.region)) {
    return fail({
      kind: 'bad-region',
      region: claim.region,
      expected: expected.regions[0] ?? 'us-east-1',
    });
  }
  if (claim.scopeDate !== claim.time.slice(0, 8)) {
    return badScope(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.scopeDate}' != '${claim.time.slice(0, 8)}', from '${claim.time}'.`,
    );
  }
  return ok(undefined);
};

/** Checks the signing time against the server's clock (milliseconds). */
export const checkTime = (
  claim: Claim,
  service: Service,
  now: number,
): Result<undefined, AuthFailure> => {
  const minutes = TOLERANCE_MINUTES[service];
  const signed = parseBasicTime(claim.time);
  const server = basicTime(now);
  if (Number.isNaN(signed)) {
    return fail({ kind: 'incomplete', message: `Date must be a valid time, got '${claim.time}'.` });
  }
  if (signed < now - minutes * MINUTE) {
    const oldest = basicTime(now - minutes * MINUTE);
    return fail({
      kind: 'expired-signature',
      message: `Signature expired: ${claim.time} is now earlier than ${oldest} (${server} - ${minutes} min.)`,
    });
  }
  if (signed > now + minutes * MINUTE) {
    const newest = basicTime(now + minutes * MINUTE);
    return fail({
      kind: 'not-yet-current',
      message: `Signature not yet current: ${claim.time} is still later than ${newest} (${server} + ${minutes} min.)`,
    });
  }
  return ok(undefined);
};

/** Which headers must be under the signature: host, time, token; for S3 every `x-amz-` one. */
export const checkSignedHeaders = (
  request: ReceivedRequest,
  claim: Claim,
  service: Service,
): Result<undefined, AuthFailure> => {
  if (!claim.signedHeaders.includes('host')) {
    return fail({ kind: 'unsigned-header', header: "Host' or ':authority" });
  }
  const needed = [
    ...MUST_BE_SIGNED,
    ...(service === 's3'
      ? request.headers
          .filter(([name]) => name.startsWith('x-amz-'))
          .map(([name]) => [name, name] as const)
      : []),
  ];
  for (const [name, shown] of needed) {
    if (header(request, name) !== undefined && !claim.signedHeaders.includes(name)) {
      return fail({ kind: 'unsigned-header', header: shown });
    }
  }
  return ok(undefined);
};

const UNSIGNED = 'UNSIGNED-PAYLOAD';

const payloadHash = (request: ReceivedRequest, service: Service): Result<string, AuthFailure> => {
  const sent = header(request, 'x-amz-content-sha256');
  const real = sha256(request.body);
  if (sent === undefined) {
    return service === 's3' ? fail({ kind: 'payload-hash-missing' }) : ok(real);
  }
  if (sent === UNSIGNED && service === 's3') return ok(UNSIGNED);
  return sent.toLowerCase() === real ? ok(real) : fail({ kind: 'payload-hash-mismatch' });
};

/** RFC 3986: only letters, digits and `-._~` stay as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Decodes a percent-encoded text; undefined when it is not one. */
export const decodePercent = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const decoded = (text: string): string => decodePercent(text) ?? text;

// S3 encodes the path once, every other service twice; both are the same for "/".
const canonicalPath = (path: string, service: Service): string =>
  path
    .split('/')
    .map((segment) => (service === 's3' ? encode(decoded(segment)) : encode(segment)))
    .join('/');

const canonicalQuery = (query: string): string =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : pair.slice(equals + 1);
      return [encode(decoded(name)), encode(decoded(value))] as const;
    })
    .toSorted(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const compare = (left: string, right: string): number =>
  left === right ? 0 : left < right ? -1 : 1;

const same = (left: string, right: string): boolean => {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Computes the signature anew from the raw request and the secret key, and compares. */
export const checkSignature = (
  request: ReceivedRequest,
  claim: Claim,
  service: Service,
  secretKey: string,
): Result<undefined, AuthFailure> => {
  const payload = payloadHash(request, service);
  if (!payload.ok) return payload;
  const lines: string[] = [];
  for (const name of claim.signedHeaders) {
    const value = header(request, name);
    if (value === undefined) return fail({ kind: 'signature-mismatch' });
    lines.push(`${name}:${value}\n`);
  }
  const canonical = [
    request.method,
    canonicalPath(request.path, service),
    canonicalQuery(request.query),
    lines.join(''),
    claim.signedHeaders.join(';'),
    payload.value,
  ].join('\n');
  const scope = [claim.scopeDate, claim.region, claim.service, claim.terminator];
  const toSign = [ALGORITHM, claim.time, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  return same(hmac(key, toSign).toString('hex'), claim.signature)
    ? ok(undefined)
    : fail({ kind: 'signature-mismatch' });
};
