import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readErrorText, type ReadError, type TextCause } from '../../../app/credentials/explain.ts';
import { patience, runs } from '../../support/runs.ts';

const MESSAGE = `${'qoYeuy5DNQMk_k7JauWsrjPnqAi9h90gWITrdEQKpzKtUH4C4XeRuGX'.repeat(6)}-v_1`;

const read = (text: string): ReadError => {
  const found = readErrorText(text);
  if (found.kind !== 'error') throw new Error(`read as ${found.kind}: ${text}`);
  return found.error;
};

const USER = 'arn:aws:iam::111122223333:user/ada';
const ROLE = 'arn:aws:sts::111122223333:assumed-role/dev/ada';

// As tools print them: forms from issue trackers and AWS's guides, with names and accounts of our own.
const denials: readonly (readonly [string, string, Partial<ReadError>])[] = [
  [
    'awscli, no allow in an identity-based policy',
    `\nAn error occurred (AccessDenied) when calling the AssumeRole operation: User: ${USER} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/ops because no identity-based policy allows the sts:AssumeRole action`,
    {
      code: 'AccessDenied',
      operation: 'AssumeRole',
      principal: USER,
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::444455556666:role/ops',
      explicit: false,
      policy: 'identity-based policy',
    },
  ],
  [
    'S3’s sentence, with its resource in quotes',
    `fatal error: An error occurred (AccessDenied) when calling the ListObjectsV2 operation: User: ${ROLE} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::acme-logs" because no session policy allows the s3:ListBucket action`,
    { principal: ROLE, resource: 'arn:aws:s3:::acme-logs', policy: 'session policy' },
  ],
  [
    'an SCP, in the JSON line of a controller’s log',
    `{"level":"error","msg":"Reconciler error","error":"AccessDeniedException: User: ${ROLE} is not authorized to perform: waf-regional:GetWebACLForResource on resource: arn:aws:waf-regional:eu-west-1:111122223333:*/* with an explicit deny in a service control policy"}`,
    {
      code: 'AccessDeniedException',
      action: 'waf-regional:GetWebACLForResource',
      resource: 'arn:aws:waf-regional:eu-west-1:111122223333:*/*',
      explicit: true,
      policy: 'service control policy',
    },
  ],
  [
    'a JSON body whose quotes are escaped once more',
    String.raw`"{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"User: arn:aws:sts::111122223333:assumed-role/dev/ada is not authorized to perform: application-autoscaling:DescribeScalingPolicies with an explicit deny in a permissions boundary\"}"`,
    {
      code: 'AccessDeniedException',
      principal: ROLE,
      action: 'application-autoscaling:DescribeScalingPolicies',
      resource: null,
      explicit: true,
      policy: 'permissions boundary',
    },
  ],
  [
    'an XML body',
    `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: ${USER} is not authorized to perform: iam:CreateUser on resource: &quot;arn:aws:iam::111122223333:user/bo&quot; because no resource-based policy allows the iam:CreateUser action</Message></Error><RequestId>1550870c-6e0b-4fac-ba19-1da46fef7f17</RequestId></ErrorResponse>`,
    {
      code: 'AccessDenied',
      resource: 'arn:aws:iam::111122223333:user/bo',
      policy: 'resource-based policy',
      requestId: '1550870c-6e0b-4fac-ba19-1da46fef7f17',
    },
  ],
  [
    'a policy that AWS names by its ARN',
    `An error occurred (AccessDeniedException) when calling the GetSecretValue operation: User: ${ROLE} is not authorized to perform: secretsmanager:GetSecretValue on resource: db with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/no-secrets`,
    { resource: 'db', explicit: true, policyArn: 'arn:aws:iam::111122223333:policy/no-secrets' },
  ],
  [
    'a VPC endpoint policy',
    `User: ${ROLE} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/1 because no VPC endpoint policy allows the kms:Decrypt action`,
    { code: null, explicit: false, policy: 'VPC endpoint policy' },
  ],
  [
    'a resource control policy',
    `AccessDenied: User: ${ROLE} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" with an explicit deny in a resource control policy`,
    { explicit: true, policy: 'resource control policy' },
  ],
  [
    'Lambda’s old sentence, which names no policy',
    `botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the GetFunction operation: User: ${USER} is not authorized to perform: lambda:GetFunction on resource: arn:aws:lambda:us-east-1:111122223333:function:f with an explicit deny`,
    { operation: 'GetFunction', explicit: true, policy: null },
  ],
  [
    'SDK for Go 2, with an encoded message',
    `operation error EC2: RunInstances, https response error StatusCode: 403, RequestID: 993a3d41-5543-43ff-850e-dd3a79685bd5, api error UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: ${MESSAGE}`,
    {
      code: 'UnauthorizedOperation',
      operation: 'RunInstances',
      requestId: '993a3d41-5543-43ff-850e-dd3a79685bd5',
      encoded: MESSAGE,
      explicit: null,
    },
  ],
  [
    'Terraform’s frame, its message broken into lines',
    `╷\n│ Error: creating EC2 Instance: UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: ${MESSAGE.slice(0, 70)}\n│ ${MESSAGE.slice(70, 140)}\n│ ${MESSAGE.slice(140)}\n│ \tstatus code: 403, request id: 1550870c-6e0b-4fac-ba19-1da46fef7f17\n╵`,
    { code: 'UnauthorizedOperation', encoded: MESSAGE },
  ],
  [
    'SDK for Java, with its code behind the sentence',
    `com.amazonaws.services.ec2.model.AmazonEC2Exception: You are not authorized to perform this operation. Encoded authorization failure message: ${MESSAGE} (Service: AmazonEC2; Status Code: 403; Error Code: UnauthorizedOperation; Request ID: d2678875-0aff-4926-8c8b-e87f170c1111; Proxy: null)`,
    {
      code: 'UnauthorizedOperation',
      encoded: MESSAGE,
      requestId: 'd2678875-0aff-4926-8c8b-e87f170c1111',
    },
  ],
  [
    'an error as Node prints it',
    "UnauthorizedOperation: You are not authorized to perform this operation.\n    at Request.extractError (services/ec2.js:50:35) {\n  message: 'You are not authorized to perform this operation.',\n  code: 'UnauthorizedOperation',\n  time: 2020-02-18T23:38:32.136Z }",
    { code: 'UnauthorizedOperation', action: null, policy: null, encoded: null },
  ],
  ['an encoded message alone', MESSAGE, { code: null, encoded: MESSAGE }],
  [
    'an encoded message alone, in the lines of a terminal',
    `${MESSAGE.slice(0, 80)}\n${MESSAGE.slice(80, 160)}\n${MESSAGE.slice(160)}\n`,
    { encoded: MESSAGE },
  ],
  ['S3 without a reason', 'fatal error: Access Denied', { code: null, explicit: null }],
];

describe('a refusal that somebody pastes', () => {
  it.each(denials)('BO7: is read in the form of %s', (_name, text, expected) => {
    expect(read(text)).toMatchObject({ cause: 'denied', ...expected });
  });
});

const at = (operation: string, code: string, message: string): string =>
  `An error occurred (${code}) when calling the ${operation} operation: ${message}`;

const others: readonly (readonly [TextCause, string])[] = [
  ['expired', at('ListBuckets', 'ExpiredToken', 'The provided token has expired.')],
  ['expired', 'The security token included in the request is expired'],
  ['request-expired', at('DescribeInstances', 'RequestExpired', 'Request has expired.')],
  [
    'key-unknown',
    at('GetUser', 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
  ],
  [
    'key-unknown',
    at(
      'DescribeRegions',
      'AuthFailure',
      'AWS was not able to validate the provided access credentials',
    ),
  ],
  [
    'clock',
    at(
      'GetCallerIdentity',
      'SignatureDoesNotMatch',
      'Signature expired: 20261124T101010Z is now earlier than 20261124T102010Z',
    ),
  ],
  [
    'clock',
    at(
      'GetObject',
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    ),
  ],
  [
    'signature',
    at(
      'GetCallerIdentity',
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match',
    ),
  ],
  ['throttled', at('DescribeStacks', 'Throttling', 'Rate exceeded')],
  [
    'code-refused',
    at(
      'GetSessionToken',
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    ),
  ],
  [
    'device-refused',
    at(
      'AssumeRole',
      'AccessDenied',
      'MultiFactorAuthentication failed, unable to validate MFA code.',
    ),
  ],
  [
    'mfa-half-given',
    at(
      'AssumeRole',
      'AccessDenied',
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    ),
  ],
  [
    'security-key',
    at(
      'GetSessionToken',
      'AccessDenied',
      'MultiFactorAuthentication failed for arn:aws:iam::111122223333:u2f/user/ada/yubi-ABC',
    ),
  ],
  [
    'duration-above-role',
    at(
      'AssumeRole',
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ),
  ],
  [
    'duration-above-chain',
    at(
      'AssumeRole',
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    ),
  ],
  [
    'token-expired',
    at(
      'AssumeRoleWithWebIdentity',
      'ExpiredTokenException',
      'Token expired: current date must be before the expiration date',
    ),
  ],
  [
    'token-refused',
    at(
      'AssumeRoleWithWebIdentity',
      'InvalidIdentityToken',
      'No OpenIDConnect provider found in your account',
    ),
  ],
  [
    'region-disabled',
    at(
      'AssumeRole',
      'RegionDisabledException',
      'STS is not activated in this region for account:111122223333.',
    ),
  ],
  ['name-exists', at('CreateUser', 'EntityAlreadyExists', 'User with name ada already exists.')],
  [
    'no-credentials',
    'Unable to locate credentials. You can configure credentials by running "aws configure".',
  ],
  ['no-profile', 'The config profile (prod) could not be found'],
  [
    'no-region',
    'You must specify a region. You can also configure your region by running "aws configure".',
  ],
  ['no-answer', 'Could not connect to the endpoint URL: "https://sts.eu-west-9.amazonaws.com/"'],
  [
    'certificate',
    'SSL validation failed for https://sts.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED]',
  ],
  ['unknown', at('PutItem', 'ConditionalCheckFailedException', 'The conditional request failed')],
];

describe('another error that somebody pastes', () => {
  it.each(others)('is told apart as %s: %s', (cause, text) => {
    expect(read(text).cause).toBe(cause);
  });
});

describe('a text that is no error', () => {
  it.each([
    ['nothing', '  \n ', 'empty'],
    ['words of another kind', 'Hello, how are you today? This is a letter.', 'unknown'],
    ['a session token', `IQoJb3JpZ2luX2VjE${'a1B2'.repeat(60)}`, 'credentials'],
    ['variables with a key', 'export AWS_SECRET_ACCESS_KEY=planted', 'credentials'],
    [
      'an answer of credential_process',
      '{"Version": 1, "SecretAccessKey": "planted"}',
      'credentials',
    ],
  ])('is said to be so: %s', (_name, text, kind) => {
    expect(readErrorText(text)).toEqual({ kind });
  });
});

describe('any text at all', () => {
  const pieces = [
    ...denials.map(([, text]) => text),
    ...others.map(([, text]) => text),
    'failure message: ',
    'is not authorized to perform: ',
    ' on resource: "',
    'because no ',
    '\\"',
    '\n',
    '<Code>',
    '('.repeat(200),
  ];
  it(
    'is read without throwing, and what is found stands in it',
    () => {
      fc.assert(
        fc.property(
          fc.array(fc.oneof(fc.string(), fc.constantFrom(...pieces)), { maxLength: 12 }),
          (parts) => {
            const text = parts.join('');
            const found = readErrorText(text);
            const words =
              found.kind === 'error'
                ? [found.error.action, found.error.principal, found.error.code]
                : [];
            expect(words.filter((word) => word !== null && !text.includes(word))).toEqual([]);
          },
        ),
        runs(300),
      );
    },
    patience(300),
  );

  it.each([
    'failure message: ',
    'User: is not authorized to perform: ',
    'because no a',
    'because no explicit deny in a ',
    '\\',
    '<Code>A',
    'a',
    'config profile ',
    `failure message: ${'A'.repeat(60)}\n`,
  ])(
    'takes some ms, made of %j; the square of its length would take longer than it has',
    (piece) => {
      const length = 100_000;
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      expect(() => readErrorText(text)).not.toThrow();
    },
    10_000,
  );
});
