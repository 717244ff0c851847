import { assertNever, type Result } from '../../app/result.ts';

/** An answer AWS gives instead of a result. `fault` says who is to blame, as `<Type>` does. */
export type AwsError = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fault: 'Sender' | 'Receiver';
  /** Why the call was denied, as DecodeAuthorizationMessage tells it; not sent, but for the fault `encoded-denial`. */
  readonly denial?: string;
};

export type Outcome<T> = Result<T, AwsError>;

/** The services of this server, by the name in the SigV4 scope. */
export type Service = 'sts' | 'iam' | 's3' | 'ec2';

const sender = (status: number, code: string, message: string): AwsError => ({
  status,
  code,
  message,
  fault: 'Sender',
});

const receiver = (status: number, code: string, message: string): AwsError => ({
  status,
  code,
  message,
  fault: 'Receiver',
});

export const validationError = (message: string): AwsError =>
  sender(400, 'ValidationError', message);

export const accessDenied = (message: string, denial?: string): AwsError => ({
  ...sender(403, 'AccessDenied', message),
  ...(denial === undefined ? {} : { denial }),
});

export const noSuchEntity = (message: string): AwsError => sender(404, 'NoSuchEntity', message);

/** IAM's name for what is there already. */
export const entityExists = (message: string): AwsError =>
  sender(409, 'EntityAlreadyExists', message);

export const limitExceeded = (quota: string, most: number): AwsError =>
  sender(409, 'LimitExceeded', `Cannot exceed quota for ${quota}: ${most}`);

export const deleteConflict = (message: string): AwsError => sender(409, 'DeleteConflict', message);

/** Of the two codes that enable or resync a device. */
export const invalidAuthenticationCode = (): AwsError =>
  sender(403, 'InvalidAuthenticationCode', 'Authentication code for device is not valid.');

export const malformedPolicy = (message: string): AwsError =>
  sender(400, 'MalformedPolicyDocument', message);

export const packedPolicyTooLarge = (percent: number, what: 'policy' | 'tags'): AwsError =>
  sender(
    400,
    'PackedPolicyTooLarge',
    `Packed size of session ${what} consumes ${percent}% of allotted space${
      what === 'policy' ? ', please use smaller policy.' : '.'
    }`,
  );

export const invalidParameter = (message: string): AwsError =>
  sender(400, 'InvalidParameterValue', message);

/** The assertion or token of an identity provider cannot be believed, or says too little. */
export const invalidIdentityToken = (message: string): AwsError =>
  sender(400, 'InvalidIdentityToken', message);

/** The assertion or token was good once. Credentials that have expired say `ExpiredToken`. */
export const expiredIdentityToken = (message: string): AwsError =>
  sender(400, 'ExpiredTokenException', message);

/** The identity provider itself says no: a failed log-in, or a token it has revoked. */
export const idpRejectedClaim = (): AwsError =>
  sender(
    403,
    'IDPRejectedClaim',
    'The identity provider (IdP) reported that authentication failed. This might be because the claim is invalid.',
  );

export const invalidAuthorizationMessage = (): AwsError =>
  sender(400, 'InvalidAuthorizationMessageException', 'Message is not valid');

export const malformedInput = (message: string): AwsError => sender(400, 'MalformedInput', message);

export const invalidAction = (action: string, version: string): AwsError =>
  sender(400, 'InvalidAction', `Could not find operation ${action} for version ${version}`);

export const requestTooLarge = (): AwsError =>
  sender(413, 'RequestEntityTooLarge', 'Request size exceeds the limit of this server.');

export const s3NotImplemented = (): AwsError =>
  receiver(
    501,
    'NotImplemented',
    'A header or query you provided implies functionality that is not implemented.',
  );

export const unauthorizedOperation = (message: string): AwsError =>
  sender(403, 'UnauthorizedOperation', message);

/** How EC2 says yes to a call that was only to be tried. */
export const dryRunWouldSucceed = (): AwsError =>
  sender(412, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');

/** Rate limits, by the words of each service: S3 says SlowDown with 503. */
export const throttled = (service: Service): AwsError => {
  switch (service) {
    case 's3':
      return receiver(503, 'SlowDown', 'Please reduce your request rate.');
    case 'ec2':
      return receiver(503, 'RequestLimitExceeded', 'Request limit exceeded.');
    default:
      return sender(400, 'Throttling', 'Rate exceeded');
  }
};

export const internalFailure = (service: Service): AwsError => {
  switch (service) {
    case 's3':
      return receiver(500, 'InternalError', 'We encountered an internal error. Please try again.');
    case 'ec2':
      return receiver(500, 'InternalError', 'An internal error has occurred');
    default:
      return receiver(
        500,
        'InternalFailure',
        'The request processing has failed because of an unknown error, exception or failure.',
      );
  }
};

/** Why the proof of identity of a request was refused, as facts. */
export type AuthFailure =
  | { readonly kind: 'missing' }
  | { readonly kind: 'incomplete'; readonly message: string }
  | { readonly kind: 'unsigned-header'; readonly header: string }
  | { readonly kind: 'bad-scope'; readonly message: string }
  | { readonly kind: 'bad-region'; readonly region: string; readonly expected: string }
  | { readonly kind: 'payload-hash-missing' }
  | { readonly kind: 'payload-hash-mismatch' }
  | { readonly kind: 'expired-signature'; readonly message: string }
  | { readonly kind: 'not-yet-current'; readonly message: string }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'signature-mismatch' }
  | { readonly kind: 'expired-token' };

const INVALID_TOKEN = 'The security token included in the request is invalid.';

const queryAuthError = (failure: AuthFailure): AwsError => {
  switch (failure.kind) {
    case 'missing':
      return sender(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
    case 'incomplete':
      return sender(400, 'IncompleteSignature', failure.message);
    case 'unsigned-header':
      return sender(
        400,
        'IncompleteSignature',
        `'${failure.header}' must be a 'SignedHeader' in the AWS Authorization.`,
      );
    case 'bad-scope':
    case 'expired-signature':
    case 'not-yet-current':
      return sender(403, 'SignatureDoesNotMatch', failure.message);
    case 'bad-region':
      return sender(
        403,
        'SignatureDoesNotMatch',
        `Credential should be scoped to a valid region, not '${failure.region}'. `,
      );
    case 'payload-hash-missing':
    case 'payload-hash-mismatch':
    case 'signature-mismatch':
      return sender(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
    case 'unknown-key':
    case 'bad-token':
      return sender(403, 'InvalidClientTokenId', INVALID_TOKEN);
    case 'expired-token':
      return sender(403, 'ExpiredToken', 'The security token included in the request is expired');
    default:
      return assertNever(failure);
  }
};

const s3AuthError = (failure: AuthFailure): AwsError => {
  switch (failure.kind) {
    case 'missing':
      return sender(403, 'AccessDenied', 'Access Denied');
    case 'incomplete':
    case 'bad-scope':
      return sender(
        400,
        'AuthorizationHeaderMalformed',
        `The authorization header is malformed; ${failure.message}`,
      );
    case 'bad-region':
      return sender(
        400,
        'AuthorizationHeaderMalformed',
        `The authorization header is malformed; the region '${failure.region}' is wrong; expecting '${failure.expected}'`,
      );
    case 'unsigned-header':
      return sender(
        403,
        'AccessDenied',
        'There were headers present in the request which were not signed',
      );
    case 'payload-hash-missing':
      return sender(
        400,
        'InvalidRequest',
        'Missing required header for this request: x-amz-content-sha256',
      );
    case 'payload-hash-mismatch':
      return sender(
        400,
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    case 'expired-signature':
    case 'not-yet-current':
      return sender(
        403,
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      );
    case 'unknown-key':
      return sender(
        403,
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
      );
    case 'bad-token':
      return sender(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
    case 'signature-mismatch':
      return sender(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
    case 'expired-token':
      return sender(400, 'ExpiredToken', 'The provided token has expired.');
    default:
      return assertNever(failure);
  }
};

/** EC2 has one code for whatever is wrong with a key, and one for whatever is too late. */
const ec2AuthError = (failure: AuthFailure): AwsError => {
  switch (failure.kind) {
    case 'unknown-key':
    case 'bad-token':
    case 'signature-mismatch':
      return sender(
        401,
        'AuthFailure',
        'AWS was not able to validate the provided access credentials',
      );
    case 'expired-token':
    case 'expired-signature':
      return sender(400, 'RequestExpired', 'Request has expired.');
    default:
      return queryAuthError(failure);
  }
};

/** The code, status and text a service uses for a refused proof of identity. */
export const authError = (service: Service, failure: AuthFailure): AwsError => {
  switch (service) {
    case 's3':
      return s3AuthError(failure);
    case 'ec2':
      return ec2AuthError(failure);
    default:
      return queryAuthError(failure);
  }
};

/** For callers whose key may not be used here at all: IAM with a session without MFA. */
export const invalidClientToken = (): AwsError => queryAuthError({ kind: 'unknown-key' });
